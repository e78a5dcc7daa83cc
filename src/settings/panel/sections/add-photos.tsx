/** The ways to add photos. A picker opens inside the press; text is asked for in place. */
import { createMemo, createSignal, Show, type JSX } from 'solid-js';
import { t } from '../../../shared/i18n.ts';
import type { SourceKind } from '../../../shared/panel-host.ts';
import { troubleOf, usePanel, usePart } from '../context.ts';
import { Icon } from '../icons.tsx';
import { Group, useLocked } from '../parts.tsx';
import { Gradually } from '../staged.tsx';
import { say } from '../words.ts';
import { ServiceForm } from './service-form.tsx';

function TextForm(props: { readonly source: SourceKind; add(text: string): void; cancel(): void }): JSX.Element {
  let field: HTMLTextAreaElement | undefined;
  queueMicrotask(() => field?.focus());
  const id = `add-${props.source.id}-text`;
  const submit = (event: Event): void => {
    event.preventDefault();
    props.add(field?.value ?? '');
  };
  return (
    <form class="inline-form" data-step="" aria-label={say(props.source.label)} onSubmit={submit}>
      <label class="help" for={id}>
        {t('One address on each line')}
      </label>
      <textarea ref={field} class="text" id={id} rows={4} spellcheck={false} autocapitalize="off" />
      <div class="actions">
        <button type="submit" class="strong-button">
          {t('Add')}
        </button>
        <button type="button" class="quiet-button" data-cancel="" onClick={() => props.cancel()}>
          {t('Cancel')}
        </button>
      </div>
    </form>
  );
}

/** A big line that adds something, with what went wrong below it. */
function Adder(props: {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  readonly isExpanded?: boolean | undefined;
  readonly problem: string;
  readonly ref?: (node: HTMLButtonElement) => void;
  readonly children?: JSX.Element;
  press(): void;
}): JSX.Element {
  return (
    <li>
      <button
        ref={(node) => props.ref?.(node)}
        type="button"
        class="add"
        data-source={props.id}
        aria-expanded={props.isExpanded}
        onClick={() => props.press()}
      >
        <Icon name="plus" />
        <span class="add-words">
          <span class="add-label">{props.label} </span>
          <span class="help">{props.help}</span>
        </span>
      </button>
      {props.children}
      <p class="problem" role="alert">
        {props.problem}
      </p>
    </li>
  );
}

function SourceAdder(props: { readonly source: SourceKind }): JSX.Element {
  const { host } = usePanel();
  const [problem, setProblem] = createSignal('');
  const [isOpen, setOpen] = createSignal(false);
  let button: HTMLButtonElement | undefined;
  const { source } = props;
  const asks = source.setup === 'text' || source.setup === 'form';
  const leave = (): void => {
    setOpen(false);
    setProblem('');
    button?.focus();
  };
  const add = async (text?: string): Promise<void> => {
    setProblem('');
    try {
      await host.run('addSource', source.id, text === undefined ? {} : { text });
      if (text !== undefined) leave();
    } catch (error) {
      setProblem(troubleOf(error, t('This could not be added. Reload the page and try again.')));
    }
  };
  const addText = (text: string): void => {
    if (text.trim() === '') setProblem(t('There is no address yet. Paste at least one.'));
    else void add(text);
  };
  const press = (): void => {
    if (!asks) void add();
    else if (isOpen()) leave();
    else setOpen(true);
  };
  return (
    <Adder
      id={source.id}
      label={say(source.label)}
      help={say(source.description)}
      isExpanded={asks ? isOpen() : undefined}
      problem={problem()}
      ref={(node) => (button = node)}
      press={press}
    >
      <Show when={isOpen()}>
        <Show when={source.setup === 'form'} fallback={<TextForm source={source} add={addText} cancel={leave} />}>
          <ServiceForm source={source} entry={null} close={leave} />
        </Show>
      </Show>
    </Adder>
  );
}

/** One press for people who have no address at hand. */
function Starters(): JSX.Element {
  const { host } = usePanel();
  const [problem, setProblem] = createSignal('');
  const add = async (): Promise<void> => {
    setProblem('');
    try {
      await host.run('addStarters');
    } catch (error) {
      setProblem(troubleOf(error, t('This could not be added. Try again when you are online.')));
    }
  };
  return (
    <Adder
      id="starters"
      label={t('Just make it work')}
      help={t('Adds a dozen safe sources from the web, from NASA to Flickr.')}
      problem={problem()}
      press={() => void add()}
    />
  );
}

export function AddPhotos(): JSX.Element {
  const { host } = usePanel();
  const isLocked = useLocked('sources.entries');
  const kinds = usePart((state) => state.sources);
  const present = usePart((state) => state.settings.sources.entries.map(({ source }) => source));
  // What needs no account stands first; what needs no setup is there once at most.
  const offered = createMemo(() =>
    [...kinds()]
      .filter((it) => it.setup !== 'none' || !present().includes(it.id))
      .filter((it) => host.place === 'overlay' || it.setup !== 'picker')
      .sort((a, b) => Number(a.setup === 'form') - Number(b.setup === 'form'))
      .map(({ id }) => id),
  );
  return (
    <Show when={!isLocked() && host.can('addSource') && (offered().length > 0 || host.can('addStarters'))}>
      <Group label={t('Add photos')} id="add-photos" class="bare">
        <ul class="plain adders" aria-labelledby="add-photos" data-path="photos.add">
          <Show when={host.can('addStarters')}>
            <Starters />
          </Show>
          <Gradually each={offered()}>
            {(id) => <Show when={kinds().find((it) => it.id === id)}>{(kind) => <SourceAdder source={kind()} />}</Show>}
          </Gradually>
        </ul>
      </Group>
    </Show>
  );
}
