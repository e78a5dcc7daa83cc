/**
 * The pad for the PIN of kiosk mode: by touch, by keys and by remote. Asks for it, or takes a new one twice. It never says how
 * long the right one is, and closes when nobody types.
 */
import './pin.css';
import { t } from '../../shared/i18n.ts';
import { longestPin } from '../../shared/kiosk.ts';
import { openDialog, type OpenDialog } from '../dialog.ts';
import { element } from '../element.ts';
import { icon } from '../icons.ts';

export interface PinPadOptions {
  readonly root: HTMLElement;
  readonly title: string;
  /** A quieter way on, under the digits. */
  readonly other?: { readonly label: string; run(): void };
  /** What was typed; the pad waits for the end of the promise. */
  entered(pin: string, pad: PinPad): Promise<void>;
  closed(): void;
}

export interface PinPad {
  close(): void;
  /** What is asked for, or what was wrong with it. Begins anew. */
  ask(title: string, problem?: string): void;
  /** Nothing can be typed for so long; the seconds are counted down. */
  pauseFor(waitMs: number): void;
}

const idleMs = 25_000;
const columns = 3;

interface Keys {
  readonly node: HTMLElement;
  readonly buttons: readonly HTMLButtonElement[];
}

function createKeys(press: (key: string) => void): Keys {
  const names = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'erase', '0', 'enter'];
  const labels: Readonly<Record<string, string>> = { erase: t('Erase'), enter: t('Done') };
  const faces: Readonly<Record<string, () => Node>> = { erase: () => icon('erase'), enter: () => icon('check') };
  const buttons = names.map((name) =>
    element(
      'button',
      {
        class: `pin-key${name === 'enter' ? ' is-main' : ''}`,
        attributes: { type: 'button', 'aria-label': labels[name] },
        on: { click: () => press(name) },
      },
      faces[name]?.() ?? name,
    ),
  );
  return { node: element('div', { class: 'pin-keys', attributes: { role: 'group' } }, ...buttons), buttons };
}

/** The D-pad walks the pad as it is drawn. */
function walk({ buttons }: Keys, key: string): boolean {
  const from = buttons.indexOf(document.activeElement as HTMLButtonElement);
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
  };
  const by = steps[key];
  if (by === undefined) return false;
  if (from === -1) buttons[4]?.focus();
  else buttons[from + by]?.focus();
  // Below the pad stands the other way on: the arrow goes there.
  return from === -1 || buttons[from + by] !== undefined || by < 0;
}

export function openPinPad(options: PinPadOptions): PinPad {
  const title = element('h2', { attributes: { id: 'pin-title' } });
  const dots = element('p', { class: 'pin-dots', attributes: { role: 'status' } });
  const problem = element('p', { class: 'pin-problem', attributes: { role: 'alert' } });
  let pin = '';
  let isTyping = false;
  let isBusy = false;
  let idle: ReturnType<typeof setTimeout> | undefined;
  let count: ReturnType<typeof setInterval> | undefined;
  const used = (): void => {
    clearTimeout(idle);
    idle = setTimeout(() => dialog.close(), idleMs);
  };
  const paint = (): void => {
    const typed = element('span', {
      class: 'sr-only',
      text: t('{count, plural, one {# digit} other {# digits}}', { count: pin.length }),
    });
    dots.replaceChildren(typed, ...[...pin].map(() => element('i', { attributes: { 'aria-hidden': 'true' } })));
  };
  const enter = async (): Promise<void> => {
    if (pin === '') return;
    isBusy = true;
    dialog.node.classList.add('busy');
    await options.entered(pin, pad).finally(() => {
      isBusy = false;
      dialog.node.classList.remove('busy');
    });
  };
  const press = (key: string): void => {
    used();
    if (isBusy || count !== undefined) return;
    if (key === 'enter') return void enter();
    problem.textContent = '';
    pin = key === 'erase' ? pin.slice(0, -1) : (pin + key).slice(0, longestPin);
    paint();
  };
  const keys = createKeys(press);
  const stopCount = (): void => {
    clearInterval(count);
    count = undefined;
  };
  const { other } = options;
  const dialog: OpenDialog = openDialog({
    root: options.root,
    class: 'pin glass',
    label: options.title,
    content: [
      title,
      dots,
      problem,
      keys.node,
      element(
        'div',
        { class: 'pin-ways' },
        other &&
          element('button', {
            class: 'quiet-link',
            text: other.label,
            attributes: { type: 'button' },
            on: { click: other.run },
          }),
        element('button', {
          class: 'quiet-link',
          text: t('Cancel'),
          attributes: { type: 'button' },
          on: { click: () => dialog.close() },
        }),
      ),
    ],
    closed() {
      clearTimeout(idle);
      stopCount();
      options.closed();
    },
  });
  const pad: PinPad = {
    close: () => dialog.close(),
    ask(words, what = '') {
      pin = '';
      title.textContent = words;
      problem.textContent = what;
      paint();
    },
    pauseFor(waitMs) {
      stopCount();
      pin = '';
      paint();
      const endMs = performance.now() + waitMs;
      const tell = (): void => {
        const seconds = Math.ceil((endMs - performance.now()) / 1000);
        problem.textContent =
          seconds > 0 ? t('Try again in {seconds, plural, one {# second} other {# seconds}}.', { seconds }) : '';
        if (seconds <= 0) stopCount();
        else used();
      };
      count = setInterval(tell, 1000);
      tell();
    },
  };
  const hear = (event: KeyboardEvent): void => {
    // The show does not hear what is typed here.
    event.stopPropagation();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    used();
    const digit = /^[0-9]$/.test(event.key) ? event.key : null;
    if (digit) press(digit);
    else if (event.key === 'Backspace' || event.key === 'Delete') press('erase');
    // Whoever types the digits ends with Enter; whoever walks presses what has the focus.
    else if (event.key === 'Enter' && isTyping) press('enter');
    else if (event.key === 'GoBack' || event.key === 'BrowserBack') dialog.close();
    else if (!walk(keys, event.key)) return;
    isTyping = digit !== null || (isTyping && !/^Arrow|^Tab/.test(event.key));
    event.preventDefault();
  };
  dialog.node.addEventListener('keydown', hear);
  dialog.node.dataset['scrim'] = '';
  dialog.node.setAttribute('aria-labelledby', 'pin-title');
  pad.ask(options.title);
  keys.buttons[4]?.focus();
  used();
  return pad;
}
