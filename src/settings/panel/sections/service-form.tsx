/**
 * The form of a source with fields: for adding one, and for changing one later. Secrets are typed into fields that show nothing of
 * what is kept. "Check connection" shows how far the show would come.
 */
import { createSignal, For, Match, Show, Switch, type JSX } from 'solid-js';
import { t } from '../../../shared/i18n.ts';
import type { SourceKind } from '../../../shared/panel-host.ts';
import type { CheckStep, SourceField } from '../../../shared/source.ts';
import { troubleOf, usePanel } from '../context.ts';
import { Icon } from '../icons.tsx';
import { say } from '../words.ts';

export interface ServiceFormProps {
  readonly source: SourceKind;
  /** The entry that is changed, with its params; null adds one. */
  readonly entry: { readonly id: string; readonly params: Readonly<Record<string, unknown>> } | null;
  /** Done or given up. */
  close(): void;
}

type ControlNode = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function FieldControl(props: {
  readonly field: SourceField;
  readonly id: string;
  readonly value: string;
  readonly describedBy: string | undefined;
  ref(node: ControlNode): void;
}): JSX.Element {
  const { field } = props;
  const isSecret = field.kind === 'secret';
  const fill = (node: ControlNode): void => {
    props.ref(node);
    node.value = isSecret ? '' : props.value;
  };
  return (
    <Switch
      fallback={
        <input
          ref={fill}
          class="text"
          id={props.id}
          name={field.name}
          type={isSecret ? 'password' : 'text'}
          inputmode={field.kind === 'address' ? 'url' : undefined}
          // A browser's own keeper of passwords would file it under this page's address.
          autocomplete={isSecret ? 'new-password' : 'off'}
          spellcheck={false}
          autocapitalize="off"
          placeholder={field.placeholder}
          aria-describedby={props.describedBy}
        />
      }
    >
      <Match when={field.kind === 'choice'}>
        <div class="select">
          <select
            id={props.id}
            name={field.name}
            aria-describedby={props.describedBy}
            ref={(node) =>
              queueMicrotask(() => {
                props.ref(node);
                if (props.value !== '') node.value = props.value;
              })
            }
          >
            <For each={Object.entries(field.options ?? {})}>
              {([value, label]) => <option value={value}>{say(label)}</option>}
            </For>
          </select>
          <Icon name="down" />
        </div>
      </Match>
      <Match when={field.kind === 'lines'}>
        <textarea
          ref={fill}
          class="text"
          id={props.id}
          name={field.name}
          rows={4}
          spellcheck={false}
          autocapitalize="off"
          placeholder={field.placeholder}
          aria-describedby={props.describedBy}
        />
      </Match>
    </Switch>
  );
}

/** Options of the command line stay in one piece, to be read and copied. */
function Sentence(props: { readonly text: string }): JSX.Element {
  return (
    <For each={props.text.split(/(--[a-z-]+)/)}>
      {(part) => (part.startsWith('--') ? <code class="option">{part}</code> : part)}
    </For>
  );
}

function CheckSteps(props: { readonly steps: readonly CheckStep[]; readonly isAsking: boolean }): JSX.Element {
  return (
    <ul class="check-steps" role="status">
      <Show when={props.isAsking}>
        <li class="check-step waiting">{t('Asking the service …')}</li>
      </Show>
      <For each={props.steps}>
        {({ ok, sentence }) => (
          <li class="check-step" classList={{ failed: !ok }}>
            <span class="for-readers">{ok ? t('Works:') : t('Does not work:')} </span>
            <Sentence text={say(sentence)} />
          </li>
        )}
      </For>
    </ul>
  );
}

export function ServiceForm(props: ServiceFormProps): JSX.Element {
  const { host } = usePanel();
  const { source, entry } = props;
  const controls = new Map<string, ControlNode>();
  const [problem, setProblem] = createSignal('');
  const [steps, setSteps] = createSignal<readonly CheckStep[]>([]);
  const [isBusy, setBusy] = createSignal(false);
  const [isAsking, setAsking] = createSignal(false);
  const fields = source.fields ?? [];
  const isKept = (field: SourceField): boolean => field.kind === 'secret' && entry !== null;
  const helpOf = (field: SourceField): string | undefined =>
    isKept(field) ? t('Leave this empty to keep the one you entered.') : field.help && say(field.help);
  const textOf = ({ name }: SourceField): string => controls.get(name)?.value ?? '';
  const input = () => ({ fields: Object.fromEntries(fields.map((field) => [field.name, textOf(field)])) });
  const isFilled = (): boolean => {
    const missing = fields.find(
      (field) => !field.optional && field.kind !== 'choice' && !isKept(field) && textOf(field).trim() === '',
    );
    setProblem(missing ? t('“{label}” is still empty.', { label: say(missing.label) }) : '');
    if (missing) controls.get(missing.name)?.focus();
    return !missing;
  };
  /** One thing at a time; what goes wrong is said in the form. */
  const run = async (work: () => Promise<void>): Promise<void> => {
    if (isBusy() || !isFilled()) return;
    setBusy(true);
    setSteps([]);
    try {
      await work();
    } catch (error) {
      setProblem(troubleOf(error, t('This did not work. Reload the page and try again.')));
    } finally {
      setBusy(false);
      setAsking(false);
    }
  };
  const check = (): Promise<void> =>
    run(async () => {
      setAsking(true);
      setSteps((await host.run('checkSource', source.id, input(), entry?.id)).steps);
    });
  const save = (event: Event): void => {
    event.preventDefault();
    void run(async () => {
      if (entry) await host.run('changeSource', entry.id, input());
      else if ((await host.run('addSource', source.id, input())) === null) return;
      for (const field of fields) {
        const control = controls.get(field.name);
        if (field.kind === 'secret' && control) control.value = '';
      }
      props.close();
    });
  };
  queueMicrotask(() => controls.get(fields[0]?.name ?? '')?.focus());
  return (
    <form class="inline-form service-form" data-step="" aria-label={say(source.label)} noValidate onSubmit={save}>
      <For each={fields}>
        {(field) => {
          const id = `${entry?.id ?? 'add'}-${source.id}-${field.name}`;
          const known = entry?.params[field.name];
          return (
            <div class="service-field">
              <label class="row-label" for={id}>
                {say(field.label)}
                <Show when={field.optional || isKept(field)}>
                  <span class="field-optional"> {t('optional')}</span>
                </Show>
              </label>
              <FieldControl
                field={field}
                id={id}
                value={typeof known === 'string' ? known : ''}
                describedBy={helpOf(field) === undefined ? undefined : `${id}-help`}
                ref={(node) => controls.set(field.name, node)}
              />
              <Show when={helpOf(field)}>
                <p class="help" id={`${id}-help`}>
                  {helpOf(field)}
                </p>
              </Show>
            </div>
          );
        }}
      </For>
      <div class="actions">
        <button type="submit" class="strong-button" aria-disabled={isBusy()}>
          {entry ? t('Save') : t('Add')}
        </button>
        <Show when={host.can('checkSource')}>
          <button type="button" class="quiet-button" aria-disabled={isBusy()} onClick={() => void check()}>
            {t('Check connection')}
          </button>
        </Show>
        <button type="button" class="quiet-button" data-cancel="" onClick={() => props.close()}>
          {t('Cancel')}
        </button>
      </div>
      <CheckSteps steps={steps()} isAsking={isAsking()} />
      <p class="problem" role="alert">
        {problem()}
      </p>
    </form>
  );
}
