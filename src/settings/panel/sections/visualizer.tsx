/** What moves with the sound: which one, its looks, its fine adjustments, and how photos go along. */
import { createMemo, For, onMount, Show, type JSX } from 'solid-js';
import type { TransitionParam, VisualizerInfo } from '../../../shared/app-api.ts';
import { t } from '../../../shared/i18n.ts';
import { usePanel, usePart } from '../context.ts';
import { describeParam } from '../describe.ts';
import { Field, Row } from '../field.tsx';
import { Action, Group, groupsOf } from '../parts.tsx';
import { Staged } from '../staged.tsx';
import { say } from '../words.ts';

function Param(props: {
  readonly info: VisualizerInfo;
  readonly name: string;
  readonly spec: TransitionParam;
}): JSX.Element {
  const panel = usePanel();
  const { info, name, spec } = props;
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
      kind={describeParam(spec)}
      value={value()}
      fallback={spec.default}
      change={change}
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
      {(known) => (
        <Group label={say(known.label)} help={say(known.description)}>
          <Show when={Object.keys(known.presets).length > 0}>
            <Presets info={known} />
          </Show>
          <For each={Object.entries(known.params)}>
            {([name, spec]) => <Param info={known} name={name} spec={spec} />}
          </For>
        </Group>
      )}
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
    const field = (name: string): JSX.Element =>
      spec.namespace === 'visualizer' && name === 'id' ? (
        <Field spec={spec} field={name} choices={choices()} />
      ) : (
        <Field spec={spec} field={name} />
      );
    if (spec.namespace !== 'visualizer') return [() => <Group label={say(spec.label)}>{fields.map(field)}</Group>];
    const [looks, moves] = [fields.filter((it) => first.includes(it)), fields.filter((it) => !first.includes(it))];
    return [
      () => <Group label={t('What is seen')}>{looks.map(field)}</Group>,
      () => <Chosen />,
      () => <Group label={t('With the music')}>{moves.map(field)}</Group>,
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
