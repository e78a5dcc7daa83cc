/**
 * The form of a source with fields: for adding one, and for changing one later. Secrets are typed into fields that show nothing of
 * what is kept. "Check connection" shows how far the show would come. Loaded when a person opens one.
 */
import type { OverlayHost } from '../../shared/app-api.ts';
import { toErrorData } from '../../shared/errors.ts';
import type { CheckReport, SourceDefinition, SourceField } from '../../shared/source.ts';
import { element } from './element.ts';
import './service-form.css';

export interface ServiceFormOptions {
  readonly host: OverlayHost;
  readonly source: SourceDefinition;
  /** The entry that is changed, with its params; null adds one. */
  readonly entry: { readonly id: string; readonly params: Readonly<Record<string, unknown>> } | null;
  /** Done or given up. */
  close(): void;
}

export interface ServiceForm {
  readonly node: HTMLFormElement;
  focus(): void;
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

interface FieldRow {
  readonly field: SourceField;
  readonly control: Control;
  readonly node: HTMLElement;
}

function createControl(field: SourceField, id: string, describedBy: string | undefined): Control {
  const common = { id, name: field.name, 'aria-describedby': describedBy };
  if (field.kind === 'choice') {
    const select = element('select', { attributes: common });
    for (const [value, label] of Object.entries(field.options ?? {})) {
      select.append(element('option', { text: label, attributes: { value } }));
    }
    return select;
  }
  const plain = { ...common, spellcheck: 'false', autocapitalize: 'off', placeholder: field.placeholder };
  if (field.kind === 'lines') return element('textarea', { attributes: { ...plain, rows: 4 } });
  const isSecret = field.kind === 'secret';
  return element('input', {
    class: 'text',
    attributes: {
      ...plain,
      type: isSecret ? 'password' : 'text',
      inputmode: field.kind === 'address' ? 'url' : undefined,
      // A browser's own keeper of passwords would file it under this page's address.
      autocomplete: isSecret ? 'new-password' : 'off',
    },
  });
}

function createRow(field: SourceField, options: ServiceFormOptions): FieldRow {
  const { source, entry } = options;
  const id = `${entry?.id ?? 'add'}-${source.id}-${field.name}`;
  const isKept = field.kind === 'secret' && entry !== null;
  const help = isKept ? 'Leave this empty to keep the one you entered.' : field.help;
  const control = createControl(field, id, help === undefined ? undefined : `${id}-help`);
  const known = entry?.params[field.name];
  if (field.kind !== 'secret' && typeof known === 'string') control.value = known;
  const label = element('label', { class: 'row-label', text: field.label, attributes: { for: id } });
  if (field.optional || isKept) label.append(element('span', { class: 'field-optional', text: ' optional' }));
  const framed = field.kind === 'choice' ? element('div', { class: 'select' }, control) : control;
  const words = help !== undefined && element('p', { class: 'help', text: help, attributes: { id: `${id}-help` } });
  return { field, control, node: element('div', { class: 'service-field' }, label, framed, words) };
}

/** Options of the command line stay in one piece, to be read and copied. */
const withOptions = (sentence: string): (Node | string)[] =>
  sentence
    .split(/(--[a-z-]+)/)
    .map((part) => (part.startsWith('--') ? element('code', { class: 'option', text: part }) : part));

function showReport(list: HTMLElement, report: CheckReport): void {
  list.replaceChildren(
    ...report.steps.map(({ ok, sentence }) =>
      element(
        'li',
        { class: ok ? 'check-step' : 'check-step failed' },
        element('span', { class: 'for-readers', text: ok ? 'Works: ' : 'Does not work: ' }),
        ...withOptions(sentence),
      ),
    ),
  );
}

const button = (text: string, look: string, type: string): HTMLButtonElement =>
  element('button', { class: look, text, attributes: { type } });

export function createServiceForm(options: ServiceFormOptions): ServiceForm {
  const { host, source, entry, close } = options;
  const rows = (source.fields ?? []).map((field) => createRow(field, options));
  const problem = element('p', { class: 'problem', attributes: { role: 'alert' } });
  const steps = element('ul', { class: 'check-steps', attributes: { role: 'status' } });
  const save = button(entry ? 'Save' : 'Add', 'strong-button', 'submit');
  const check = button('Check connection', 'quiet-button', 'button');
  const cancel = button('Cancel', 'quiet-button', 'button');
  check.hidden = !host.checkSource;

  const input = () => ({ fields: Object.fromEntries(rows.map(({ field, control }) => [field.name, control.value])) });
  const isFilled = (): boolean => {
    const missing = rows.find(
      ({ field, control }) =>
        !field.optional &&
        field.kind !== 'choice' &&
        !(field.kind === 'secret' && entry) &&
        control.value.trim() === '',
    );
    problem.textContent = missing ? `“${missing.field.label}” is still empty.` : '';
    missing?.control.focus();
    return !missing;
  };
  /** One thing at a time; what goes wrong is said in the form. */
  const run = async (work: () => Promise<void>): Promise<void> => {
    if (!isFilled() || save.getAttribute('aria-disabled') === 'true') return;
    for (const one of [save, check]) one.setAttribute('aria-disabled', 'true');
    steps.replaceChildren();
    try {
      await work();
    } catch (error) {
      steps.replaceChildren();
      const { kind, message } = toErrorData(error);
      problem.textContent = kind === 'unknown' ? 'This did not work. Reload the page and try again.' : message;
    } finally {
      for (const one of [save, check]) one.removeAttribute('aria-disabled');
    }
  };
  check.addEventListener('click', () => {
    void run(async () => {
      steps.replaceChildren(element('li', { class: 'check-step waiting', text: 'Asking the service …' }));
      const report = await host.checkSource?.(source.id, input(), entry?.id);
      if (report) showReport(steps, report);
    });
  });
  cancel.addEventListener('click', close);
  const node = element(
    'form',
    { class: 'add-text service-form', attributes: { 'aria-label': source.label } },
    ...rows.map((row) => row.node),
    element('div', { class: 'source-actions' }, save, check, cancel),
    steps,
    problem,
  );
  node.noValidate = true;
  node.addEventListener('submit', (event) => {
    event.preventDefault();
    void run(async () => {
      if (entry) await host.changeSource?.(entry.id, input());
      else if ((await host.addSource?.(source.id, input())) === null) return;
      for (const { field, control } of rows) if (field.kind === 'secret') control.value = '';
      close();
    });
  });
  return { node, focus: () => rows[0]?.control.focus() };
}
