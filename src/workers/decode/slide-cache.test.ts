import { describe, expect, it } from 'vitest';
import type { PhotoRef, SlideTarget } from '../../shared/photo.ts';
import { SlideCache, slideKey, type CachedSlide } from './slide-cache.ts';

const slide = (bytes: number): CachedSlide => ({
  pixels: new Uint8ClampedArray(bytes),
  sourceWidthPx: 1,
  sourceHeightPx: 1,
  averageColor: 0,
  palette: [],
  luminance: { columns: 0, rows: 0, mean: new Uint8Array(), detail: new Uint8Array() },
  info: {},
  mediaType: 'image/jpeg',
});

const ref: PhotoRef = {
  id: 'a',
  sourceId: 's',
  entryId: 'e',
  locator: { kind: 'url', url: '/a' },
  title: 'a',
  name: 'a',
  revision: '1',
};
const target: SlideTarget = { widthPx: 100, heightPx: 50, dpr: 1, fit: 'fill', sharpen: false, pixels: false };

describe('the key of a slide', () => {
  it('differs for everything that changes a pixel', () => {
    const keys = [
      slideKey(ref, target),
      slideKey({ ...ref, id: 'b' }, target),
      slideKey({ ...ref, revision: '2' }, target),
      slideKey(ref, { ...target, widthPx: 101 }),
      slideKey(ref, { ...target, heightPx: 51 }),
      slideKey(ref, { ...target, fit: 'fit' }),
      slideKey(ref, { ...target, sharpen: true }),
      slideKey(ref, { ...target, dpr: 2 }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('is the same with and without bytes for upload, and without any revision', () => {
    expect(slideKey(ref, { ...target, pixels: true })).toBe(slideKey(ref, target));
    const { revision: _, ...bare } = ref;
    expect(slideKey(bare, target)).not.toBe(slideKey(ref, target));
  });
});

describe('the cache', () => {
  it('keeps nothing until it is given room', () => {
    const cache = new SlideCache();
    cache.set('a', slide(1));
    expect(cache.stats()).toMatchObject({ cacheBytes: 0, cacheItems: 0 });
    expect(cache.accepts(1)).toBe(false);
  });

  it('is bounded in bytes: the least recently used slide goes first', () => {
    const cache = new SlideCache();
    cache.configure(100);
    cache.set('a', slide(40));
    cache.set('b', slide(40));
    expect(cache.get('a')).toBeDefined();
    cache.set('c', slide(40));
    expect(cache.get('b')).toBeUndefined();
    expect(cache.get('a')).toBeDefined();
    expect(cache.get('c')).toBeDefined();
    expect(cache.stats()).toEqual({ cacheBytes: 80, cacheItems: 2, hits: 3, misses: 1 });
  });

  it('counts a replaced slide once and refuses one larger than itself', () => {
    const cache = new SlideCache();
    cache.configure(100);
    cache.set('a', slide(60));
    cache.set('a', slide(30));
    expect(cache.stats().cacheBytes).toBe(30);
    cache.set('huge', slide(101));
    expect(cache.stats()).toMatchObject({ cacheBytes: 30, cacheItems: 1 });
  });

  it('gives memory back at once when its room shrinks', () => {
    const cache = new SlideCache();
    cache.configure(100);
    cache.set('a', slide(50));
    cache.set('b', slide(50));
    cache.configure(60);
    expect(cache.stats()).toMatchObject({ cacheBytes: 50, cacheItems: 1 });
    cache.configure(0);
    expect(cache.stats()).toMatchObject({ cacheBytes: 0, cacheItems: 0 });
  });
});
