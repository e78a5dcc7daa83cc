/** Which transitions play, how, and the fine adjustments of the one that is chosen. Seeing them at work is what the gallery is for. */
import { createMemo, createSignal, onMount, Show, type JSX } from 'solid-js';
import type { TransitionInfo, TransitionParam } from '../../../shared/app-api.ts';
import { t } from '../../../shared/i18n.ts';
import type { SettingsSpec } from '../../../shared/settings-spec.ts';
import { usePanel, usePart } from '../context.ts';
import { describeParam } from '../describe.ts';
import { Field, Row } from '../field.tsx';
import { Icon } from '../icons.tsx';
import { Action, Group, groupsOf, specOf, useLocked } from '../parts.tsx';
import { Gradually, Staged } from '../staged.tsx';
import { say } from '../words.ts';
import { TransitionPreview } from './transition-preview.tsx';

/** Random first, then all there are. */
function useChoices() {
  const choices = usePart((state) => state.transitionChoices);
  return createMemo(() => [{ value: 'random', label: t('Random') }, ...choices()]);
}

/** Which ones take part when the kind is random. */
function Pool(): JSX.Element {
  const panel = usePanel();
  const hint = specOf('transitions').hints['pool'];
  const choices = usePart((state) => state.transitionChoices);
  const pool = usePart((state) => state.settings.transitions.pool);
  const isRandom = usePart((state) => state.settings.transitions.type === 'random');
  const isLocked = useLocked('transitions.pool');
  const [wish, setWish] = createSignal('');
  let first: HTMLInputElement | undefined;
  const set = (next: readonly string[]): void =>
    void panel.change(
      { transitions: { pool: [...next] } },
      { label: say(hint?.label ?? ''), key: `transitions.pool ${next.join()}` },
    );
  const shown = createMemo(() => {
    const word = wish().trim().toLowerCase();
    return word === '' ? choices() : choices().filter(({ label }) => label.toLowerCase().includes(word));
  });
  return (
    <Show when={isRandom()}>
      <fieldset
        class="row pool"
        classList={{ changed: pool().length > 0 }}
        data-path="transitions.pool"
        disabled={isLocked()}
      >
        <legend class="row-name">
          <span class="row-label">{say(hint?.label ?? '')}</span>
        </legend>
        <button
          type="button"
          class="reset"
          hidden={pool().length === 0 || isLocked()}
          aria-label={t('Reset {label} to default', { label: say(hint?.label ?? '') })}
          title={t('Back to the default')}
          onClick={() => {
            set([]);
            first?.focus();
          }}
        >
          <Icon name="reset" />
        </button>
        <p class="help">
          {say(hint?.help ?? '')}
          <Show when={isLocked()}> {t('Whoever runs this screen has set it.')}</Show>
        </p>
        <Show when={choices().length > 12}>
          <input
            class="text"
            type="search"
            placeholder={t('Find a transition')}
            aria-label={t('Find a transition')}
            onInput={(event) => setWish(event.currentTarget.value)}
          />
        </Show>
        <div class="ticks" classList={{ many: choices().length > 12 }}>
          <Gradually each={shown()}>
            {({ value, label }, index) => (
              <label class="tick">
                <input
                  ref={(node) => {
                    if (index() === 0) first = node;
                  }}
                  type="checkbox"
                  checked={pool().includes(value)}
                  onChange={(event) => {
                    const others = pool().filter((it) => it !== value);
                    set(event.currentTarget.checked ? [...others, value] : others);
                  }}
                />
                <span>{say(label)}</span>
              </label>
            )}
          </Gradually>
        </div>
      </fieldset>
    </Show>
  );
}

function Param(props: {
  readonly info: TransitionInfo;
  readonly name: string;
  readonly spec: TransitionParam;
}): JSX.Element {
  const panel = usePanel();
  const { info, name, spec } = props;
  const value = usePart((state) => state.settings.transitions.params[info.id]?.[name] ?? spec.default);
  const change = async (next: unknown): Promise<string> => {
    const { params } = panel.host.state().settings.transitions;
    const own = { ...params[info.id], [name]: next };
    const path = `transitions.params.${info.id}.${name}`;
    const rejected = await panel.change(
      { transitions: { params: { ...params, [info.id]: own } } },
      { label: say(spec.label), key: path },
    );
    return rejected[0] ? say(rejected[0].message) : '';
  };
  return (
    <Row
      path={`transitions.params.${info.id}.${name}`}
      label={say(spec.label)}
      help={say(spec.help ?? '')}
      kind={describeParam(spec)}
      value={value()}
      fallback={spec.default}
      change={change}
    />
  );
}

/** The adjustments of the transition that plays every time. */
function Chosen(): JSX.Element {
  const type = usePart((state) => state.settings.transitions.type);
  const info = usePart((state) => state.transitions.find(({ id }) => id === type()));
  const { host } = usePanel();
  return (
    <Show when={info()} keyed>
      {(known) => (
        <Group label={say(known.label)} help={say(known.description)} edits={['transitions.params']}>
          {host.openPreviews && <TransitionPreview info={known} />}
          <Staged
            parts={Object.entries(known.params).map(([name, spec]) => () => (
              <Param info={known} name={name} spec={spec} />
            ))}
          />
        </Group>
      )}
    </Show>
  );
}

/** Adjustments of transitions that are not chosen now are counted, and can be taken back. */
function Adjusted(): JSX.Element {
  const panel = usePanel();
  const hint = specOf('transitions').hints['params'];
  const isLocked = useLocked('transitions.params');
  const count = usePart((state) => Object.keys(state.settings.transitions.params).length);
  const reset = (): void => {
    void panel.change({ transitions: { params: {} } }, { label: say(hint?.label ?? ''), key: 'transitions.params' });
    panel.go('transitions', 'transitions.type');
  };
  return (
    <Show when={count() > 0 && !isLocked()}>
      <div class="row changed" data-path="transitions.params">
        <div class="row-head">
          <div class="row-name">
            <span class="row-label">
              {t('{count, plural, one {# transition adjusted} other {# transitions adjusted}}', { count: count() })}
            </span>
            <button
              type="button"
              class="reset"
              aria-label={t('Reset {label} to default', { label: say(hint?.label ?? '') })}
              title={t('Back to the default')}
              onClick={reset}
            >
              <Icon name="reset" />
            </button>
          </div>
        </div>
        <p class="help">{say(hint?.help ?? '')}</p>
      </div>
    </Show>
  );
}

export function TransitionsSection(props: { onDone(): void }): JSX.Element {
  const { host, specs } = usePanel();
  const choices = useChoices();
  onMount(() => void host.run('load', 'transitions').catch(() => undefined));
  const rowOf = (spec: SettingsSpec, field: string): JSX.Element => {
    const isOurs = spec.namespace === 'transitions';
    if (isOurs && field === 'type') return <Field spec={spec} field={field} choices={choices()} />;
    return (
      <>
        <Field spec={spec} field={field} />
        {isOurs && field === 'mood' && <Pool />}
      </>
    );
  };
  const parts = [
    () => (
      <Show when={host.can('show')}>
        <Group class="hero">
          <Action
            label={t('See them all')}
            help={t('Every transition at work over your own photos, with stars and adjustments.')}
            button={t('Open the gallery')}
            isStrong
            path="transitions.gallery"
            run={() => void host.run('show', 'gallery')}
          />
        </Group>
      </Show>
    ),
    ...groupsOf(specs, 'transitions').map(({ spec, fields }) => () => (
      <Group label={spec.namespace === 'transitions' ? t('What plays') : say(spec.label)}>
        <Staged parts={fields.map((field) => () => rowOf(spec, field))} />
        {spec.namespace === 'transitions' && <Adjusted />}
      </Group>
    )),
    () => <Chosen />,
  ];
  return <Staged parts={parts} onDone={props.onDone} />;
}
