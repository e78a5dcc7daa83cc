/** What moves with the sound: which one, its looks, its fine adjustments, and how photos go along. */
import { createMemo, For, onMount, Show, type JSX } from 'solid-js';
import type { TransitionParam, VisualizerInfo } from '../../../shared/app-api.ts';
import { t } from '../../../shared/i18n.ts';
import { isSame } from '../../../shared/plain-data.ts';
import { usePanel, usePart } from '../context.ts';
import { describeParam, MOST_SIDE_BY_SIDE, namedValues, type FieldKind } from '../describe.ts';
import { Field, Row } from '../field.tsx';
import { Action, fieldRows, Group, groupsOf } from '../parts.tsx';
import { Staged } from '../staged.tsx';
import { say } from '../words.ts';

function Param(props: {
  readonly info: VisualizerInfo;
  readonly name: string;
  readonly spec: TransitionParam;
  /** Its values have names. */
  readonly named?: FieldKind | null;
}): JSX.Element {
  const panel = usePanel();
  const { info, name, spec, named } = props;
  const path = `visualizer.params.${info.id}.${name}`;
  const value = usePart((state) => state.settings.visualizer.params[info.id]?.[name] ?? spec.default);
  const change = async (next: unknown): Promise<string> => {
    const { params } = panel.host.state().settings.visualizer;
    const rejected = await panel.change(
      { visualizer: { params: { ...params, [info.id]: { ...params[info.id], [name]: next } } } },
      { label: say(spec.label), key: path },
    );
    return rejected[0] ? say(rejected[0].message) : '';
  };
  return (
    <Row
      path={path}
      label={say(spec.label)}
      help={say(spec.help ?? '')}
      kind={named ?? describeParam(spec)}
      value={named ? String(value()) : value()}
      fallback={named ? String(spec.default) : spec.default}
      change={(next) => change(named ? Number(next) : next)}
    />
  );
}

interface ManyProps {
  readonly info: VisualizerInfo;
  readonly own: Readonly<Record<string, unknown>>;
  take(label: string, params: Readonly<Record<string, unknown>>): void;
}

/** A look that was adjusted since is none of them. */
function ManyPresets(props: ManyProps): JSX.Element {
  const all = Object.entries(props.info.presets);
  const current = (): string => all.find(([, { params }]) => isSame(params, props.own))?.[0] ?? '';
  const options = all.map(([value, { label }]) => ({ value, label }));
  return (
    <Row
      path={`visualizer.presets.${props.info.id}`}
      label={t('Looks')}
      help=""
      kind={{ kind: 'choice', options: [{ value: '', label: t('Your own') }, ...options], look: 'select' }}
      value={current()}
      fallback={current()}
      change={async (value) => {
        const look = props.info.presets[String(value)];
        if (look) props.take(say(look.label), look.params);
        return '';
      }}
    />
  );
}

function Presets(props: { readonly info: VisualizerInfo }): JSX.Element {
  const panel = usePanel();
  const own = usePart((state) => state.settings.visualizer.params[props.info.id] ?? {});
  const take = (label: string, params: Readonly<Record<string, unknown>>): void => {
    const all = panel.host.state().settings.visualizer.params;
    void panel.change(
      { visualizer: { params: { ...all, [props.info.id]: { ...params } } } },
      { label, key: `preset ${label}` },
    );
  };
  if (Object.keys(props.info.presets).length > MOST_SIDE_BY_SIDE)
    return <ManyPresets info={props.info} own={own()} take={take} />;
  return (
    <div class="row" data-path={`visualizer.presets.${props.info.id}`}>
      <p class="row-label" id="visualizer-looks">
        {t('Looks')}
      </p>
      <div class="chips" role="group" aria-labelledby="visualizer-looks">
        <For each={Object.values(props.info.presets)}>
          {({ label, params }) => (
            <button
              type="button"
              class="chip-button"
              aria-pressed={JSON.stringify(own()) === JSON.stringify(params)}
              onClick={() => take(say(label), params)}
            >
              {say(label)}
            </button>
          )}
        </For>
      </div>
    </div>
  );
}

/** Presets and adjustments of the one that is chosen. */
function Chosen(): JSX.Element {
  const id = usePart((state) => state.settings.visualizer.id);
  const info = usePart((state) => state.visualizers.find((one) => one.id === id()));
  return (
    <Show when={info()} keyed>
      {(known) => {
        const named = namedValues(known);
        return (
          <Group label={say(known.label)} help={say(known.description)} edits={['visualizer.params']}>
            <Show when={!named && Object.keys(known.presets).length > 0}>
              <Presets info={known} />
            </Show>
            <Staged
              parts={Object.entries(known.params).map(([name, spec]) => () => (
                <Param info={known} name={name} spec={spec} named={named?.name === name ? named.kind : null} />
              ))}
            />
          </Group>
        );
      }}
    </Show>
  );
}

export function VisualizerSection(props: { onDone(): void }): JSX.Element {
  const { host, specs } = usePanel();
  const known = usePart((state) => state.visualizers);
  const id = usePart((state) => state.settings.visualizer.id);
  const choices = createMemo(() => {
    const all = [{ value: 'off', label: t('Off') }, ...known().map((one) => ({ value: one.id, label: one.label }))];
    return all.some(({ value }) => value === id()) ? all : [...all, { value: id(), label: id() }];
  });
  onMount(() => void host.run('load', 'visualizers').catch(() => undefined));
  const first = ['id', 'placement', 'opacity', 'blend'];
  const parts = groupsOf(specs, 'visualizer').flatMap(({ spec, fields }) => {
    const row = (name: string) => (): JSX.Element =>
      spec.namespace === 'visualizer' && name === 'id' ? (
        <Field spec={spec} field={name} choices={choices()} />
      ) : (
        <Field spec={spec} field={name} />
      );
    if (spec.namespace !== 'visualizer')
      return [() => <Group label={say(spec.label)}>{fieldRows(spec, fields)}</Group>];
    const [looks, moves] = [fields.filter((it) => first.includes(it)), fields.filter((it) => !first.includes(it))];
    return [
      () => (
        <Group label={t('What is seen')}>
          <Staged parts={looks.map(row)} />
        </Group>
      ),
      () => <Chosen />,
      () => (
        <Group label={t('With the music')}>
          <Staged parts={moves.map(row)} />
        </Group>
      ),
    ];
  });
  const sound = (): JSX.Element => (
    <Show when={host.can('show')}>
      <Group>
        <Action
          label={t('Choose what is heard')}
          help={t('A microphone, a tab, your own music or a stream.')}
          button={t('Open sound')}
          path="visualizer.sound"
          run={() => void host.run('show', 'sound')}
        />
      </Group>
    </Show>
  );
  return <Staged parts={[...parts, sound]} onDone={props.onDone} />;
}
