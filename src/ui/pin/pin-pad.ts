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

const plainButton = (text: string, click: () => void): HTMLButtonElement =>
  element('button', { class: 'quiet-link', text, attributes: { type: 'button' }, on: { click } });

class Pad implements PinPad {
  readonly #options: PinPadOptions;
  readonly #title = element('h2', { attributes: { id: 'pin-title' } });
  readonly #dots = element('p', { class: 'pin-dots', attributes: { role: 'status' } });
  readonly #problem = element('p', { class: 'pin-problem', attributes: { role: 'alert' } });
  readonly #keys = createKeys((key) => this.#press(key));
  readonly #dialog: OpenDialog;
  #pin = '';
  /** The last key was a digit: Enter then means done. */
  #isTyping = false;
  #isBusy = false;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #count: ReturnType<typeof setInterval> | undefined;

  constructor(options: PinPadOptions) {
    this.#options = options;
    const { other } = options;
    const cancel = plainButton(t('Cancel'), () => this.close());
    const ways = element('div', { class: 'pin-ways' }, other && plainButton(other.label, other.run), cancel);
    this.#dialog = openDialog({
      root: options.root,
      class: 'pin glass',
      label: options.title,
      content: [this.#title, this.#dots, this.#problem, this.#keys.node, ways],
      closed: () => {
        clearTimeout(this.#idle);
        this.#stopCount();
        options.closed();
      },
    });
    const { node } = this.#dialog;
    node.addEventListener('keydown', (event) => this.#hear(event));
    node.dataset['scrim'] = '';
    node.setAttribute('aria-labelledby', 'pin-title');
    this.ask(options.title);
    this.#keys.buttons[4]?.focus();
    this.#used();
  }

  close(): void {
    this.#dialog.close();
  }

  ask(words: string, problem = ''): void {
    this.#pin = '';
    this.#title.textContent = words;
    this.#problem.textContent = problem;
    this.#paint();
  }

  pauseFor(waitMs: number): void {
    this.#stopCount();
    this.#pin = '';
    this.#paint();
    const endMs = performance.now() + waitMs;
    const tell = (): void => {
      const seconds = Math.ceil((endMs - performance.now()) / 1000);
      this.#problem.textContent =
        seconds > 0 ? t('Try again in {seconds, plural, one {# second} other {# seconds}}.', { seconds }) : '';
      if (seconds <= 0) this.#stopCount();
    };
    this.#count = setInterval(tell, 1000);
    tell();
  }

  #stopCount(): void {
    clearInterval(this.#count);
    this.#count = undefined;
  }

  #used(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.close(), idleMs);
  }

  #paint(): void {
    const typed = t('{count, plural, one {# digit} other {# digits}}', { count: this.#pin.length });
    const dots = [...this.#pin].map(() => element('i', { attributes: { 'aria-hidden': 'true' } }));
    this.#dots.replaceChildren(element('span', { class: 'sr-only', text: typed }), ...dots);
  }

  #press(key: string): void {
    this.#used();
    if (this.#isBusy || this.#count !== undefined) return;
    if (key === 'enter') return void this.#enter();
    this.#problem.textContent = '';
    this.#pin = key === 'erase' ? this.#pin.slice(0, -1) : (this.#pin + key).slice(0, longestPin);
    this.#paint();
  }

  async #enter(): Promise<void> {
    if (this.#pin === '') return;
    const { node } = this.#dialog;
    this.#isBusy = true;
    node.classList.add('busy');
    await this.#options.entered(this.#pin, this).finally(() => {
      this.#isBusy = false;
      node.classList.remove('busy');
    });
  }

  #hear(event: KeyboardEvent): void {
    // The show does not hear what is typed here.
    event.stopPropagation();
    const { key, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey) return;
    this.#used();
    const isDigit = /^[0-9]$/.test(key);
    if (isDigit) this.#press(key);
    else if (key === 'Backspace' || key === 'Delete') this.#press('erase');
    // Whoever types the digits ends with Enter; whoever walks presses what has the focus.
    else if (key === 'Enter' && this.#isTyping) this.#press('enter');
    else if (key === 'GoBack' || key === 'BrowserBack') this.close();
    else if (key === 'Tab') this.#isTyping = false;
    if (key.startsWith('Arrow')) this.#isTyping = false;
    else if (isDigit) this.#isTyping = true;
    const isOurs =
      isDigit || /^(?:Backspace|Delete|GoBack|BrowserBack)$/.test(key) || (key === 'Enter' && this.#isTyping);
    if (isOurs || walk(this.#keys, key)) event.preventDefault();
  }
}

export const openPinPad = (options: PinPadOptions): PinPad => new Pad(options);
