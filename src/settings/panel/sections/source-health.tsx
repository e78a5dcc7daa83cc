/** Each address of a source with how it is doing, folded away until someone wants to know. */
import { createMemo, For, Show, type JSX } from 'solid-js';
import { t } from '../../../shared/i18n.ts';
import type { SourceHealth } from '../../../shared/source.ts';
import { sayHealth } from '../health-words.ts';
import { Fold } from '../parts.tsx';
import { locale, say } from '../words.ts';

/** Opens the companion's own door, which gives this browser a cookie and leads back here. */
function TokenField(): JSX.Element {
  let field: HTMLInputElement | undefined;
  const enter = (event: Event): void => {
    event.preventDefault();
    const token = field?.value.trim() ?? '';
    if (token !== '') location.assign(`/proxy/enter?token=${encodeURIComponent(token)}`);
  };
  return (
    <form class="inline-form" onSubmit={enter}>
      <p class="help">{t('The companion’s token, as it was started with')}</p>
      <input ref={field} class="text" type="password" autocomplete="off" aria-label={t('The companion’s token')} />
      <button type="submit" class="quiet-button">
        {t('Save')}
      </button>
    </form>
  );
}

export function SourceHealthList(props: { readonly rows: readonly SourceHealth[] }): JSX.Element {
  const failing = createMemo(() => props.rows.filter(({ trouble }) => trouble !== null).length);
  const isAlone = createMemo(() => props.rows.length === 1);
  const words = createMemo(() => {
    const count = props.rows.length;
    if (isAlone()) return t('How it is doing');
    if (failing() === 0) return t('{count} feeds, all well', { count });
    return t('{count} feeds, {failing} with trouble', { count, failing: failing() });
  });
  return (
    <Show when={props.rows.length > 0}>
      <Fold label={words()} class="source-health">
        <ul class="plain">
          <For each={props.rows}>
            {(row) => (
              <li classList={{ failing: row.trouble !== null }}>
                <Show when={!isAlone()}>
                  <p class="row-label" title={row.name}>
                    {row.title}
                  </p>
                </Show>
                <p class="help">{sayHealth(row, Date.now(), locale())}</p>
                {/* With a single address the row above says already what is wrong. */}
                <Show when={row.trouble !== null && !isAlone()}>
                  <p class="source-state">{say(row.trouble ?? '')}</p>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Fold>
      <Show when={props.rows.some(({ needsToken }) => needsToken)}>
        <TokenField />
      </Show>
    </Show>
  );
}
