/** The list of sections, and the buttons at the head: undo, redo, a window of its own, done. */
import { createMemo, For, Show, type JSX } from 'solid-js';
import { t } from '../../shared/i18n.ts';
import { usePanel } from './context.ts';
import { Icon } from './icons.tsx';
import type { Place } from './places.ts';

export function HeadButtons(): JSX.Element {
  const panel = usePanel();
  const undoName = createMemo(() => {
    const step = panel.lastDone();
    return step ? t('Undo: {what}', { what: step.label }) : t('Undo');
  });
  const redoName = createMemo(() => {
    const step = panel.lastUndone();
    return step ? t('Redo: {what}', { what: step.label }) : t('Redo');
  });
  return (
    <div class="head-buttons">
      <button
        type="button"
        class="icon-button"
        title={undoName()}
        aria-label={undoName()}
        aria-disabled={panel.lastDone() === null}
        onClick={() => void panel.undo()}
      >
        <Icon name="undo" class="flips" />
      </button>
      <button
        type="button"
        class="icon-button"
        title={redoName()}
        aria-label={redoName()}
        aria-disabled={panel.lastUndone() === null}
        onClick={() => void panel.redo()}
      >
        <Icon name="redo" class="flips" />
      </button>
      <Show when={panel.host.detach}>
        <button
          type="button"
          class="icon-button only-wide"
          title={t('Open in a window of its own')}
          aria-label={t('Open in a window of its own')}
          onClick={() => panel.host.detach?.()}
        >
          <Icon name="window" />
        </button>
      </Show>
      <button type="button" class="done" onClick={() => panel.close()}>
        <span>{t('Done')}</span>
        <Icon name="check" />
      </button>
    </div>
  );
}

interface NavProps {
  readonly places: readonly Place[];
  readonly current: string | null;
  readonly isWide: boolean;
  open(id: string): void;
}

export function Nav(props: NavProps): JSX.Element {
  /** One stop for the Tab key: the section that is open. */
  const stop = createMemo(() => props.current ?? props.places[0]?.id);
  return (
    <nav class="nav" aria-label={t('Sections')}>
      <ul class="plain">
        <For each={props.places}>
          {(place) => (
            <li>
              <button
                type="button"
                class="nav-item"
                data-section={place.id}
                tabindex={!props.isWide || stop() === place.id ? 0 : -1}
                aria-current={props.isWide && props.current === place.id ? 'page' : undefined}
                onClick={() => props.open(place.id)}
              >
                <Icon name={place.icon} />
                <span class="nav-words">
                  <span class="nav-label">{place.label()}</span>
                  <Show when={!props.isWide}>
                    <span class="help">{place.about()}</span>
                  </Show>
                </span>
                <Show when={!props.isWide}>
                  <Icon name="forth" class="flips" />
                </Show>
              </button>
            </li>
          )}
        </For>
      </ul>
    </nav>
  );
}
