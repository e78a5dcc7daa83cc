/** Where things stand: the editor on the photo, and arrangements kept under the number keys. */
import { createMemo, Show, type JSX } from 'solid-js';
import { t } from '../../../shared/i18n.ts';
import { usePanel, usePart } from '../context.ts';
import { Action, Group, specGroups, useLocked } from '../parts.tsx';
import { Staged } from '../staged.tsx';

function Slot(props: { readonly slot: number }): JSX.Element {
  const panel = usePanel();
  const count = usePart((state) => state.settings.widgets.slots[String(props.slot)]?.length ?? -1);
  const words = createMemo(() =>
    count() < 0
      ? t('Empty')
      : t('{count, plural, =0 {No widget} one {# widget} other {# widgets}}', { count: count() }),
  );
  const name = t('Layout {number}', { number: props.slot });
  const save = async (): Promise<void> => {
    await panel.act(t('Keep {name}', { name }), 'saveSlot', props.slot).catch(() => undefined);
    panel.say(t('{name} is kept.', { name }));
  };
  const recall = async (): Promise<void> => {
    const isThere = await panel.act(name, 'recallSlot', props.slot).catch(() => false);
    panel.say(isThere ? t('{name} is back.', { name }) : t('Nothing is kept there.'));
  };
  return (
    <div class="row slot" data-path={`widgets.slots.${props.slot}`}>
      <div class="row-head">
        <span class="key" aria-hidden="true">
          {props.slot % 10}
        </span>
        <span class="row-label">
          {name} <span class="help">{words()}</span>
        </span>
        <div class="actions">
          <Show when={count() >= 0}>
            <button
              type="button"
              class="quiet-button"
              aria-label={t('Bring back {name}', { name })}
              onClick={() => void recall()}
            >
              {t('Bring back')}
            </button>
          </Show>
          <button
            type="button"
            class="quiet-button"
            aria-label={t('Keep as {name}', { name })}
            onClick={() => void save()}
          >
            {t('Keep')}
          </button>
        </div>
      </div>
    </div>
  );
}

export function LayoutSection(props: { onDone(): void }): JSX.Element {
  const { host } = usePanel();
  const isFixed = useLocked('widgets.instances');
  const parts = [
    () => (
      <Show when={host.can('show') && !isFixed()}>
        <Group class="hero">
          <Action
            label={t('Edit on screen')}
            help={t('Drag, size and align every widget right on the photo. Landscape and portrait are kept apart.')}
            button={t('Arrange')}
            isStrong
            path="layout.edit"
            run={() => void host.run('show', 'layout')}
          />
        </Group>
      </Show>
    ),
    ...specGroups('layout'),
    () => (
      <Group
        label={t('Kept layouts')}
        edits={['widgets.slots', 'widgets.instances']}
        help={t('Shift and a number keeps what is on screen. The number alone brings it back.')}
      >
        <Staged parts={Array.from({ length: 10 }, (_, index) => () => <Slot slot={index + 1} />)} />
      </Group>
    ),
  ];
  return <Staged parts={parts} onDone={props.onDone} />;
}
