/**
 * Mixes the scrim of every card from the photo under it: `--scrim` on each `[data-scrim]` child of the overlay
 * (measured under its `[data-scrim-box]` where it has one), `--night`, `--hue` and `--tint` on the overlay. Once per photo, card or resize; never per frame.
 */
import type { OverlayHost } from '../shared/app-api.ts';
import { hueOf } from '../shared/hue.ts';
import { groundUnder, nightTint, scrimAlpha } from './ink.ts';

export function watchScrims(host: OverlayHost, root: HTMLElement): () => void {
  const mix = (): void => {
    const photo = host.currentPhoto();
    if (!photo) return;
    root.style.setProperty('--night', nightTint(photo.averageColor));
    const { hue, saturation } = hueOf(photo.averageColor);
    root.style.setProperty('--hue', String(hue));
    root.style.setProperty('--tint', `${saturation}%`);
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
