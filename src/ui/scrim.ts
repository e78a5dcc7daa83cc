/**
 * Mixes the scrim of every card from the photo under it: `--scrim` on each `[data-scrim]` child of the overlay
 * (measured under its `[data-scrim-box]` where it has one), `--night`, `--hue` and `--tint` on every child but the settings, which have a
 * colour of their own: set on the overlay itself, each photo would work out the looks of all their rows anew. Once per photo, card or
 * resize; never per frame.
 */
import type { OverlayHost } from '../shared/app-api.ts';
import { hueOf } from '../shared/hue.ts';
import { groundUnder, nightTint, scrimAlpha } from './ink.ts';

export function watchScrims(host: OverlayHost, root: HTMLElement): () => void {
  const mix = (): void => {
    const photo = host.currentPhoto();
    if (!photo) return;
    const { hue, saturation } = hueOf(photo.averageColor);
    for (const { style } of root.querySelectorAll<HTMLElement>(':scope > :not(.sheet)')) {
      style.setProperty('--night', nightTint(photo.averageColor));
      style.setProperty('--hue', String(hue));
      style.setProperty('--tint', `${saturation}%`);
    }
    const { clientWidth: width, clientHeight: height } = root;
    for (const card of root.querySelectorAll<HTMLElement>(':scope > [data-scrim]')) {
      const box = (card.querySelector('[data-scrim-box]') ?? card).getBoundingClientRect();
      if (box.width === 0) continue;
      const region = {
        left: box.left / width,
        top: box.top / height,
        right: box.right / width,
        bottom: box.bottom / height,
      };
      card.style.setProperty('--scrim', scrimAlpha(groundUnder(photo.luminance, region)).toFixed(2));
    }
  };
  const life = new AbortController();
  const cards = new MutationObserver(mix);
  cards.observe(root, { childList: true });
  window.addEventListener('resize', mix, { signal: life.signal });
  const stopEvents = host.onEvent((event) => {
    if (event.type === 'photo.shown') mix();
  });
  mix();
  return () => {
    cards.disconnect();
    life.abort();
    stopEvents();
  };
}
