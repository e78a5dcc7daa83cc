/** The search: where it is typed, and what was found. */
import { createEffect, For, type JSX } from 'solid-js';
import { t } from '../../shared/i18n.ts';
import { Icon } from './icons.tsx';
import type { Findable } from './search.ts';

interface SearchProps {
  readonly query: string;
  type(text: string): void;
  /** Somebody is about to type. */
  wake(): void;
  enter(): void;
  down(): void;
  ref(node: HTMLInputElement): void;
}

export function SearchField(props: SearchProps): JSX.Element {
  let field: HTMLInputElement | undefined;
  createEffect(() => {
    if (field && field.value !== props.query) field.value = props.query;
  });
  const onKey = (event: KeyboardEvent): void => {
    if (props.query === '' || (event.key !== 'Enter' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    if (event.key === 'Enter') props.enter();
    else props.down();
  };
  return (
    <div class="search" role="search">
      <Icon name="search" />
      <input
        ref={(node) => {
          field = node;
          props.ref(node);
        }}
        type="search"
        placeholder={t('Search')}
        aria-label={t('Search settings')}
        autocomplete="off"
        spellcheck={false}
        onFocus={() => props.wake()}
        onInput={(event) => props.type(event.currentTarget.value)}
        onKeyDown={onKey}
      />
    </div>
  );
}

export function Results(props: { readonly found: readonly Findable[]; open(it: Findable): void }): JSX.Element {
  return (
    <div class="results">
      <p class="results-count" role="status">
        {t('{count, plural, =0 {Nothing found. Try another word.} one {# found} other {# found}}', {
          count: props.found.length,
        })}
      </p>
      <ul class="plain">
        <For each={props.found}>
          {(it) => (
            <li>
              <button type="button" class="result" onClick={() => props.open(it)}>
                <span class="result-path">{it.path === '' ? t('Section') : it.sectionLabel}</span>
                <span class="result-label">{it.label}</span>
                <span class="help">{it.help}</span>
              </button>
            </li>
          )}
        </For>
      </ul>
    </div>
  );
}
