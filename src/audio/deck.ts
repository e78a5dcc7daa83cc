/** One of the two players of files, and what it holds. Page thread; the browser decodes in its own threads. */
import type { PlaylistItem } from './playlist.ts';

export class Deck {
  readonly audio = document.createElement('audio');
  readonly node: MediaElementAudioSourceNode;
  #item: PlaylistItem | null = null;
  #url = '';
  #isBroken = false;
  #loading: Promise<void> = Promise.resolve();

  constructor(context: AudioContext) {
    this.audio.preload = 'auto';
    this.node = context.createMediaElementSource(this.audio);
  }

  get item(): PlaylistItem | null {
    return this.#item;
  }

  /** What it holds cannot be opened (any more), or not be played. */
  get isBroken(): boolean {
    return this.#isBroken || this.audio.error !== null;
  }

  /** Settles when the browser has the file, or will not get it. Never rejects. */
  load(item: PlaylistItem): Promise<void> {
    if (this.#item === item) return this.#loading;
    this.unload();
    this.#item = item;
    this.#loading = this.#fetch(item);
    return this.#loading;
  }

  async #fetch(item: PlaylistItem): Promise<void> {
    try {
      const file = await item.open();
      if (this.#item !== item) return;
      this.#url = URL.createObjectURL(file);
      this.audio.src = this.#url;
    } catch {
      if (this.#item === item) this.#isBroken = true;
    }
  }

  unload(): void {
    this.#item = null;
    this.audio.pause();
    this.audio.removeAttribute('src');
    this.audio.load();
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.#url = '';
    this.#isBroken = false;
  }
}
