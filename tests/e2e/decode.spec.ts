/** The decode worker on real files in a real browser, built and served under the app's security headers. */
import { expect, test } from '@playwright/test';
import { loadavg } from 'node:os';
import { makeImages, QUADRANTS } from '../fixtures/make-images.mjs';
import { photoFile, type PhotoSize } from '../fixtures/photo-factory.mjs';
import { FIXTURES, look, openHarness, stats, type Harness, type Look } from './decode/harness.mjs';

type SlowRoute = { release: () => void; started: Promise<void> };

let harness: Harness;
let slow: SlowRoute;

test.beforeAll(async ({ browser }) => {
  makeImages(FIXTURES);
  let begin = (): void => undefined;
  let release = (): void => undefined;
  const started = new Promise<void>((resolve) => {
    begin = resolve;
  });
  slow = { release: () => release(), started };
  harness = await openHarness(browser, {
    routes: {
      '/slow.jpg': (_request, response) => {
        response.writeHead(200, { 'content-type': 'image/jpeg' });
        response.write(Buffer.from('ffd8ffe0', 'hex'));
        release = () => response.end();
        begin();
      },
      '/endless.jpg': (_request, response) => {
        response.writeHead(200, { 'content-length': String(2 ** 40) });
        response.end('x');
      },
      '/busy.jpg': (_request, response) => response.writeHead(503).end(),
      '/dropped.jpg': (request) => request.socket.destroy(),
      '/private.jpg': (_request, response) => response.writeHead(403).end(),
    },
  });
});

test.afterAll(async () => {
  await harness.close();
});

const file = (name: string): { kind: 'url'; url: string } => ({ kind: 'url', url: `/fixtures/${name}` });

function expectNear(actual: readonly number[], wanted: readonly number[], tolerance = 8): void {
  const off = wanted.map((value, i) => Math.abs(value - (actual[i] ?? -999)));
  expect(Math.max(...off), `${actual.join()} against ${wanted.join()}`).toBeLessThanOrEqual(tolerance);
}

/** GIF has 216 colours here, so it is compared more loosely. */
function expectPicture(seen: Look, tolerance = 8): void {
  expect(seen.error).toBeUndefined();
  expect([seen.width, seen.height, seen.opaque]).toEqual([96, 64, true]);
  expectNear(seen.topLeft, QUADRANTS.topLeft, tolerance);
  expectNear(seen.topRight, QUADRANTS.topRight, tolerance);
  expectNear(seen.bottomLeft, QUADRANTS.bottomLeft, tolerance);
  expectNear(seen.bottomRight, QUADRANTS.bottomRight, tolerance);
}

test.describe('formats', () => {
  for (const [name, mediaType] of [
    ['plain.jpg', 'image/jpeg'],
    ['cmyk.jpg', 'image/jpeg'],
    ['renamed.txt', 'image/jpeg'],
    ['plain.png', 'image/png'],
    ['deep.png', 'image/png'],
    ['interlaced.png', 'image/png'],
    ['plain.webp', 'image/webp'],
    ['lossless.webp', 'image/webp'],
    ['plain.avif', 'image/avif'],
    ['plain.heic', 'image/heic'],
    ['plain.gif', 'image/gif'],
    ['animated.gif', 'image/gif'],
    ['plain.bmp', 'image/bmp'],
    ['plain.svg', 'image/svg+xml'],
  ] as const) {
    test(`${name} is shown`, async () => {
      const seen = await look(harness.page, file(name));
      expectPicture(seen, mediaType === 'image/gif' ? 40 : 8);
      expect(seen.facts).toMatchObject({ mediaType, sourceWidthPx: 96, sourceHeightPx: 64 });
    });
  }

  test('a drawing is sharp at any size and can neither run scripts nor fetch', async () => {
    const seen = await look(harness.page, file('hostile.svg'), { widthPx: 960, heightPx: 640 });
    expect([seen.width, seen.height]).toEqual([960, 640]);
    expectNear(seen.topLeft, QUADRANTS.topLeft);
    expectNear(seen.bottomRight, QUADRANTS.bottomRight);
    expect(harness.requests.filter((path) => path.startsWith('/leak'))).toEqual([]);
  });

  test('transparent parts are black, not holes', async () => {
    const clear = await look(harness.page, file('clear.png'), { pixels: true });
    expect(clear.opaque).toBe(true);
    expect(clear.center).toEqual([0, 0, 0, 255]);
    const half = await look(harness.page, file('half.png'));
    expectNear(
      half.topLeft,
      QUADRANTS.topLeft.map((value) => value / 2),
    );
  });
});

test.describe('orientation', () => {
  for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
    test(`EXIF ${orientation} is upright, decoded whole and decoded small`, async () => {
      expectPicture(await look(harness.page, file(`exif-${orientation}.jpg`)));
      const large = await look(harness.page, file(`exif-large-${orientation}.jpg`));
      expectPicture(large);
      expect(large.facts).toMatchObject({ sourceWidthPx: 960, sourceHeightPx: 640 });
    });
  }
});

test.describe('fitting', () => {
  const square = { widthPx: 96, heightPx: 96 };

  test('fill covers the slide and cuts the sides', async () => {
    const seen = await look(harness.page, file('plain.png'), { ...square, fit: 'fill' });
    expectNear(seen.corner, QUADRANTS.topLeft);
    expectNear(seen.bottomRight, QUADRANTS.bottomRight);
  });

  test('fit shows the whole photo on black', async () => {
    const seen = await look(harness.page, file('plain.png'), { ...square, fit: 'fit', pixels: true });
    expect(seen.corner).toEqual([0, 0, 0, 255]);
    expect(seen.pixelsMatch).toBe(true);
    expectNear(seen.topLeft, QUADRANTS.topLeft);
    expectNear(seen.left, QUADRANTS.bottomLeft);
  });

  test('shrink leaves a small photo at its size', async () => {
    const seen = await look(harness.page, file('plain.png'), { widthPx: 384, heightPx: 256, fit: 'shrink' });
    expect(seen.topLeft).toEqual([0, 0, 0, 255]);
    expectNear(seen.center, QUADRANTS.bottomRight);
    const large = await look(harness.page, file('exif-large-6.jpg'), { fit: 'shrink' });
    expectPicture(large);
  });

  test('blur fills what fit leaves black with a dark, soft copy', async () => {
    const seen = await look(harness.page, file('plain.png'), { ...square, fit: 'blur' });
    expectNear(seen.topLeft, QUADRANTS.topLeft);
    const [red = 0, green = 0] = seen.corner;
    expect(red).toBeGreaterThan(50);
    expect(red).toBeLessThan(130);
    expect(green).toBeLessThan(red);
  });

  test('the smallest and the thinnest photo fill a slide', async () => {
    for (const name of ['tiny.png', 'thin.png']) {
      const seen = await look(harness.page, file(name));
      expectNear(seen.corner, [200, 100, 50, 255]);
      expectNear(seen.bottomRight, [200, 100, 50, 255]);
    }
  });

  test('a fine pattern turns grey when reduced, and stays grey when sharpened', async () => {
    for (const sharpen of [false, true]) {
      const seen = await look(harness.page, file('fine.png'), { sharpen }, `fine ${sharpen}`);
      for (const color of [seen.topLeft, seen.topRight, seen.center, seen.corner, seen.bottomLeft]) {
        expectNear(color, [127, 127, 127, 255], 12);
      }
    }
  });

  test('colours and light are those of the photo', async () => {
    const { facts } = await look(harness.page, file('plain.png'), { widthPx: 160, heightPx: 90, fit: 'fit' });
    expect(facts.palette).toHaveLength(4);
    expect(facts.palette.every(({ weight }) => Math.abs(weight - 0.25) < 0.02)).toBe(true);
    expect([facts.luminance.columns, facts.luminance.rows]).toEqual([16, 9]);
    expect(facts.luminance.mean[0]).toBe(0);
    expect(facts.luminance.mean[4]).toBeGreaterThan(60);
  });
});

test.describe('files that cannot be shown say why, and the worker goes on', () => {
  for (const [name, kind] of [
    ['empty.jpg', 'photo.empty'],
    ['text.jpg', 'photo.not-an-image'],
    ['page.jpg', 'photo.not-an-image'],
    ['noise.jpg', 'photo.not-an-image'],
    ['scan.tiff', 'photo.unsupported'],
    ['signature.jpg', 'photo.corrupt'],
    ['header-only.jpg', 'photo.corrupt'],
    ['truncated.jpg', 'photo.corrupt'],
    ['truncated.png', 'photo.corrupt'],
    ['broken.svg', 'photo.corrupt'],
    ['claims-huge.png', 'photo.too-large'],
    ['bomb.png', 'photo.too-large'],
    ['missing.jpg', 'photo.not-found'],
  ] as const) {
    test(`${name}: ${kind}`, async () => {
      const { error } = await look(harness.page, file(name));
      expect(error?.kind).toBe(kind);
      expect(error?.message).toMatch(/^[A-Z].{20,}\.$/);
      expectPicture(await look(harness.page, file('plain.png')));
    });
  }
});

test.describe('addresses', () => {
  test('a host that forbids it is named; one that allows it works', async () => {
    const { error } = await look(harness.page, { kind: 'url', url: `${harness.strangerOrigin}/closed/a.png` });
    expect(error?.kind).toBe('photo.blocked');
    expect(error?.message).toContain(new URL(harness.strangerOrigin).host);
    expectPicture(await look(harness.page, { kind: 'url', url: `${harness.strangerOrigin}/open/a.png` }));
  });

  test('an unreachable host is worth another try, and so is a busy one', async () => {
    const dead = await look(harness.page, { kind: 'url', url: 'http://127.0.0.1:9/a.png' });
    expect(dead.error).toMatchObject({ kind: 'photo.blocked', retryable: true });
    const dropped = await look(harness.page, { kind: 'url', url: '/dropped.jpg' });
    expect(dropped.error).toMatchObject({ kind: 'photo.network', retryable: true });
    const busy = await look(harness.page, { kind: 'url', url: '/busy.jpg' });
    expect(busy.error).toMatchObject({ kind: 'photo.network', retryable: true });
  });

  test('sign-in, other schemes and absurd lengths are refused', async () => {
    const kindOf = async (url: string): Promise<string | undefined> =>
      (await look(harness.page, { kind: 'url', url })).error?.kind;
    expect(await kindOf('/private.jpg')).toBe('photo.blocked');
    expect(await kindOf('data:image/png;base64,AAAA')).toBe('photo.blocked');
    expect(await kindOf('file:///etc/hosts')).toBe('photo.blocked');
    expect(await kindOf('http://')).toBe('photo.not-found');
    expect(await kindOf('/endless.jpg')).toBe('photo.too-large');
  });
});

test('files: from a handle, from private storage, as a blob; gone ones say so', async () => {
  const { page } = harness;
  const results = await page.evaluate(async () => {
    const bytes = await (await fetch('/fixtures/plain.png')).blob();
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('photos', { create: true });
    const handle = await folder.getFileHandle('a b ü.png', { create: true });
    const writer = await handle.createWritable();
    await writer.write(bytes);
    await writer.close();
    const target = { widthPx: 96, heightPx: 64, dpr: 1, fit: 'fill', sharpen: false, pixels: false };
    const decoder = globalThis as unknown as {
      callDecoder(
        m: string,
        r: object,
        t: object,
      ): Promise<{ value?: { bitmap: ImageBitmap }; error?: { kind: string } }>;
    };
    const outcome = async (locator: object): Promise<string> => {
      const ref = { id: JSON.stringify(locator), sourceId: 's', entryId: 'e', locator, title: 't', name: 'n' };
      const { value, error } = await decoder.callDecoder('decode', ref, target);
      value?.bitmap.close();
      return error?.kind ?? 'shown';
    };
    const shown = [
      await outcome({ kind: 'file', handle }),
      await outcome({ kind: 'stored', path: 'photos/a b ü.png' }),
      await outcome({ kind: 'blob', blob: bytes }),
    ];
    await folder.removeEntry('a b ü.png');
    const gone = [
      await outcome({ kind: 'file', handle }),
      await outcome({ kind: 'stored', path: 'photos/a b ü.png' }),
      await outcome({ kind: 'stored', path: '' }),
      await outcome({ kind: 'provider', sourceId: 'no-such-source', key: 'k' }),
    ];
    return { shown, gone };
  });
  expect(results.shown).toEqual(['shown', 'shown', 'shown']);
  expect(results.gone).toEqual(Array.from({ length: 4 }, () => 'photo.not-found'));
});

test('a photo tells what its camera wrote', async () => {
  // The reader is a chunk that the first photo does not wait for.
  await expect
    .poll(async () => (await look(harness.page, file('camera.jpg'))).facts.info)
    .toMatchObject({ camera: 'Afterimage Test Camera 1', fNumber: 2.8, iso: 200, rating: 4, latitude: 46.5 });
});

test('cancelling stops at once, frees everything, and holds up nobody', async () => {
  const { page } = harness;
  const call = page.evaluate(async () => {
    const decoder = globalThis as unknown as {
      callDecoder(m: string, r: object, t: object): Promise<{ error?: { kind: string } }>;
    };
    const locator = { kind: 'url', url: '/slow.jpg' };
    const ref = { id: 'slow', sourceId: 's', entryId: 'e', locator, title: 't', name: 'n' };
    const target = { widthPx: 96, heightPx: 64, dpr: 1, fit: 'fill', sharpen: false, pixels: false };
    return (await decoder.callDecoder('decode', ref, target)).error?.kind;
  });
  await slow.started;
  // A stalled download does not keep the next photo waiting.
  expectPicture(await look(page, file('plain.png')));
  await page.evaluate(() => {
    const decoder = globalThis as unknown as { abortDecoder(id: number): void; callCount(): number };
    decoder.abortDecoder(decoder.callCount() - 1);
  });
  expect(await call).toBe('aborted');
  slow.release();
  // Aborts at many moments of a decode; whatever each comes to, nothing stays open.
  const kinds = await page.evaluate(async () => {
    const decoder = globalThis as unknown as {
      callDecoder(
        m: string,
        r: object,
        t: object,
      ): Promise<{ value?: { bitmap: ImageBitmap }; error?: { kind: string } }>;
      abortDecoder(id: number): void;
      callCount(): number;
    };
    const target = { widthPx: 480, heightPx: 320, dpr: 1, fit: 'blur', sharpen: true, pixels: true };
    const run = async (i: number): Promise<string> => {
      const locator = { kind: 'url', url: '/fixtures/exif-large-6.jpg' };
      const ref = { id: `abort-${i}`, sourceId: 's', entryId: 'e', locator, title: 't', name: 'n' };
      const pending = decoder.callDecoder('decode', ref, target);
      const id = decoder.callCount();
      await new Promise((resolve) => setTimeout(resolve, i * 3));
      decoder.abortDecoder(id);
      const { value, error } = await pending;
      value?.bitmap.close();
      return error?.kind ?? 'shown';
    };
    return await Promise.all(Array.from({ length: 12 }, (_, i) => run(i)));
  });
  expect(kinds.every((kind) => kind === 'aborted' || kind === 'shown')).toBe(true);
  expect(kinds).toContain('aborted');
  const { opened, closed } = await stats(page);
  expect(opened).toBeGreaterThan(0);
  expect(closed).toBe(opened);
});

test('a kept slide comes back exactly, without its file, and within its bytes', async () => {
  const { page, origin } = harness;
  const configure = async (cacheBytes: number): Promise<void> => {
    await page.evaluate(
      async ([baseUrl, bytes]) => {
        const decoder = globalThis as unknown as { callDecoder(m: string, o: object): Promise<unknown> };
        await decoder.callDecoder('configure', { baseUrl, cacheBytes: bytes });
      },
      [origin, cacheBytes] as const,
    );
  };
  await configure(96 * 64 * 4 * 2);
  const first = await look(page, file('plain.png'), { pixels: true }, 'kept');
  const before = harness.requests.length;
  const again = await look(page, file('plain.png'), { pixels: true }, 'kept');
  expect(harness.requests.length).toBe(before);
  expect({ ...again, facts: { ...again.facts, decodeMs: 0 }, beats: 0 }).toEqual({
    ...first,
    facts: { ...first.facts, decodeMs: 0 },
    beats: 0,
  });
  expect(again.pixelsMatch).toBe(true);
  for (const id of ['b', 'c', 'd']) await look(page, file('plain.bmp'), {}, id);
  expect(await stats(page)).toMatchObject({ cacheItems: 2, cacheBytes: 96 * 64 * 4 * 2 });
  await configure(0);
  expect(await stats(page)).toMatchObject({ cacheItems: 0, cacheBytes: 0 });
});

test('an exact still keeps every pixel, and stretches only when it must', async () => {
  const seen = await harness.page.evaluate(async () => {
    const decoder = globalThis as unknown as {
      callDecoder(m: string, b: Blob, w: number, h: number): Promise<{ value: ImageBitmap }>;
    };
    const blob = await (await fetch('/fixtures/plain.png')).blob();
    const results = [];
    for (const [width, height] of [
      [96, 64],
      [30, 90],
    ] as const) {
      const { value } = await decoder.callDecoder('decodeExact', blob, width, height);
      const context = new OffscreenCanvas(width, height).getContext('2d');
      context?.drawImage(value, 0, 0);
      value.close();
      const { data } = context?.getImageData(width - 1, height - 1, 1, 1) ?? { data: [] };
      results.push([value.width, [...data].slice(0, 3).join()]);
    }
    return results;
  });
  expect(seen.map(([, color]) => color)).toEqual(['235,205,50', '235,205,50']);
});

test('photos of 12 to 200 megapixels are shown', async () => {
  test.setTimeout(180_000);
  const target = { widthPx: 1920, heightPx: 1080 };
  await look(harness.page, file('plain.png'), target);
  for (const size of ['12mp', '24mp', '48mp', '200mp'] satisfies PhotoSize[]) {
    const path = photoFile({ size, seed: 1 });
    const timesMs: number[] = [];
    for (let run = 0; run < 3; run += 1) {
      const seen = await look(
        harness.page,
        { kind: 'url', url: `/photos/${path.split('/').at(-1)}` },
        target,
        `${size} ${run}`,
      );
      expect(seen.error).toBeUndefined();
      expect([seen.width, seen.height, seen.opaque]).toEqual([1920, 1080, true]);
      timesMs.push(Math.round(seen.facts.decodeMs));
    }
    console.log(`decode ${size} to 1920×1080: ${timesMs.join(', ')} ms (load ${loadavg()[0]?.toFixed(1)})`);
  }
  const { opened, closed } = await stats(harness.page);
  expect(closed).toBe(opened);
});
