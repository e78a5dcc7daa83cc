/** Serves the scene page and hands every test an own page with an own stage. */
import { test as base, expect, type Page } from '@playwright/test';
import { buildDeadlineMs, serveBuiltPage } from '../built-page.ts';
import type { ManualShow } from './page/manual.ts';
import type { PictureKind } from './page/pictures.ts';
import type { Scene } from './page/page.ts';

declare global {
  interface Window {
    scene: Scene;
    show: ManualShow;
  }
}

export interface OpenOptions {
  readonly width?: number;
  readonly height?: number;
  /** Device pixels per CSS pixel. */
  readonly dpr?: number;
  /** Runs before any script of the page: for faults. */
  readonly before?: () => void;
}

interface Fixtures {
  openScene(options?: OpenOptions): Promise<Page>;
}

export const test = base.extend<Fixtures, { sceneUrl: string }>({
  sceneUrl: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const page = await serveBuiltPage('tests/scenes/page');
      await use(page.url);
      await page.close();
    },
    { scope: 'worker', timeout: buildDeadlineMs },
  ],
  openScene: async ({ browser, sceneUrl }, use) => {
    const pages: Page[] = [];
    await use(async ({ width = 160, height = 90, dpr = 1, before } = {}) => {
      const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: dpr });
      pages.push(page);
      if (before) await page.addInitScript(before);
      await page.goto(sceneUrl);
      await page.waitForFunction(() => 'scene' in window, undefined, { timeout: 60_000 });
      return page;
    });
    for (const page of pages) await page.close();
  },
});

/** How far the screen is from a picture: 0 means every pixel is the same. */
export async function distanceOnScreen(page: Page, kind: PictureKind): Promise<{ max: number; mean: number }> {
  const png = (await page.screenshot()).toString('base64');
  return page.evaluate(
    async ({ png, kind }) => {
      const screen = await window.scene.bytesOfPng(png);
      const wanted = window.scene.bytes(window.scene.picture(kind, screen.width, screen.height));
      return window.scene.difference(screen.data, wanted);
    },
    { png, kind },
  );
}

export async function expectOnScreen(page: Page, kind: PictureKind): Promise<void> {
  await expect.poll(async () => (await distanceOnScreen(page, kind)).max).toBe(0);
}

export { expect };
