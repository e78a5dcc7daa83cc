/** Each address of a source with how it is doing, folded away until someone wants to know. Loaded when the settings show it. */
import type { SourceHealth } from '../../shared/source.ts';
import { element } from './element.ts';
import { sayHealth } from './health-words.ts';

function item(health: SourceHealth, nowMs: number, isAlone: boolean): HTMLElement {
  const title = element('p', { class: 'row-label', text: health.title, attributes: { title: health.name } });
  const line = element('p', { class: 'help', text: sayHealth(health, nowMs) });
  // With a single address the row above says already what is wrong.
  const trouble =
    health.trouble === null || isAlone ? false : element('p', { class: 'source-state', text: health.trouble });
  return element('li', health.trouble === null ? {} : { class: 'failing' }, !isAlone && title, line, trouble);
}

/** Opens the companion's own door, which gives this browser a cookie and leads back here. */
function tokenField(): HTMLElement {
  const field = element('input', {
    class: 'text',
    attributes: { type: 'password', autocomplete: 'off', 'aria-label': 'The companion’s token' },
  });
  const form = element(
    'form',
    { class: 'add-text' },
    element('p', { class: 'help', text: 'The companion’s token, as it was started with' }),
    field,
    element('button', { class: 'quiet-button', text: 'Enter', attributes: { type: 'submit' } }),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (field.value !== '') location.assign(`/proxy/enter?token=${encodeURIComponent(field.value)}`);
  });
  return form;
}

/** Replaces what `host` showed; keeps it folded or open as the person left it. */
export function showHealth(host: HTMLElement, rows: readonly SourceHealth[]): void {
  const wasOpen = host.querySelector('details')?.open ?? false;
  if (rows.length === 0) return host.replaceChildren();
  const nowMs = Date.now();
  const failing = rows.filter(({ trouble }) => trouble !== null).length;
  const words =
    rows.length === 1
      ? 'How it is doing'
      : failing === 0
        ? `${rows.length} feeds, all well`
        : `${rows.length} feeds, ${failing} with trouble`;
  const list = element('ul', { class: 'sources' }, ...rows.map((row) => item(row, nowMs, rows.length === 1)));
  const details = element('details', { class: 'help' }, element('summary', { text: words }), list);
  details.open = wasOpen;
  // What a person is typing is left alone.
  const token = host.querySelector('form') ?? tokenField();
  host.replaceChildren(details, ...(rows.some(({ needsToken }) => needsToken) ? [token] : []));
}
