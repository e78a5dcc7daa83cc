/** What lies over the photo: every widget with its controls, and what can be added. */
import { createMemo, createSignal, onMount, Show, type JSX } from 'solid-js';
import { t } from '../../../shared/i18n.ts';
import { readOptions, type WidgetInstance, type WidgetKind } from '../../../shared/widget.ts';
import { troubleOf, usePanel, usePart } from '../context.ts';
import { describeOption } from '../describe.ts';
import { Row } from '../field.tsx';
import { Icon } from '../icons.tsx';
import { Action, Fold, Group, specGroups, useLocked } from '../parts.tsx';
import { Gradually, Staged } from '../staged.tsx';
import { lookFields, nameOf, zonesLike } from '../widget-rows.ts';
import { say } from '../words.ts';
import { OptionFiles } from './option-files.tsx';

interface FieldsProps {
  readonly id: string;
  readonly kind: WidgetKind | undefined;
  readonly name: string;
}

function useInstance(id: string) {
  return usePart((state) => (state.settings.widgets.instances as readonly WidgetInstance[]).find((it) => it.id === id));
}

function WidgetFields(props: FieldsProps): JSX.Element {
  const panel = usePanel();
  const instance = useInstance(props.id);
  const change =
    (label: string, key: string) => async (values: Parameters<typeof panel.host.run<'changeWidget'>>[2]) => {
      try {
        await panel.act(label, 'changeWidget', props.id, values);
        return '';
      } catch (error) {
        return troubleOf(error, t('{label} could not be changed. Try again.', { label: key }));
      }
    };
  const options = (kind: WidgetKind): JSX.Element => (
    <Staged
      parts={Object.entries(kind.options).map(([name, option]) => () => {
        const value = createMemo(() => {
          const now = instance();
          const all = readOptions(kind.options, now?.options) as Readonly<Record<string, unknown>>;
          return all[name];
        });
        const label = say(option.label);
        const set = change(`${props.name}: ${label}`, label);
        const asks = option.kind === 'text' ? option.suggest : undefined;
        const files = option.kind === 'text' ? option.files : undefined;
        return (
          <>
            <Row
              path={`widget.${props.id}.option-${name}`}
              label={label}
              help={say(option.help ?? '')}
              kind={describeOption(option)}
              value={value()}
              fallback={option.default}
              change={(next) => set({ options: { [name]: next } })}
              {...(asks && {
                suggest: async (text: string) =>
                  asks === 'zones' ? zonesLike(text) : panel.host.run('suggest', kind.id, name, text),
              })}
            />
            <Show when={files}>
              {(accept) => (
                <OptionFiles
                  kind={kind.id}
                  label={label}
                  accept={accept()}
                  text={String(value() ?? '')}
                  change={(next) => set({ options: { [name]: next } })}
                />
              )}
            </Show>
          </>
        );
      })}
    />
  );
  return (
    <>
      <Show when={props.kind} keyed>
        {options}
      </Show>
      <Staged
        parts={lookFields().map((look) => () => {
          const set = change(`${props.name}: ${look.label}`, look.label);
          const begin = (): unknown => {
            const begins = props.kind?.begin;
            return begins && look.id in begins
              ? look.read({ ...(instance() as WidgetInstance), ...begins })
              : look.fallback;
          };
          return (
            <Show when={instance()}>
              {(now) => (
                <Row
                  path={`widget.${props.id}.${look.id}`}
                  label={look.label}
                  help={look.help}
                  kind={look.kind}
                  value={look.read(now())}
                  fallback={begin()}
                  change={(next) => set(look.write(next))}
                />
              )}
            </Show>
          );
        })}
      />
    </>
  );
}

function WidgetRow(props: { readonly id: string; readonly kinds: readonly WidgetKind[]; gone(): void }): JSX.Element {
  const panel = usePanel();
  const instance = useInstance(props.id);
  const kind = createMemo(() => props.kinds.find(({ id }) => id === instance()?.widget));
  const name = createMemo(() => {
    const now = instance();
    return now ? nameOf(now, say(kind()?.label ?? now.widget)) : '';
  });
  const id = `widget-${props.id}`;
  const toggle = (event: Event & { readonly currentTarget: HTMLInputElement }): void =>
    void panel
      .act(name(), 'changeWidget', props.id, { enabled: event.currentTarget.checked })
      .catch(() => panel.say(t('This widget could not be changed. Try again.')));
  const remove = async (): Promise<void> => {
    await panel.act(t('Remove {name}', { name: name() }), 'removeWidget', props.id).catch(() => undefined);
    props.gone();
  };
  return (
    <li class="row widget" data-widget={props.id} data-path={`widgets.${props.id}`}>
      <div class="row-head">
        <label class="row-label" for={id}>
          {name()}
        </label>
        <button
          type="button"
          class="icon-button"
          title={t('Remove')}
          aria-label={t('Remove {name}', { name: name() })}
          onClick={() => void remove()}
        >
          <Icon name="trash" />
        </button>
        <input
          class="switch"
          type="checkbox"
          role="switch"
          data-main=""
          id={id}
          checked={instance()?.enabled === true}
          onChange={toggle}
        />
      </div>
      <Show when={instance()?.enabled}>
        <Fold label={t('Adjust')} name={t('Adjust {name}', { name: name() })}>
          <Show when={kind()?.service}>
            {(service) => <p class="help">{t('It asks {service} on the network.', { service: service() })}</p>}
          </Show>
          <WidgetFields id={props.id} kind={kind()} name={name()} />
        </Fold>
      </Show>
    </li>
  );
}

function Adders(props: { readonly kinds: readonly WidgetKind[]; added(id: string): void }): JSX.Element {
  const panel = usePanel();
  const [problem, setProblem] = createSignal('');
  const add = async (kind: WidgetKind): Promise<void> => {
    try {
      props.added(await panel.act(t('Add {name}', { name: say(kind.label) }), 'addWidget', kind.id));
      setProblem('');
    } catch (error) {
      setProblem(troubleOf(error, t('This widget could not be loaded. Check the connection and try again.')));
    }
  };
  return (
    <Group label={t('Add a widget')} id="add-widget" class="bare">
      <p class="problem" role="alert">
        {problem()}
      </p>
      <ul class="plain adders" data-path="widgets.add">
        <Gradually each={props.kinds}>
          {(kind) => (
            <li>
              <button type="button" class="add" data-add-widget={kind.id} onClick={() => void add(kind)}>
                <Icon name="plus" />
                <span class="add-words">
                  <span class="add-label">{say(kind.label)} </span>
                  <span class="help">{say(kind.description)}</span>
                </span>
              </button>
            </li>
          )}
        </Gradually>
      </ul>
    </Group>
  );
}

export function WidgetsSection(props: { onDone(): void }): JSX.Element {
  const { host } = usePanel();
  const [problem, setProblem] = createSignal('');
  const ids = usePart((state) => state.settings.widgets.instances.map(({ id }) => id));
  const kinds = usePart((state) => state.widgetKinds ?? []);
  const isLocked = useLocked('widgets.instances');
  const isAny = usePart((state) => state.settings.widgets.instances.some(({ enabled }) => enabled));
  let list: HTMLUListElement | undefined;
  onMount(() => {
    host
      .run('load', 'widgets')
      .catch(() => setProblem(t('The widgets could not be loaded. Check the connection and open the settings again.')));
  });
  const focusRow = (id: string | undefined): void => {
    const row = id === undefined ? list?.querySelector('[data-widget]') : list?.querySelector(`[data-widget="${id}"]`);
    row?.querySelector<HTMLElement>('.switch')?.focus();
  };
  const parts = [
    () => (
      <Show when={isAny() && !isLocked() && host.can('show')}>
        <Group class="hero">
          <Action
            label={t('Arrange on the photo')}
            help={t('Drag widgets where you want them. They snap to each other and to the edges.')}
            button={t('Arrange')}
            isStrong
            path="widgets.arrange"
            run={() => void host.run('show', 'layout')}
          />
        </Group>
      </Show>
    ),
    () => (
      <Group label={t('On the photo')} edits={['widgets.instances']}>
        <ul ref={list} class="plain" aria-label={t('Your widgets')} data-path="widgets.instances">
          <Gradually each={ids()} handful={1}>
            {(id) => <WidgetRow id={id} kinds={kinds()} gone={() => focusRow(undefined)} />}
          </Gradually>
        </ul>
        <Show when={ids().length === 0}>
          <p class="empty">{t('Nothing lies on the photo. Add a widget below.')}</p>
        </Show>
        <p class="problem" role="status">
          {problem()}
        </p>
      </Group>
    ),
    () => (
      <Show when={kinds().length > 0 && !isLocked()}>
        <Adders kinds={kinds()} added={focusRow} />
      </Show>
    ),
    ...specGroups('widgets'),
  ];
  return <Staged parts={parts} onDone={props.onDone} />;
}
