/**
 * Lines in an order of their own. They are moved by dragging, with the arrows while Alt is held, or with their own buttons; a list
 * of known options offers those that are not in it yet.
 */
import { createMemo, createSignal, For, Show, type JSX } from 'solid-js';
import { t } from '../../../shared/i18n.ts';
import { Icon } from '../icons.tsx';
import { say } from '../words.ts';
import type { PropsOf } from './shape.ts';

function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  const [item] = next.splice(from, 1);
  if (item !== undefined) next.splice(Math.max(0, Math.min(next.length, to)), 0, item);
  return next;
}

export function List(props: PropsOf<'list'>): JSX.Element {
  let root: HTMLDivElement | undefined;
  let field: HTMLInputElement | HTMLSelectElement | undefined;
  const [dragged, setDragged] = createSignal<string | null>(null);
  const items = createMemo(() => (Array.isArray(props.value) ? (props.value as readonly string[]) : []));
  const labelOf = (value: string): string => say(props.kind.options?.find((it) => it.value === value)?.label ?? value);
  const left = createMemo(() => (props.kind.options ?? []).filter(({ value }) => !items().includes(value)));
  const focusItem = (value: string): void =>
    queueMicrotask(() => root?.querySelector<HTMLElement>(`[data-item="${CSS.escape(value)}"] .grip`)?.focus());
  const move = (value: string, step: number): void => {
    const at = items().indexOf(value);
    props.report(moved(items(), at, at + step));
    focusItem(value);
  };
  const remove = (value: string): void => {
    props.report(items().filter((it) => it !== value));
    queueMicrotask(() => (root?.querySelector<HTMLElement>('.grip') ?? field)?.focus());
  };
  const add = (): void => {
    const value = field?.value.trim() ?? '';
    if (value === '' || items().includes(value)) return;
    props.report([...items(), value]);
    if (field instanceof HTMLInputElement) field.value = '';
    field?.focus();
  };
  const onKey = (event: KeyboardEvent, value: string): void => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (step === 0 || !event.altKey) return;
    event.preventDefault();
    move(value, step);
  };
  const onDrag = (event: PointerEvent): void => {
    const value = dragged();
    if (value === null || !root) return;
    const rows = [...root.querySelectorAll<HTMLElement>('[data-item]')];
    const over = rows.findIndex((row) => event.clientY < row.getBoundingClientRect().bottom);
    const at = items().indexOf(value);
    const to = over < 0 ? rows.length - 1 : over;
    if (to !== at) props.report(moved(items(), at, to));
  };
  return (
    <div class="list" ref={root} role="group" aria-labelledby={props.labelId} aria-describedby={props.describedBy}>
      <ol>
        <For each={items()}>
          {(value) => (
            <li data-item={value} classList={{ dragged: dragged() === value }}>
              <button
                type="button"
                class="grip"
                disabled={props.isLocked}
                aria-label={t('Move {label}: hold Alt and press an arrow', { label: labelOf(value) })}
                onKeyDown={(event) => onKey(event, value)}
                onPointerDown={(event) => {
                  event.currentTarget.setPointerCapture(event.pointerId);
                  setDragged(value);
                }}
                onPointerMove={onDrag}
                onPointerUp={() => setDragged(null)}
                onPointerCancel={() => setDragged(null)}
                onClick={(event) => event.detail === 0 && move(value, -1)}
              >
                <Icon name="grip" />
              </button>
              <span class="list-label">{labelOf(value)}</span>
              <button
                type="button"
                class="icon-button"
                disabled={props.isLocked}
                aria-label={t('Remove {label}', { label: labelOf(value) })}
                onClick={() => remove(value)}
              >
                <Icon name="close" />
              </button>
            </li>
          )}
        </For>
      </ol>
      <Show when={!props.kind.options || left().length > 0}>
        <div class="list-add">
          <Show
            when={props.kind.options}
            fallback={
              <input
                ref={(node) => (field = node)}
                class="text"
                type="text"
                id={props.id}
                data-main=""
                disabled={props.isLocked}
                placeholder={props.kind.placeholder === undefined ? undefined : say(props.kind.placeholder)}
                aria-labelledby={props.labelId}
                onKeyDown={(event) => event.key === 'Enter' && (event.preventDefault(), add())}
              />
            }
          >
            <div class="select">
              <select
                ref={(node) => (field = node)}
                id={props.id}
                data-main=""
                disabled={props.isLocked}
                aria-labelledby={props.labelId}
              >
                <For each={left()}>{({ value, label }) => <option value={value}>{say(label)}</option>}</For>
              </select>
              <Icon name="down" />
            </div>
          </Show>
          <button type="button" class="quiet-button" disabled={props.isLocked} onClick={add}>
            {t('Add')}
          </button>
        </div>
      </Show>
    </div>
  );
}
