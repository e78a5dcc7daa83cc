/** Photos from a real folder, dropped on the real page: shown, followed, and copied where the browser has no handles. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { AfterimageApi } from '../../src/shared/app-api.ts';
import { address, expect, openShow, startCompanion, temporaryFolder, test } from './support.ts';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let folder = '';

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'afterimage-photos-'));
  await mkdir(join(folder, 'sub/日本'), { recursive: true });
  await writeFile(join(folder, 'one.png'), png);
  await writeFile(join(folder, 'sub/日本/🌊 two.png'), png);
  await writeFile(join(folder, 'notes.txt'), 'not a photo');
});

test.afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** A drop as the operating system would make it. */
async function drop(page: Page, path: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', {
      type,
      x: 200,
      y: 200,
      data: { items: [], files: [path], dragOperationsMask: 1 },
    });
  }
  await session.detach();
}

const quick = {
  'slideshow.intervalSec': '1',
  'transitions.durationMs': '100',
  'interaction.welcome': 'false',
  'display.kenBurns': 'false',
};

/** Titles of the folder's photos that come up while the show runs. */
async function titlesShown(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { afterimage, seen = new Set<string>() } = globalThis as unknown as {
      afterimage: AfterimageApi;
      seen?: Set<string>;
    };
    Object.assign(globalThis, { seen });
    const { photo } = afterimage.status();
    if (photo?.sourceId === 'folder') seen.add(photo.title);
    afterimage.next();
    return [...seen].toSorted();
  });
}

async function expectTitles(page: Page, titles: readonly string[]): Promise<void> {
  await expect
    .poll(() => titlesShown(page), { timeout: 30_000, intervals: [400] })
    .toEqual(expect.arrayContaining([...titles]));
}

test('a dropped folder is shown, new photos come up by themselves', async ({ page, companion }) => {
  await openShow(page, address(companion.url, quick));
  await page.waitForFunction(() => document.querySelector('#overlay')?.hasAttribute('data-ready'));
  await drop(page, folder);
  await expectTitles(page, ['one.png', '🌊 two.png']);
  await writeFile(join(folder, 'three.png'), png);
  await expectTitles(page, ['three.png']);
  expect(await titlesShown(page)).not.toContain('notes.txt');
});

test('without handles the photos are copied and outlive the original', async ({ page, companion }) => {
  await page.addInitScript(() => {
    delete (DataTransferItem.prototype as { getAsFileSystemHandle?: unknown }).getAsFileSystemHandle;
  });
  await openShow(page, address(companion.url, quick));
  await page.waitForFunction(() => document.querySelector('#overlay')?.hasAttribute('data-ready'));
  await drop(page, folder);
  await expectTitles(page, ['one.png', '🌊 two.png']);
  await rm(folder, { recursive: true });
  await openShow(page, address(companion.url, quick));
  await expectTitles(page, ['one.png', '🌊 two.png']);
});

test('an empty folder of the companion leaves no screen empty: painted pictures fill it until the first photo comes', async ({
  page,
}) => {
  const empty = temporaryFolder();
  const companion = await startCompanion(['--photos', empty.path]);
  try {
    await page.goto(address(companion.url, { ...quick, 'display.tier': 'css' }));
    await expect
      .poll(() => page.evaluate(() => window.afterimage.status().photo?.sourceId), { timeout: 30_000 })
      .toBe('generative');
    await expect(page.getByText('Your sources have no photos yet.')).toBeVisible();
    const entries = await page.evaluate(() => window.afterimage.settings.get().sources.entries);
    expect(entries.filter(({ enabled }) => enabled).map(({ source }) => source)).toEqual(['companion']);
    await writeFile(join(empty.path, 'first.png'), png);
    await expect
      .poll(() => page.evaluate(() => window.afterimage.status().photo?.title), { timeout: 30_000 })
      .toBe('first.png');
  } finally {
    await companion.stop();
    empty.remove();
  }
});
