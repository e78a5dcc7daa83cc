/**
 * A text with a list of what it may become, filled while somebody types. The list stands in the flow of the panel, so that nothing cuts it
 * off. Keys and remotes: down enters it, OK takes a line, Esc or Back closes it; a finger taps a line.
 */
import { createSignal, For, onCleanup, Show, type JSX } from 'solid-js';
import { t } from '../../../shared/i18n.ts';
import { say } from '../words.ts';
import type { PropsOf } from './shape.ts';
import { followText } from './text.tsx';

const SUGGEST_AFTER_MS = 350;
const MOST_LINES = 8;

type Ask = (text: string) => Promise<readonly string[]>;

function createLines(suggest: Ask) {
  const [lines, setLines] = createSignal<readonly string[]>([]);
  /** The line that OK takes; −1: what was typed. */
  const [at, setAt] = createSignal(-1);
  const [isAsked, setAsked] = createSignal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;
  const close = (): void => {
    turn++;
    clearTimeout(timer);
    setLines([]);
    setAt(-1);
    setAsked(false);
  };
  onCleanup(close);
  const ask = (text: string, afterMs: number): void => {
    const own = ++turn;
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const found = await suggest(text).catch(() => []);
      if (own !== turn) return;
      setAt(-1);
      setLines(found.slice(0, MOST_LINES));
      setAsked(text.trim().length > 1);
    }, afterMs);
  };
  return { lines, at, setAt, isAsked, ask, close };
}

export interface SuggestProps extends Omit<PropsOf<'text'>, 'kind' | 'suggest'> {
  readonly placeholder?: string | undefined;
  /** Who is asked, where it is somebody else. */
  readonly note?: string;
  suggest(text: string): Promise<readonly string[]>;
}

/** What a key does to the list; false: nothing, the panel takes it. */
function steerList(key: string, list: ReturnType<typeof createLines>, take: (line: string) => void, open: () => void) {
  const count = list.lines().length;
  const chosen = list.lines()[list.at()];
  if (count === 0) {
    // OK on a field that has not changed brings the list, for remotes without letters.
    if (key === 'Enter') open();
    return false;
  }
  if (key === 'ArrowDown' && list.at() < count - 1) list.setAt(list.at() + 1);
  else if (key === 'ArrowUp' && list.at() >= 0) list.setAt(list.at() - 1);
  else if (key === 'Enter' && chosen !== undefined) take(chosen);
  else if (/^(?:Escape|GoBack|BrowserBack|XF86Back)$/.test(key)) list.close();
  else return false;
  return true;
}

export function Suggest(props: SuggestProps): JSX.Element {
  let field: HTMLInputElement | undefined;
  const list = createLines((text) => props.suggest(text));
  const listId = (): string => `${props.id}-lines`;
  const isOpen = (): boolean => list.lines().length > 0;
  followText(props, () => field);
  const take = (line: string): void => {
    if (field) field.value = line;
    list.close();
    props.report(line);
    field?.focus();
  };
  const open = (): void => list.ask(field?.value ?? '', 0);
  const onKey = (event: KeyboardEvent): void => {
    if (event.isComposing || !steerList(event.key, list, take, open)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const leave = (event: FocusEvent): void => {
    const isWithin = event.relatedTarget instanceof Node && event.currentTarget instanceof Node;
    if (!isWithin || !(event.currentTarget as Node).contains(event.relatedTarget as Node)) list.close();
  };
  return (
    <div class="suggest" onFocusOut={leave}>
      <input
        ref={field}
        class="text"
        type="text"
        id={props.id}
        data-main=""
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={isOpen()}
        aria-controls={listId()}
        aria-activedescendant={list.at() < 0 ? undefined : `${listId()}-${list.at()}`}
        aria-describedby={props.describedBy}
        spellcheck={false}
        autocomplete="off"
        disabled={props.isLocked}
        placeholder={props.placeholder === undefined ? undefined : say(props.placeholder)}
        onChange={() => props.report(field?.value ?? '')}
        onInput={() => list.ask(field?.value ?? '', SUGGEST_AFTER_MS)}
        onKeyDown={onKey}
      />
      <ul
        class="plain suggest-lines"
        id={listId()}
        role="listbox"
        aria-labelledby={props.labelId}
        hidden={!isOpen()}
        // A press on a line must not take the focus, which would report what was only half typed.
        onMouseDown={(event) => event.preventDefault()}
      >
        <For each={list.lines()}>
          {(line, index) => (
            <li
              class="suggest-line"
              id={`${listId()}-${index()}`}
              role="option"
              aria-selected={list.at() === index()}
              onClick={() => take(line)}
            >
              {line}
            </li>
          )}
        </For>
      </ul>
      <p class="for-readers" role="status">
        <Show when={list.isAsked()}>
          {t('{count, plural, =0 {Nothing found. Try another word.} one {# found} other {# found}}', {
            count: list.lines().length,
          })}
        </Show>
      </p>
      <Show when={props.note}>
        <p class="help">{props.note}</p>
      </Show>
    </div>
  );
}
