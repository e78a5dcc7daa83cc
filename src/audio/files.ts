/**
 * Music files, played by us. The browser decodes them in its own threads. Two players take turns: the next file is opened
 * before it is needed, so that it begins as soon as the one before ends. Files are read from where they lie and never kept.
 */
import { AppError } from '../shared/errors.ts';
import type { Graph } from './graph.ts';
import type { InputEvents, OpenInput } from './input.ts';
import { namingOf, playlistOf } from './playlist.ts';
import { unplayable } from './refusals.ts';

/** Pressing “previous” later than this begins the piece anew. */
const RESTART_AFTER_SEC = 3;

/** One of the two players and what it holds. */
class Deck {
  readonly audio = document.createElement('audio');
  readonly node: MediaElementAudioSourceNode;
  index = -1;
  #url = '';

  constructor(context: AudioContext) {
    this.audio.preload = 'auto';
    this.node = context.createMediaElementSource(this.audio);
  }

  load(file: File, index: number): void {
    if (this.index === index) return;
    this.unload();
    this.index = index;
    this.#url = URL.createObjectURL(file);
    this.audio.src = this.#url;
  }

  unload(): void {
    this.audio.pause();
    this.audio.removeAttribute('src');
    this.audio.load();
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.#url = '';
    this.index = -1;
  }
}

class FilePlayer {
  readonly files: readonly File[];
  readonly output: GainNode;
  readonly #decks: readonly [Deck, Deck];
  readonly #events: InputEvents;
  readonly #life = new AbortController();
  #at = 0;
  #failures = 0;

  constructor(graph: Graph, files: readonly File[], events: InputEvents) {
    this.files = files;
    this.#events = events;
    this.output = graph.context.createGain();
    this.#decks = [new Deck(graph.context), new Deck(graph.context)];
    const { signal } = this.#life;
    for (const deck of this.#decks) {
      deck.node.connect(this.output);
      deck.audio.addEventListener('ended', () => deck === this.deck && this.step(1), { signal });
      deck.audio.addEventListener('error', () => this.#failed(deck), { signal });
      deck.audio.addEventListener('playing', () => (this.#failures = 0), { signal });
    }
  }

  get deck(): Deck {
    return this.#decks[this.#at % 2 === 0 ? 0 : 1];
  }

  step(by: number): void {
    const count = this.files.length;
    this.play((this.deck.index + by + count) % count);
  }

  play(index: number): void {
    const before = this.deck;
    this.#at += 1;
    const { deck } = this;
    const file = this.files[index];
    if (!file) return;
    deck.load(file, index);
    if (deck.audio.currentTime > 0) deck.audio.currentTime = 0;
    // A refusal to play comes with `error`, or with the graph being held.
    deck.audio.play().catch(() => undefined);
    if (before === deck) return;
    before.unload();
    const next = (index + 1) % this.files.length;
    const following = this.files[next];
    if (following && next !== index) before.load(following, next);
  }

  #failed(deck: Deck): void {
    if (deck !== this.deck || deck.index < 0) return;
    this.#failures += 1;
    const name = this.files[deck.index]?.name ?? '';
    if (this.#failures >= this.files.length)
      this.#events.lost(
        new AppError(
          'sound.failed',
          'None of these files can be played by this browser. Choose others: MP3, AAC, FLAC, Ogg or WAV.',
        ),
      );
    else {
      this.#events.tell(unplayable(name));
      this.step(1);
    }
  }

  close(): void {
    this.#life.abort();
    for (const deck of this.#decks) {
      deck.unload();
      deck.node.disconnect();
    }
    this.output.disconnect();
  }
}

export function openFiles(graph: Graph, chosen: readonly File[], events: InputEvents): OpenInput {
  const files = playlistOf(chosen);
  if (files.length === 0)
    throw new AppError(
      'input.invalid',
      'There is no music in what you chose. Choose MP3, AAC, FLAC, Ogg or WAV files.',
    );
  const player = new FilePlayer(graph, files, events);
  player.play(0);
  return {
    node: player.output,
    isAudible: true,
    name: null,
    track() {
      const { audio, index } = player.deck;
      const file = files[index];
      if (!file) return null;
      return {
        ...namingOf(file),
        index,
        count: files.length,
        isPlaying: !audio.paused,
        positionSec: audio.currentTime,
        durationSec: Number.isFinite(audio.duration) ? audio.duration : 0,
      };
    },
    player: {
      toggle() {
        const { audio } = player.deck;
        if (audio.paused) audio.play().catch(() => undefined);
        else audio.pause();
      },
      next: () => player.step(1),
      previous() {
        const { audio } = player.deck;
        if (audio.currentTime > RESTART_AFTER_SEC) audio.currentTime = 0;
        else player.step(-1);
      },
      seek(positionSec) {
        const { audio } = player.deck;
        if (Number.isFinite(audio.duration)) audio.currentTime = Math.max(0, Math.min(audio.duration, positionSec));
      },
    },
    close: () => player.close(),
  };
}
