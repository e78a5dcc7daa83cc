/** Photos that were left out for good, each with its reason and another chance. */
import type { OverlayHost } from '../../shared/app-api.ts';
import { element } from './element.ts';

const MOST_SHOWN = 100;

export interface LeftOut {
  readonly node: HTMLElement;
  follow(): void;
}

/** Null when the host keeps no list. */
export function createLeftOut(host: OverlayHost): LeftOut | null {
  if (!host.failures) return null;
  const heading = element('h3', { text: 'Left out', attributes: { id: 'left-out', tabindex: -1 } });
  const list = element('ul', { class: 'left-out' });
  const more = element('p', { class: 'help' });
  const node = element('section', { attributes: { 'aria-labelledby': 'left-out' } }, heading, list, more);
  let shown = '';
  const follow = (): void => {
    const photos = host.failures?.() ?? [];
    const key = photos.map((it) => it.photoId).join('\n');
    if (key === shown && shown !== '') return;
    shown = key;
    const items = photos.slice(0, MOST_SHOWN).map((photo) => {
      const retry = (): void => {
        host.clearFailure?.(photo.photoId);
        follow();
        heading.focus();
      };
      const button = element('button', {
        class: 'quiet-button',
        text: 'Try again',
        attributes: { type: 'button', 'aria-label': `Try ${photo.title} again` },
        on: { click: retry },
      });
      const title = element('p', { class: 'left-out-title', text: photo.title });
      const reason = element('p', { class: 'help', text: photo.error.message });
      return element('li', {}, element('div', {}, title, reason), host.clearFailure && button);
    });
    list.replaceChildren(...items);
    const rest = photos.length - items.length;
    more.textContent = rest > 0 ? `And ${rest} more.` : '';
    node.hidden = photos.length === 0;
  };
  follow();
  return { node, follow };
}
