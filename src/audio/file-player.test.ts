import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FilePlayer } from './file-player.ts';
import type { PlaylistItem } from './playlist.ts';

/** As much of an audio element as a deck touches; time moves when a test says so. */
class FakeAudio extends EventTarget {
  preload = '';
  src = '';
  paused = true;
  ended = false;
  duration = Number.NaN;
  currentTime = 0;
  playbackRate = 1;
  error: { code: number } | null = null;
  play(): Promise<void> {
    if (this.error) return Promise.reject(new Error('no'));
    this.paused = false;
    this.ended = false;
    this.duration = 100;
    this.dispatchEvent(new Event('playing'));
    return Promise.resolve();
  }
  pause(): void {
    this.paused = true;
  }
  load(): void {
    Object.assign(this, { currentTime: 0, duration: Number.NaN, error: null, ended: false });
  }
  removeAttribute(): void {
    this.src = '';
  }
  at(sec: number): void {
    this.currentTime = sec;
    this.dispatchEvent(new Event('timeupdate'));
  }
  end(): void {
    Object.assign(this, { currentTime: this.duration, paused: true, ended: true });
    this.dispatchEvent(new Event('ended'));
  }
  fail(): void {
    this.error = { code: 4 };
    this.dispatchEvent(new Event('error'));
  }
}

const audios: FakeAudio[] = [];
const context = {
  createGain: () => ({ disconnect: () => undefined }),
  createMediaElementSource: () => ({ connect: () => undefined, disconnect: () => undefined }),
} as unknown as AudioContext;

const itemOf = (name: string): PlaylistItem => ({
  name,
  path: name,
  open: () => (name.startsWith('gone') ? Promise.reject(new Error('gone')) : Promise.resolve({ name } as File)),
});
const settle = () => vi.advanceTimersByTimeAsync(0);

function open(...names: string[]) {
  const told: string[] = [];
  const player = new FilePlayer({
    context,
    items: names.map(itemOf),
    events: { lost: ({ message }) => void told.push(message), tell: (message) => void told.push(message) },
    begun: ({ name }, next) => void told.push(`${name} > ${next?.name ?? ''}`),
    moved: () => undefined,
  });
  const playing = () => audios.filter(({ paused, src }) => !paused && src !== '').map(({ src }) => src);
  return { player, told, playing };
}

beforeEach(() => {
  vi.useFakeTimers();
  audios.length = 0;
  vi.stubGlobal('document', {
    createElement: () => {
      const audio = new FakeAudio();
      audios.push(audio);
      return audio;
    },
  });
  vi.stubGlobal('URL', { createObjectURL: ({ name }: File) => name, revokeObjectURL: () => undefined });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a list of files', () => {
  it('plays one after the other; the next is open before it is needed', async () => {
    const { player, told, playing } = open('a', 'b', 'c');
    player.play(0);
    await settle();
    expect(playing()).toEqual(['a']);
    expect(audios.map(({ src }) => src).toSorted()).toEqual(['a', 'b']);
    audios.find(({ src }) => src === 'a')?.end();
    await settle();
    expect(playing()).toEqual(['b']);
    expect(audios.map(({ src }) => src).toSorted()).toEqual(['b', 'c']);
    expect(told).toEqual(['a > b', 'b > c']);
  });

  it('lets the next begin a moment before the end, and the first one end by itself', async () => {
    const { player, playing } = open('a', 'b', 'c');
    player.play(0);
    await settle();
    const first = audios.find(({ src }) => src === 'a');
    first?.at(99.7);
    expect(playing()).toEqual(['a']);
    if (first) first.currentTime = 99.97;
    await vi.advanceTimersByTimeAsync(280);
    expect(playing().toSorted()).toEqual(['a', 'b']);
    first?.end();
    await settle();
    expect(playing()).toEqual(['b']);
    expect(player.index).toBe(1);
    expect(audios.map(({ src }) => src).toSorted()).toEqual(['b', 'c']);
  });

  it('goes on from a place, and back to the beginning or to the piece before', async () => {
    const { player } = open('a', 'b');
    player.play(1, 42);
    await settle();
    expect(player.audio.currentTime).toBe(42);
    player.previous();
    expect([player.index, player.audio.currentTime]).toEqual([1, 0]);
    player.previous();
    await settle();
    expect(player.index).toBe(0);
  });

  it('names what cannot be played and goes on, also when it fails before its turn', async () => {
    const { player, told, playing } = open('a', 'broken', 'gone', 'd');
    player.play(0);
    await settle();
    audios.find(({ src }) => src === 'broken')?.fail();
    player.step(1);
    await settle();
    await settle();
    expect(playing()).toEqual(['d']);
    expect(told.filter((one) => one.includes('left out'))).toHaveLength(2);
  });

  it('is lost with a sentence when nothing in it can be played', async () => {
    const { player, told } = open('gone 1', 'gone 2');
    player.play(0);
    await settle();
    await settle();
    expect(told.at(-1)).toMatch(/None of these files/);
    const count = told.length;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(told).toHaveLength(count);
  });

  it('plays what the browser had kept from playing, but not what a person paused', async () => {
    const { player, playing } = open('a', 'b');
    player.play(0);
    await settle();
    for (const audio of audios) audio.pause();
    player.wake();
    expect(playing()).toEqual(['a']);
    player.toggle();
    player.wake();
    expect(playing()).toEqual([]);
  });
});
