/** One transition in the gallery: its preview is the button that uses it; a star puts it into the pool. */
import type { TransitionInfo } from '../../shared/app-api.ts';
import { t, words } from '../../shared/i18n.ts';
import { element } from '../element.ts';
import { icon } from '../icons.ts';

export interface TileActions {
  use(): void;
  star(): void;
}

export interface GalleryTile {
  readonly info: TransitionInfo;
  readonly node: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  show(state: { readonly isUsed: boolean; readonly isStarred: boolean }): void;
  fail(): void;
}

const moods: Readonly<Record<string, string>> = { flashing: words('Flashes'), blocked: words('Blocked') };

export function createTile(info: TransitionInfo, label: string, actions: TileActions): GalleryTile {
  const canvas = element('canvas', { attributes: { width: 160, height: 90, 'aria-hidden': true } });
  const sign = info.tags.map((tag) => moods[tag]).find((mood) => mood !== undefined);
  const flag = sign && t(sign);
  const use = element(
    'button',
    {
      class: 'gallery-preview',
      attributes: { type: 'button', 'aria-label': flag ? `${label}, ${flag}` : label, 'data-id': info.id },
      on: { click: actions.use },
    },
    canvas,
    flag && element('span', { class: 'gallery-sign', text: flag, attributes: { 'aria-hidden': true } }),
  );
  const star = element(
    'button',
    {
      class: 'gallery-star',
      attributes: { type: 'button', 'aria-label': t('Star {label} for the random pool', { label }) },
      on: { click: actions.star },
    },
    icon('star'),
  );
  const name = element('span', { class: 'gallery-name', text: label, attributes: { 'aria-hidden': true } });
  const node = element('li', { class: 'gallery-tile' }, use, element('div', { class: 'gallery-caption' }, name, star));
  const isBlocked = info.tags.includes('blocked');
  star.hidden = isBlocked;
  return {
    info,
    node,
    canvas,
    show({ isUsed, isStarred }) {
      use.setAttribute('aria-pressed', String(isUsed));
      star.setAttribute('aria-pressed', String(isStarred));
    },
    fail: () => node.classList.add('failed'),
  };
}
