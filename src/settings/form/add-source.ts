/** The ways to add photos. A picker opens inside the click; text is asked for in place. */
import type { OverlayHost } from '../../shared/app-api.ts';
import { toErrorData } from '../../shared/errors.ts';
import type { SourceDefinition, SourceInput } from '../../shared/source.ts';
import { element } from './element.ts';

interface Adder {
  readonly node: HTMLElement;
  /** Sources without a setup need no second entry. */
  follow(present: ReadonlySet<string>): void;
}

function createTextStep(source: SourceDefinition, add: (text: string) => void, cancel: () => void): HTMLElement {
  const id = `add-${source.id}-text`;
  const field = element('textarea', { attributes: { id, rows: 4, spellcheck: 'false', autocapitalize: 'off' } });
  const form = element(
    'form',
    { class: 'add-text', attributes: { 'aria-label': source.label } },
    element('label', { class: 'help', text: 'One address on each line', attributes: { for: id } }),
    field,
    element(
      'div',
      { class: 'source-actions' },
      element('button', { class: 'strong-button', text: 'Add', attributes: { type: 'submit' } }),
      element('button', {
        class: 'quiet-button',
        text: 'Cancel',
        attributes: { type: 'button' },
        on: { click: cancel },
      }),
    ),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    add(field.value);
  });
  return form;
}

/** One press for people who have no address at hand. */
function createStarters(host: OverlayHost): HTMLElement {
  const problem = element('p', { class: 'problem', attributes: { role: 'alert' } });
  const add = async (): Promise<void> => {
    problem.textContent = '';
    try {
      await host.addStarters?.();
    } catch (error) {
      const { kind, message } = toErrorData(error);
      problem.textContent =
        kind === 'input.invalid' ? message : 'This could not be added. Try again when you are online.';
    }
  };
  const button = element(
    'button',
    { class: 'add', attributes: { type: 'button', 'data-source': 'starters' }, on: { click: () => void add() } },
    element('span', { class: 'add-label', text: 'Just make it work' }),
    element('span', { class: 'help', text: 'Adds a dozen safe sources from the web, from NASA to Flickr.' }),
  );
  return element('li', {}, button, problem);
}

function createAdder(host: OverlayHost, source: SourceDefinition): Adder {
  const problem = element('p', { class: 'problem', attributes: { role: 'alert' } });
  const run = async (input: SourceInput): Promise<boolean> => {
    problem.textContent = '';
    try {
      return (await host.addSource?.(source.id, input)) !== null;
    } catch (error) {
      const { kind, message } = toErrorData(error);
      if (kind !== 'aborted') {
        problem.textContent = kind === 'unknown' ? 'This could not be added. Reload the page and try again.' : message;
      }
      return false;
    }
  };
  let step: HTMLElement | null = null;
  const leaveText = (): void => {
    step?.remove();
    step = null;
    problem.textContent = '';
    button.setAttribute('aria-expanded', 'false');
    button.focus();
  };
  const addText = async (text: string): Promise<void> => {
    if (!text.trim()) problem.textContent = 'There is no address yet. Paste at least one.';
    else if (await run({ text })) leaveText();
  };
  const open = (opened: HTMLElement): void => {
    step = opened;
    button.after(step);
    button.setAttribute('aria-expanded', 'true');
  };
  const openForm = async (): Promise<void> => {
    try {
      const { createServiceForm } = await import('./service-form.ts');
      const form = createServiceForm({ host, source, entry: null, close: leaveText });
      if (step) return;
      open(form.node);
      form.focus();
    } catch {
      problem.textContent = 'A part of Afterimage did not load. Try again when you are online.';
    }
  };
  const press = (): void => {
    if (step) return leaveText();
    if (source.setup === 'form') return void openForm();
    if (source.setup !== 'text') return void run({});
    const form = createTextStep(source, (text) => void addText(text), leaveText);
    open(form);
    form.querySelector('textarea')?.focus();
  };
  const button = element(
    'button',
    {
      class: 'add',
      attributes: {
        type: 'button',
        'data-source': source.id,
        'aria-expanded': source.setup === 'text' || source.setup === 'form' ? 'false' : undefined,
      },
      on: { click: press },
    },
    element('span', { class: 'add-label', text: source.label }),
    element('span', { class: 'help', text: source.description }),
  );
  const node = element('li', {}, button, problem);
  return {
    node,
    follow: (present) => (node.hidden = source.setup === 'none' && present.has(source.id)),
  };
}

/** Null when the host cannot add sources. */
export function createAddSources(host: OverlayHost): Adder | null {
  const sources = host.sources ?? [];
  if (!host.addSource || sources.length === 0) return null;
  // What needs no account stands first.
  const ordered = [...sources].sort((a, b) => Number(a.setup === 'form') - Number(b.setup === 'form'));
  const adders = ordered.map((source) => createAdder(host, source));
  const heading = element('h4', { text: 'Add photos', attributes: { id: 'add-photos' } });
  const list = element('ul', { class: 'adders', attributes: { 'aria-labelledby': 'add-photos' } });
  list.append(...(host.addStarters ? [createStarters(host)] : []), ...adders.map((it) => it.node));
  const node = element('div', { class: 'add-sources' }, heading, list);
  return {
    node,
    follow(present) {
      for (const adder of adders) adder.follow(present);
      node.hidden = !host.addStarters && adders.every((it) => it.node.hidden);
    },
  };
}
