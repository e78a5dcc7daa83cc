/** Cover, title and artist beside the visualizer while music has the screen. Above the visualizer, below every control. */
import './now-playing.css';
import type { SoundTrack } from '../../shared/sound-api.ts';
import { element } from '../element.ts';

type Shown = Pick<SoundTrack, 'title' | 'artist' | 'album' | 'artworkUrl'>;

const FADE_MS = 600;

function sheet({ title, artist, album, artworkUrl }: Shown): HTMLElement {
  const cover = element('img', { class: 'now-cover', attributes: { alt: '', src: artworkUrl ?? undefined } });
  // A cover that cannot be shown leaves no hole.
  cover.addEventListener('error', () => cover.remove());
  const line = [artist, album].filter(Boolean).join(' · ');
  return element(
    'div',
    { class: 'now-playing' },
    artworkUrl !== null && cover,
    element('p', { class: 'now-title', text: title }),
    line !== '' && element('p', { class: 'now-by', text: line }),
  );
}

/** `overlay`: the element of the controls; it comes before that one. */
export function openNowPlaying(overlay: HTMLElement): { show(track: Shown | null): void } {
  let shown: HTMLElement | null = null;
  let key = '';
  return {
    show(track) {
      const next = track ? JSON.stringify([track.title, track.artist, track.album, track.artworkUrl]) : '';
      if (next === key) return;
      key = next;
      const leaving = shown;
      shown = track ? sheet(track) : null;
      if (leaving) {
        leaving.classList.remove('is-shown');
        setTimeout(() => leaving.remove(), FADE_MS);
      }
      if (!shown) return;
      overlay.before(shown);
      // A starting value for the fade.
      void shown.offsetWidth;
      shown.classList.add('is-shown');
    },
  };
}
