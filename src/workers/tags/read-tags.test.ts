import { describe, expect, it, vi } from 'vitest';
import { lineOf, readTags } from './read-tags.ts';

const latin = (text: string): number[] => [...Buffer.from(text, 'latin1')];
const big = (value: number): number[] => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const little = (value: number): number[] => big(value).toReversed();
/** Seven bits per byte, as the size of a whole tag is written. */
const sevens = (value: number): number[] => [21, 14, 7, 0].map((shift) => (value >>> shift) & 127);

const textFrame = (id: string, text: string): number[] => {
  const body = [3, ...Buffer.from(text, 'utf8')];
  return [...latin(id), ...sevens(body.length), 0, 0, ...body];
};
const coverFrame = (data: readonly number[]): number[] => {
  const body = [0, ...latin('image/png'), 0, 3, 0, ...data];
  return [...latin('APIC'), ...sevens(body.length), 0, 0, ...body];
};
const id3 = (...frames: readonly number[][]): number[] => {
  const body = frames.flat();
  return [...latin('ID3'), 4, 0, 0, ...sevens(body.length), ...body];
};
const chunk = (id: string, body: readonly number[]): number[] => [
  ...latin(id),
  ...little(body.length),
  ...body,
  ...(body.length % 2 ? [0] : []),
];

/** A short silent WAV with an ID3 chunk, as many programs write it. */
function wav(tag: readonly number[]): Blob {
  const format = [...little(0x0001_0001), ...little(8000), ...little(16_000), ...little(0x0010_0002)];
  const body = [
    ...latin('WAVE'),
    ...chunk('fmt ', format),
    ...chunk(
      'data',
      Array.from({ length: 400 }, () => 0),
    ),
    ...chunk('id3 ', tag),
  ];
  return new Blob([Uint8Array.from(chunk('RIFF', body))], { type: 'audio/wav' });
}

const full = () => id3(textFrame('TIT2', 'Läuft — 夜'), textFrame('TPE1', 'Ada'), textFrame('TALB', 'Blue hour'));

describe('tags', () => {
  it('are read out of a file, in any script', async () => {
    expect(await readTags(wav(full()))).toEqual({
      title: 'Läuft — 夜',
      artist: 'Ada',
      album: 'Blue hour',
      cover: null,
    });
  });

  it('fall back to the artist of the album', async () => {
    expect((await readTags(wav(id3(textFrame('TIT2', 'One'), textFrame('TPE2', 'Choir'))))).artist).toBe('Choir');
  });

  it('of a file without any are empty', async () => {
    expect(await readTags(wav(id3()))).toEqual({ title: '', artist: '', album: '', cover: null });
  });

  it('are one line of a length that fits', () => {
    expect(lineOf('  a\n b\u0000c \u202E d  ')).toBe('a b c d');
    expect(lineOf('x'.repeat(5000))).toHaveLength(300);
    expect(lineOf(7)).toBe('');
    expect(lineOf('a\uFFFDb \uFFFD\uFFFD c')).toBe('');
  });

  it('of damaged files end in a sentence or in nothing, and never hang', async () => {
    const whole = new Uint8Array(await wav(full()).arrayBuffer());
    const damaged = [
      new Uint8Array(0),
      Uint8Array.from(latin('ID3')),
      Uint8Array.from([...latin('ID3'), 4, 0, 0, 127, 127, 127, 127, 1, 2, 3]),
      whole.subarray(0, 60),
      whole.map((byte, at) => (at % 7 === 3 ? 255 - byte : byte)),
      Uint8Array.from({ length: 5000 }, (_, at) => (at * 7919) & 255),
    ];
    for (const bytes of damaged) {
      const answer = await readTags(new Blob([bytes.slice()])).catch((error: unknown) => error);
      if (answer instanceof Error) expect(answer).toMatchObject({ kind: 'sound.failed' });
      else expect(answer).toHaveProperty('title');
    }
  });
});

describe('a cover', () => {
  const tagged = () => wav([...id3(textFrame('TIT2', 'One'), coverFrame(latin('not really a png')))]);

  it('that cannot be decoded is none, and the title stays', async () => {
    vi.stubGlobal('OffscreenCanvas', () => undefined);
    vi.stubGlobal('createImageBitmap', () => Promise.reject(new DOMException('no', 'InvalidStateError')));
    expect(await readTags(tagged())).toMatchObject({ title: 'One', cover: null });
    vi.unstubAllGlobals();
  });

  it('is made small, and its bitmap is closed', async () => {
    const close = vi.fn();
    const sizes: number[][] = [];
    class Canvas {
      constructor(width: number, height: number) {
        sizes.push([width, height]);
      }
      getContext = () => ({ drawImage: () => undefined });
      convertToBlob = () => Promise.resolve(new Blob(['small'], { type: 'image/jpeg' }));
    }
    vi.stubGlobal('OffscreenCanvas', Canvas);
    vi.stubGlobal('createImageBitmap', () => Promise.resolve({ width: 3000, height: 1500, close }));
    const { cover } = await readTags(tagged());
    expect(cover?.type).toBe('image/jpeg');
    expect(sizes).toEqual([[512, 256]]);
    expect(close).toHaveBeenCalledOnce();
    vi.unstubAllGlobals();
  });
});
