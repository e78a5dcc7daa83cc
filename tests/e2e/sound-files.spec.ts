/** Music of one's own in the built app: tags, the next piece, a reload; and MilkDrop in its sandboxed frame. */
import { chromium, type Page } from '@playwright/test';
import { chromiumArgs, ensureChromium } from '../../tools/chromium.mjs';
import { address, calm, expect, openShow, test as base } from './support.ts';

/** Chromium lets a page play without a gesture: a reload has none. */
const test = base.extend<{ page: Page }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the first parameter's pattern
  page: async ({}, use) => {
    const browser = await chromium.launch({
      executablePath: ensureChromium(),
      args: [...chromiumArgs, '--autoplay-policy=no-user-gesture-required'],
    });
    const context = await browser.newContext({ viewport: { width: 320, height: 180 }, serviceWorkers: 'block' });
    await use(await context.newPage());
    await browser.close();
  },
});

/** In the page: three short WAVs in a folder of the origin's own, whose handles are like those of a disk. */
async function makeMusic(): Promise<void> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle('Music', { create: true });
  const bytesOf = (text: string) => [...new TextEncoder().encode(text)];
  const little = (value: number) => [value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24];
  const sevens = (value: number) => [21, 14, 7, 0].map((shift) => (value >>> shift) & 127);
  const canvas = new OffscreenCanvas(600, 600);
  const context = canvas.getContext('2d');
  if (context) Object.assign(context, { fillStyle: '#c63' });
  context?.fillRect(0, 0, 600, 600);
  const png = [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())];
  const frame = (id: string, body: number[]) => [...bytesOf(id), ...sevens(body.length), 0, 0, ...body];
  const text = (id: string, words: string) => frame(id, [3, ...bytesOf(words)]);
  const song = (title: string, seconds: number, isDamaged = false) => {
    const rate = 22_050;
    const samples = Int16Array.from({ length: rate * seconds }, (_, at) => {
      const inBeat = (at / rate) % 0.5;
      const kick = Math.sin(2 * Math.PI * 70 * inBeat) * Math.exp(-9 * inBeat);
      return 24_000 * (0.7 * kick + 0.2 * Math.sin((2 * Math.PI * 262 * at) / rate));
    });
    const cover = frame('APIC', [0, ...bytesOf('image/png'), 0, 3, 0, ...png]);
    const frames = [...text('TIT2', title), ...text('TPE1', 'Ada'), ...text('TALB', 'Blue hour'), ...cover];
    const whole = [...bytesOf('ID3'), 4, 0, 0, ...sevens(frames.length), ...frames];
    const tag = isDamaged ? whole.map((byte, at) => (at > 12 && at < 90 ? 255 - byte : byte)) : whole;
    const chunk = (id: string, length: number) => [...bytesOf(id), ...little(length)];
    const format = [...little(0x0001_0001), ...little(rate), ...little(rate * 2), ...little(0x0010_0002)];
    const odd = tag.length % 2 === 1 ? [0] : [];
    const head = [...bytesOf('WAVE'), ...chunk('fmt ', 16), ...format, ...chunk('data', samples.byteLength)];
    const tail = [...chunk('id3 ', tag.length), ...tag, ...odd];
    const size = head.length + samples.byteLength + tail.length;
    return new Blob([Uint8Array.from([...chunk('RIFF', size), ...head]), samples, Uint8Array.from(tail)]);
  };
  const songs = {
    '1 One.wav': song('Low tide', 60),
    '2 Ada - Two.wav': song('x', 60, true),
    '10 Ten.wav': song('Late', 60),
  };
  for (const [name, blob] of Object.entries(songs)) {
    const writable = await (await folder.getFileHandle(name, { create: true })).createWritable();
    await writable.write(blob);
    await writable.close();
  }
  await window.afterimage.sound.open('files', { handles: [folder] });
}

const soundOf = (page: Page) => page.evaluate(() => window.afterimage.sound.status());
const trackOf = async (page: Page) => (await soundOf(page)).track;
const noticesOf = (page: Page) =>
  page.evaluate(() => window.afterimage.status().events.flatMap((it) => (it.type === 'notice' ? [it.message] : [])));

test('music plays with its tags, goes on by itself, and is where it was after a reload', async ({
  page,
  companion,
}) => {
  const open = () => openShow(page, address(companion.url, { ...calm, 'display.tier': 'css' }));
  await open();
  await page.evaluate(makeMusic);
  await expect.poll(async () => (await trackOf(page))?.artworkUrl ?? '', { timeout: 30_000 }).toMatch(/^blob:/);
  expect(await trackOf(page)).toMatchObject({ title: 'Low tide', artist: 'Ada', album: 'Blue hour', count: 3 });
  const shown = await page.evaluate(() => navigator.mediaSession.metadata);
  expect(shown).not.toBeNull();
  // The piece ends by itself; damaged tags leave the file's name.
  await page.evaluate(() => window.afterimage.sound.player.seek(58.5));
  await expect.poll(async () => (await trackOf(page))?.index, { timeout: 30_000 }).toBe(1);
  expect(await trackOf(page)).toMatchObject({ title: 'Two', artist: 'Ada', isPlaying: true });
  await page.evaluate(() => window.afterimage.sound.player.next());
  await expect.poll(async () => (await trackOf(page))?.title).toBe('Late');
  await expect.poll(async () => (await trackOf(page))?.durationSec ?? 0).toBeGreaterThan(59);
  // The page goes away in the very moment of the jump.
  await Promise.all([
    page.waitForEvent('load'),
    page.evaluate(() => {
      window.afterimage.sound.player.seek(30);
      location.reload();
    }),
  ]);
  await page.waitForFunction(() => 'afterimage' in window);
  await page.evaluate(() => window.afterimage.ready);
  await expect.poll(async () => (await trackOf(page))?.positionSec ?? 0, { timeout: 20_000 }).toBeGreaterThan(0.1);
  expect((await trackOf(page))?.positionSec).toBeGreaterThan(29);
  await expect.poll(async () => (await trackOf(page))?.title, { timeout: 20_000 }).toBe('Late');
  expect(await trackOf(page)).toMatchObject({ index: 2, isPlaying: true });
  expect((await noticesOf(page)).filter((sentence) => /music|played/.test(sentence))).toEqual([]);
});

test('MilkDrop draws in a frame that sees nothing, and gives way', async ({ page, companion }) => {
  const settings = { ...calm, 'display.tier': 'css', 'sound.input': 'demo', 'visualizer.placement': 'full' };
  await openShow(page, address(companion.url, settings));
  await expect.poll(async () => (await soundOf(page)).state, { timeout: 30_000 }).toBe('running');
  await page.evaluate(() => window.afterimage.visualizers.use('milkdrop', { preset: 20 }));
  const frame = page.locator('iframe.visualizer');
  await expect(frame).toHaveCSS('opacity', '1', { timeout: 30_000 });
  expect(await frame.getAttribute('sandbox')).toBe('allow-scripts');
  // The page itself is as closed as ever.
  const reach = await page.evaluate(async () => {
    const inside = document.querySelector<HTMLIFrameElement>('iframe.visualizer');
    // In a task of its own: what the test itself asks is above the page's policy.
    const isEvalAllowed = await new Promise((resolve) => {
      setTimeout(() => {
        try {
          Reflect.construct(Function, ['return 1']);
          resolve(true);
        } catch {
          resolve(false);
        }
      }, 20);
    });
    return { document: inside?.contentDocument ?? null, isEvalAllowed, isIsolated: crossOriginIsolated };
  });
  expect(reach).toEqual({ document: null, isEvalAllowed: false, isIsolated: true });
  // What it draws is neither black nor one colour.
  const colours = async () => {
    const shot = (await page.screenshot()).toString('base64');
    return page.evaluate(async (data) => {
      const bitmap = await createImageBitmap(
        new Blob([Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0))], { type: 'image/png' }),
      );
      const context = new OffscreenCanvas(64, 36).getContext('2d');
      context?.drawImage(bitmap, 0, 0, 64, 36);
      const { data: pixels } = context?.getImageData(0, 0, 64, 36) ?? { data: [] };
      const seen = new Set<number>();
      for (let at = 0; at < pixels.length; at += 4)
        seen.add(((pixels[at] ?? 0) >> 4) * 256 + ((pixels[at + 1] ?? 0) >> 4) * 16 + ((pixels[at + 2] ?? 0) >> 4));
      return seen.size;
    }, shot);
  };
  await expect.poll(colours, { timeout: 20_000 }).toBeGreaterThan(8);
  await page.evaluate(() => window.afterimage.visualizers.use('spectrum'));
  await expect(page.locator('canvas.visualizer')).toHaveCSS('opacity', '1', { timeout: 20_000 });
  await expect(frame).toHaveCount(0);
  await page.evaluate(() => window.afterimage.visualizers.use('milkdrop'));
  await expect(frame).toHaveCount(1);
  await page.evaluate(() => window.afterimage.settings.set({ display: { reducedMotion: 'on' } }));
  await expect(frame).toHaveCount(0);
  expect(await noticesOf(page)).toContainEqual(expect.stringContaining('MilkDrop moves a lot'));
});
