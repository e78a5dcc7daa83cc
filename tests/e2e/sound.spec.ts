/** Sound in the built app: a WAV as the microphone, the demo, and every way an input is refused or lost. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { chromiumArgs, ensureChromium } from '../../tools/chromium.mjs';
import {
  address,
  calm,
  expect,
  openShow,
  statusOf,
  temporaryFolder,
  test as base,
  type RunningCompanion,
} from './support.ts';

/** Clicks at 120 beats a minute over a quiet chord: eight seconds, which the browser repeats. */
function writeSong(path: string): void {
  const sampleRate = 48_000;
  const samples = new Int16Array(sampleRate * 8);
  for (let i = 0; i < samples.length; i += 1) {
    const sec = i / sampleRate;
    const inBeat = sec % 0.5;
    const kick = Math.sin(2 * Math.PI * (50 + 90 * Math.exp(-30 * inBeat)) * inBeat) * Math.exp(-12 * inBeat);
    const chord = Math.sin(2 * Math.PI * 220 * sec) + Math.sin(2 * Math.PI * 277 * sec);
    samples[i] = Math.round(32_000 * (0.7 * kick + 0.08 * chord));
  }
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.byteLength, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(sampleRate, 24);
  head.writeUInt32LE(sampleRate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.byteLength, 40);
  writeFileSync(path, Buffer.concat([head, Buffer.from(samples.buffer)]));
}

interface Heard {
  active: boolean;
  rms: number;
  timeSec: number;
  onsets: number;
  beats: number;
  idle: number;
}

declare global {
  interface Window {
    heard: Heard;
  }
}

/** What `getUserMedia` and the device list say, as a person's doing changes it. */
function installDevices(): void {
  const media = navigator.mediaDevices;
  const [ask, list] = [media.getUserMedia.bind(media), media.enumerateDevices.bind(media)];
  const order = { refuse: '', empty: false };
  let stream: MediaStream | null = null;
  media.getUserMedia = async (constraints) => {
    if (order.refuse) throw new DOMException('no', order.refuse);
    stream = await ask(constraints);
    return stream;
  };
  media.enumerateDevices = async () => (order.empty ? [] : list());
  window.addEventListener('order', (event) => {
    Object.assign(order, (event as CustomEvent<object>).detail);
    if (order.empty) stream?.getAudioTracks()[0]?.dispatchEvent(new Event('ended'));
    media.dispatchEvent(new Event('devicechange'));
  });
}

const order = (page: Page, detail: object) =>
  page.evaluate((it) => window.dispatchEvent(new CustomEvent('order', { detail: it })), detail);
const soundOf = (page: Page) => page.evaluate(() => window.afterimage.sound.status());
const heardOf = (page: Page) => page.evaluate(() => window.heard);
/** Answers with the refusal's sentence, or nothing. */
const hear = (page: Page, input: 'microphone' | 'demo' | 'stream') =>
  page.evaluate(async (it) => {
    try {
      await window.afterimage.sound.open(it);
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  }, input);

/** Reads once per frame, as a visualizer does. */
const listen = (page: Page) =>
  page.evaluate(async () => {
    const reader = await window.afterimage.sound.reader();
    window.heard = { active: false, rms: 0, timeSec: 0, onsets: 0, beats: 0, idle: 1 };
    const step = () => {
      const view = reader.read(performance.now());
      const { active, timeSec, features } = view;
      const { onsets, beats } = window.heard;
      window.heard = {
        active,
        timeSec,
        rms: features.rms,
        idle: features.idle,
        onsets: onsets + view.onsets.length,
        beats: beats + view.beats.length,
      };
      requestAnimationFrame(step);
    };
    step();
  });

const test = base.extend<{ page: Page }, { musical: { open(): Promise<Page> } }>({
  musical: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the first parameter's pattern
    async ({}, use) => {
      const folder = temporaryFolder();
      const song = join(folder.path, 'song.wav');
      writeSong(song);
      const browser = await chromium.launch({
        executablePath: ensureChromium(),
        args: [
          ...chromiumArgs,
          '--use-fake-device-for-media-stream',
          '--use-fake-ui-for-media-stream',
          `--use-file-for-fake-audio-capture=${song}`,
        ],
      });
      await use({
        open: async () =>
          (await browser.newContext({ viewport: { width: 480, height: 270 }, serviceWorkers: 'block' })).newPage(),
      });
      await browser.close();
      folder.remove();
    },
    { scope: 'worker' },
  ],
  page: async ({ musical }, use) => {
    const page = await musical.open();
    await page.addInitScript(installDevices);
    await use(page);
    await page.context().close();
  },
});

const open = (page: Page, companion: RunningCompanion, more: Readonly<Record<string, string>> = {}) =>
  openShow(page, address(companion.url, { ...calm, 'display.tier': 'css', ...more }, { debug: '1' }));

test('nothing runs until an input is opened; then the microphone is heard, in time', async ({ page, companion }) => {
  await open(page, companion);
  expect((await soundOf(page)).state).toBe('off');
  expect((await statusOf(page)).workers['audio']).toBeUndefined();
  expect(await hear(page, 'microphone')).toBe('');
  await listen(page);
  await expect.poll(async () => (await heardOf(page)).rms).toBeGreaterThan(0.02);
  await expect.poll(async () => (await heardOf(page)).onsets).toBeGreaterThan(5);
  await expect.poll(async () => Math.round((await soundOf(page)).tempoBpm / 10), { timeout: 30_000 }).toBe(12);
  await expect.poll(async () => (await heardOf(page)).beats).toBeGreaterThan(3);
  const { isShared, overruns, state, latencyMs } = await soundOf(page);
  expect([isShared, overruns, state]).toEqual([true, 0, 'running']);
  expect(latencyMs.count).toBeGreaterThan(0);
  await page.evaluate(() => window.afterimage.sound.close());
  await expect.poll(async () => (await heardOf(page)).active).toBe(false);
  expect((await statusOf(page)).workers['audio']?.state).toBe('stopped');
});

test('the worker dies in mid-song and is back within two seconds', async ({ page, companion }) => {
  await open(page, companion);
  await hear(page, 'microphone');
  await listen(page);
  await expect.poll(async () => (await heardOf(page)).rms).toBeGreaterThan(0.02);
  const before = (await statusOf(page)).workers['audio']?.generation ?? 0;
  const tookMs = await page.evaluate(async () => {
    const measured = window.afterimage.sound.status().latencyMs.count;
    const startMs = performance.now();
    window.afterimage.debug?.killWorker('audio');
    await new Promise((resolve) => setTimeout(resolve, 30));
    const atDeath = window.afterimage.sound.status().latencyMs.count;
    while (window.afterimage.sound.status().latencyMs.count <= atDeath + 3 && performance.now() - startMs < 10_000)
      await new Promise((resolve) => setTimeout(resolve, 20));
    return measured > 0 ? performance.now() - startMs : -1;
  });
  expect(tookMs).toBeGreaterThan(0);
  expect(tookMs).toBeLessThan(2000);
  expect((await statusOf(page)).workers['audio']?.generation).toBe(before + 1);
  await expect.poll(async () => (await heardOf(page)).rms).toBeGreaterThan(0.02);
});

test('unplugged, the input says so and is heard again once it is back', async ({ page, companion }) => {
  await open(page, companion);
  await hear(page, 'microphone');
  await listen(page);
  await expect.poll(async () => (await heardOf(page)).active).toBe(true);
  await order(page, { refuse: 'NotFoundError', empty: true });
  await expect.poll(async () => (await soundOf(page)).state).toBe('lost');
  expect((await soundOf(page)).message).toMatch(/Plug/);
  await expect.poll(async () => (await heardOf(page)).active).toBe(false);
  await order(page, { refuse: '', empty: false });
  await expect.poll(async () => (await soundOf(page)).state, { timeout: 3000 }).toBe('running');
  await expect.poll(async () => (await heardOf(page)).rms).toBeGreaterThan(0.02);
});

test('refused, or with no device at all, it says what to do', async ({ page, companion }) => {
  await open(page, companion);
  await order(page, { refuse: 'NotAllowedError' });
  expect(await hear(page, 'microphone')).toMatch(/not allowed.*Allow it/);
  expect((await soundOf(page)).state).toBe('refused');
  await expect(page.getByText(/The microphone is not allowed/)).toBeVisible();
  await order(page, { refuse: 'NotFoundError', empty: true });
  expect(await hear(page, 'microphone')).toMatch(/no microphone.*Plug one in/);
  await order(page, { refuse: '', empty: false });
  await expect.poll(async () => (await soundOf(page)).state).toBe('running');
  expect(await hear(page, 'stream')).toMatch(/no address of a stream/);
});

test('where the browser waits for a tap, one tap anywhere is enough', async ({ page, companion }) => {
  // Asking the page anything counts as a gesture, so it tells by itself; the demo is remembered from an earlier visit.
  let state = '';
  page.on('console', (message) => (state = message.text()));
  await page.addInitScript(() => {
    setInterval(() => 'afterimage' in window && console.log(window.afterimage.sound.status().state), 100);
  });
  await page.goto(address(companion.url, { ...calm, 'display.tier': 'css', 'sound.input': 'demo' }));
  await expect.poll(() => state, { timeout: 30_000 }).toBe('held');
  await page.mouse.click(240, 100);
  await expect.poll(() => state).toBe('running');
});

test('one click on the demo, and the meters move; without shared memory messages carry it', async ({
  page,
  companion,
}) => {
  await page.route('**/*', async (route) => {
    const isPage = route.request().isNavigationRequest();
    if (!isPage) return route.continue();
    const response = await route.fetch();
    const headers = { ...response.headers() };
    delete headers['cross-origin-opener-policy'];
    delete headers['cross-origin-embedder-policy'];
    await route.fulfill({ response, headers });
  });
  await open(page, companion);
  await page.waitForSelector('#overlay[data-ready]', { state: 'attached' });
  await page.keyboard.press('m');
  await page.getByRole('button', { name: 'Demo', exact: true }).click();
  await expect.poll(async () => (await soundOf(page)).state, { timeout: 30_000 }).toBe('running');
  expect((await soundOf(page)).isShared).toBe(false);
  await expect(page.locator('.sound-title')).toHaveText('First light');
  await listen(page);
  await expect.poll(async () => (await heardOf(page)).rms).toBeGreaterThan(0.01);
  await page.keyboard.press('Escape');
  await expect(page.locator('dialog.sound')).toHaveCount(0);
});
