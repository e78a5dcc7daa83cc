/** What plays and how far it is, with the few buttons a player needs. */
import { t } from '../../shared/i18n.ts';
import type { SoundApi, SoundTrack } from '../../shared/sound-api.ts';
import { element } from '../element.ts';
import { icon } from '../icons.ts';

const clock = (sec: number): string => `${Math.floor(sec / 60)}:${String(Math.floor(sec % 60)).padStart(2, '0')}`;

export function createTransport(sound: SoundApi): {
  readonly node: HTMLElement;
  follow(track: SoundTrack | null): void;
} {
  const button = (name: 'previous' | 'play' | 'next', label: string, run: () => void): HTMLButtonElement =>
    element(
      'button',
      { class: 'icon-button', attributes: { type: 'button', 'aria-label': label, title: label }, on: { click: run } },
      icon(name),
    );
  const previous = button('previous', t('Previous piece'), () => sound.player.previous());
  const next = button('next', t('Next piece'), () => sound.player.next());
  const toggle = button('play', t('Play'), () => sound.player.toggle());
  const title = element('p', { class: 'sound-title' });
  const by = element('p', { class: 'sound-by' });
  const time = element('output', { class: 'sound-value' });
  const seek = element('input', {
    class: 'sound-slider',
    attributes: { type: 'range', min: 0, max: 1, step: 0.001, 'aria-label': t('Position') },
    on: { change: () => sound.player.seek(seek.valueAsNumber * durationSec) },
  });
  const line = element('div', { class: 'sound-row' }, seek, time);
  const names = element('div', { class: 'sound-words' }, title, by);
  const cover = element('img', { class: 'sound-cover', attributes: { alt: '', hidden: true } });
  // A cover that cannot be shown leaves no hole.
  cover.addEventListener('error', () => (cover.hidden = true));
  let artworkUrl: string | null = null;
  const node = element(
    'div',
    { class: 'sound-transport' },
    element('div', { class: 'sound-row' }, cover, names, previous, toggle, next),
    line,
  );
  let durationSec = 0;
  let isPlaying: boolean | null = null;
  return {
    node,
    follow(track) {
      node.hidden = track === null;
      if (!track) return;
      ({ durationSec } = track);
      title.textContent = track.title;
      if (artworkUrl !== track.artworkUrl) {
        ({ artworkUrl } = track);
        cover.hidden = artworkUrl === null;
        if (artworkUrl !== null) cover.src = artworkUrl;
      }
      const place = track.count > 1 ? t('{number} of {count}', { number: track.index + 1, count: track.count }) : '';
      by.textContent = [track.artist, track.album, place].filter(Boolean).join(' · ');
      previous.hidden = next.hidden = track.count < 2;
      line.hidden = durationSec === 0;
      if (!seek.matches(':active')) seek.value = String(durationSec > 0 ? track.positionSec / durationSec : 0);
      seek.style.setProperty('--at', seek.value);
      time.textContent = `${clock(track.positionSec)} / ${clock(durationSec)}`;
      if (isPlaying === track.isPlaying) return;
      ({ isPlaying } = track);
      toggle.replaceChildren(icon(isPlaying ? 'pause' : 'play'));
      toggle.setAttribute('aria-label', isPlaying ? t('Pause') : t('Play'));
      toggle.title = isPlaying ? t('Pause') : t('Play');
    },
  };
}
