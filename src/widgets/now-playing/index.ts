import './style.css';
import { t } from '../../shared/i18n.ts';
import type { SoundPlayer, SoundTrack } from '../../shared/sound-api.ts';
import { element, say } from '../element.ts';
import { defineWidget } from '../widget.ts';
import { playerIcon, type PlayerIcon } from './icons.ts';

interface Look {
  readonly artwork: boolean;
  readonly progress: boolean;
  readonly buttons: boolean;
}

/** A piece may come with its cover. */
type Track = SoundTrack & { readonly artworkUrl?: string | null };

const clockOf = (sec: number): string => `${Math.floor(sec / 60)}:${String(Math.floor(sec % 60)).padStart(2, '0')}`;

function createButton(name: PlayerIcon, label: string, run: () => void): HTMLButtonElement {
  const button = element(
    'button',
    { class: 'playing-button', attributes: { type: 'button', 'aria-label': label } },
    playerIcon(name),
  );
  button.addEventListener('click', run);
  return button;
}

function createProgress() {
  const bar = element('i', { class: 'playing-bar', attributes: { 'aria-hidden': 'true' } });
  const [at, length] = [element('span'), element('span')];
  const node = element('div', { class: 'playing-progress' }, at, bar, length);
  let share = '';
  return {
    node,
    show({ positionSec, durationSec }: SoundTrack): void {
      const now = (durationSec > 0 ? Math.min(1, positionSec / durationSec) : 0).toFixed(3);
      say(at, clockOf(positionSec));
      say(length, clockOf(durationSec));
      if (now !== share) bar.style.setProperty('--at', now);
      share = now;
    },
  };
}

function createCover(url: string): HTMLElement {
  const cover = element('img', { class: 'playing-cover', attributes: { src: url, alt: '', decoding: 'async' } });
  // A cover that cannot be read is none.
  cover.addEventListener('error', () => cover.remove());
  return cover;
}

/** Everything but the position: what is drawn anew when it changes. */
function keyOf(track: Track, look: Look): string {
  const { title, artist, album, isPlaying, count, durationSec, artworkUrl = null } = track;
  return JSON.stringify([title, artist, album, isPlaying, count, durationSec > 0, artworkUrl, look]);
}

function draw(track: Track, look: Look, player: SoundPlayer, progress: HTMLElement): HTMLElement {
  const by = [track.artist, track.album].filter(Boolean).join(' · ');
  const isOneOfMany = track.count > 1;
  const cover = look.artwork && track.artworkUrl ? createCover(track.artworkUrl) : null;
  const toggle = track.isPlaying
    ? createButton('pause', t('Pause'), () => player.toggle())
    : createButton('play', t('Play'), () => player.toggle());
  return element(
    'div',
    { class: 'playing' },
    cover,
    element(
      'div',
      { class: 'playing-words' },
      element('p', { class: 'playing-title', text: track.title, attributes: { dir: 'auto' } }),
      by !== '' && element('p', { class: 'playing-by', text: by, attributes: { dir: 'auto' } }),
      look.progress && track.durationSec > 0 && progress,
      look.buttons &&
        element(
          'div',
          { class: 'playing-buttons' },
          isOneOfMany && createButton('previous', t('Previous piece'), () => player.previous()),
          toggle,
          isOneOfMany && createButton('next', t('Next piece'), () => player.next()),
        ),
    ),
  );
}

export const widget = defineWidget({
  id: 'now-playing',
  label: 'Now playing',
  description: 'The piece that our own player plays. Nothing is shown while nothing plays.',
  options: {
    artwork: { kind: 'switch', label: 'Cover', default: true },
    progress: { kind: 'switch', label: 'Progress', default: true, help: 'Redraws it once a second.' },
    buttons: { kind: 'switch', label: 'Buttons', default: true },
  },
  begin: { place: 'bottom', card: 'glass' },
  mount(host, first, tools) {
    let look: Look = first;
    let shown = '';
    let stop: (() => void) | null = null;
    const progress = createProgress();
    const show = (): void => {
      const { state, track } = tools.sound.status();
      const isOn = track !== null && (state === 'running' || state === 'held');
      // A piece may begin or end without a word; nobody looks while there is no sound at all.
      if (state === 'off' || state === 'refused') {
        stop?.();
        stop = null;
      } else stop ??= tools.each('second', show);
      const key = isOn ? keyOf(track, look) : '';
      if (isOn) progress.show(track);
      if (key === shown) return;
      shown = key;
      host.replaceChildren(...(isOn ? [draw(track, look, tools.sound.player, progress.node)] : []));
    };
    show();
    tools.onSound(show);
    return {
      update(next) {
        look = next;
        show();
      },
      dispose: () => undefined,
    };
  },
});
