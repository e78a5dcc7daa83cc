/**
 * Plays a list of files one after the other. Two decks take turns: the next file is opened while the one before plays, and
 * begins a moment before that one ends, so that what is heard between them is the music's own pause. Page thread.
 *
 * Invariants: one deck leads; a file that cannot be played is named once and left out; when none of them can, the input is
 * lost with a sentence and nothing is tried any more.
 */
import { AppError } from '../shared/errors.ts';
import { Deck } from './deck.ts';
import type { InputEvents } from './input.ts';
import type { PlaylistItem } from './playlist.ts';
import { unplayable } from './refusals.ts';

/** Pressing “previous” later than this begins the piece anew. */
const RESTART_AFTER_SEC = 3;
/** A timer is set this long before the end; the browser tells the position four times a second. */
const NEAR_END_SEC = 0.6;
/** How long a deck that has its file takes to be heard. */
const LEAD_MS = 30;

export interface FilePlayerParts {
  readonly context: AudioContext;
  readonly items: readonly PlaylistItem[];
  readonly events: Pick<InputEvents, 'lost' | 'tell'>;
  /** Another piece begins; the one after it is already known. */
  begun(item: PlaylistItem, next: PlaylistItem | undefined): void;
  /** It was paused, sought or is about to change: a good moment to remember the place. */
  moved(): void;
}

export class FilePlayer {
  readonly output: GainNode;
  readonly #parts: FilePlayerParts;
  readonly #decks: readonly [Deck, Deck];
  readonly #life = new AbortController();
  #lead: 0 | 1 = 0;
  #index = -1;
  #failures = 0;
  #ending: ReturnType<typeof setTimeout> | undefined;
  #isPausedByHand = false;

  constructor(parts: FilePlayerParts) {
    this.#parts = parts;
    this.output = parts.context.createGain();
    this.#decks = [new Deck(parts.context), new Deck(parts.context)];
    const { signal } = this.#life;
    for (const deck of this.#decks) {
      const { audio } = deck;
      deck.node.connect(this.output);
      const on = (type: string, run: () => void) => audio.addEventListener(type, run, { signal });
      on('ended', () => (deck === this.#deck ? this.step(1) : this.#prepare()));
      on('error', () => deck === this.#deck && deck.item && this.#failed());
      on('playing', () => deck === this.#deck && (this.#failures = 0));
      on('timeupdate', () => deck === this.#deck && this.#watchEnd());
      on('seeked', () => deck === this.#deck && parts.moved());
    }
  }

  get #deck(): Deck {
    return this.#decks[this.#lead];
  }

  get #other(): Deck {
    return this.#decks[this.#lead === 0 ? 1 : 0];
  }

  get audio(): HTMLAudioElement {
    return this.#deck.audio;
  }

  get index(): number {
    return this.#index;
  }

  step(by: number): void {
    const count = this.#parts.items.length;
    this.play((this.#index + by + count) % count);
  }

  /** From the beginning, or from where somebody left off. */
  play(index: number, fromSec = 0): void {
    const item = this.#parts.items[index];
    if (!item) return;
    clearTimeout(this.#ending);
    this.#ending = undefined;
    this.#isPausedByHand = false;
    const before = this.#deck;
    // One that is near its end is left to end by itself.
    const isEnding = this.#index >= 0 && before.item !== item && before.audio.duration - before.audio.currentTime < 0.2;
    this.#index = index;
    this.#lead = this.#lead === 0 ? 1 : 0;
    if (!isEnding) before.unload();
    void this.#begin(item, fromSec);
    this.#parts.begun(item, this.#following());
    if (!isEnding || before.audio.ended) this.#prepare();
  }

  async #begin(item: PlaylistItem, fromSec: number): Promise<void> {
    const deck = this.#deck;
    await deck.load(item);
    if (deck !== this.#deck || deck.item !== item) return;
    if (deck.isBroken) return this.#failed();
    if (fromSec > 0 || deck.audio.currentTime > 0) deck.audio.currentTime = fromSec;
    // A refusal to play comes with `error`, or with the graph being held.
    deck.audio.play().catch(() => undefined);
  }

  #following(): PlaylistItem | undefined {
    const { items } = this.#parts;
    return items.length > 1 ? items[(this.#index + 1) % items.length] : undefined;
  }

  /** The next file into the deck that rests. */
  #prepare(): void {
    const next = this.#following();
    if (next) void this.#other.load(next);
    else this.#other.unload();
  }

  #watchEnd(): void {
    const { audio } = this.#deck;
    const leftSec = (audio.duration - audio.currentTime) / (audio.playbackRate || 1);
    if (this.#ending !== undefined || audio.paused || !(leftSec < NEAR_END_SEC)) return;
    this.#ending = setTimeout(() => this.step(1), Math.max(0, leftSec * 1000 - LEAD_MS));
  }

  #failed(): void {
    const { items, events } = this.#parts;
    this.#failures += 1;
    if (this.#failures >= items.length) {
      this.#deck.unload();
      return events.lost(
        new AppError(
          'sound.failed',
          'None of these files can be played by this browser. Choose others: MP3, AAC, FLAC, Ogg or WAV.',
        ),
      );
    }
    events.tell(unplayable(items[this.#index]?.name ?? ''));
    this.step(1);
  }

  toggle(): void {
    const { audio } = this.#deck;
    this.#isPausedByHand = !audio.paused;
    clearTimeout(this.#ending);
    this.#ending = undefined;
    if (audio.paused) audio.play().catch(() => undefined);
    else audio.pause();
    this.#parts.moved();
  }

  /** Sound may run now: what was refused to play before plays. */
  wake(): void {
    const { audio } = this.#deck;
    if (audio.paused && !this.#isPausedByHand) audio.play().catch(() => undefined);
  }

  previous(): void {
    if (this.audio.currentTime > RESTART_AFTER_SEC) this.seek(0);
    else this.step(-1);
  }

  seek(positionSec: number): void {
    const { audio } = this.#deck;
    clearTimeout(this.#ending);
    this.#ending = undefined;
    if (Number.isFinite(audio.duration)) audio.currentTime = Math.max(0, Math.min(audio.duration, positionSec));
  }

  close(): void {
    clearTimeout(this.#ending);
    this.#life.abort();
    for (const deck of this.#decks) {
      deck.unload();
      deck.node.disconnect();
    }
    this.output.disconnect();
  }
}
