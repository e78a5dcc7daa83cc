/** The built app as a user gets it: the companion serves it, a browser opens it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test as base, type Page } from '@playwright/test';
import type { AfterimageApi, Status } from '../../src/shared/app-api.ts';

declare global {
  interface Window {
    afterimage: AfterimageApi;
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface RunningCompanion {
  readonly url: string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

/** Starts the built companion on a free port and waits for its address. */
export async function startCompanion(args: readonly string[] = []): Promise<RunningCompanion> {
  const child = spawn(process.execPath, [`${root}dist/server/main.js`, '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the companion did not start:\n${output}`)), 15_000);
    const read = (data: Buffer) => {
      output += data.toString();
      const address = /https?:\/\/[\d.:[\]\w]+/.exec(output)?.[0];
      if (!address) return;
      clearTimeout(timer);
      resolve(address);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => reject(new Error(`the companion ended with ${code}:\n${output}`)));
  });
  return {
    url,
    process: child,
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'afterimage-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** No pan and zoom, no welcome, short transitions: a show that holds still while it is looked at. */
export const calm = {
  'display.kenBurns': 'false',
  // The machine that runs the tests may be as slow as it likes.
  'display.minFps': '0',
  'interaction.welcome': 'false',
  'slideshow.intervalSec': '3600',
  'transitions.durationMs': '400',
  'transitions.type': 'crossfade',
};

export function address(
  url: string,
  settings: Readonly<Record<string, string>> = {},
  extra: Readonly<Record<string, string>> = {},
): string {
  const target = new URL(url);
  for (const [path, value] of Object.entries(settings)) target.searchParams.set(`set.${path}`, value);
  for (const [name, value] of Object.entries(extra)) target.searchParams.set(name, value);
  return target.href;
}

/** Opens the app and waits for the first photo. */
export async function openShow(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.waitForFunction(() => 'afterimage' in window);
  await page.evaluate(() => window.afterimage.ready);
}

export const statusOf = (page: Page): Promise<Status> => page.evaluate(() => window.afterimage.status());
export const metricsOf = (page: Page) => page.evaluate(() => window.afterimage.metrics());

/** Waits until the strongest renderer has taken over (or the wanted one has). */
export async function settledTier(page: Page, tier: Status['tier'] = 'shader'): Promise<void> {
  await expect.poll(async () => (await statusOf(page)).tier, { timeout: 30_000 }).toBe(tier);
}

/** Asked for this long ago without an answer: another photo came of its own in just that moment, and the request was skipped. */
const askAgainMs = 3000;

/** Next photo, and the transition to its end. A request during another transition would be skipped. */
export async function advance(page: Page): Promise<Status> {
  await expect.poll(async () => (await statusOf(page)).transition, { timeout: 30_000 }).toBeNull();
  const before = await statusOf(page);
  let askedAtMs = -Infinity;
  const shown = async (): Promise<number> => {
    const { slide, transition } = await statusOf(page);
    if (slide === before.slide && transition === null && Date.now() - askedAtMs > askAgainMs) {
      askedAtMs = Date.now();
      await page.evaluate(() => window.afterimage.next());
    }
    return slide;
  };
  await expect.poll(shown, { timeout: 30_000 }).toBeGreaterThan(before.slide);
  await expect.poll(async () => (await statusOf(page)).transition, { timeout: 30_000 }).toBeNull();
  return statusOf(page);
}

export const test = base.extend<object, { companion: RunningCompanion }>({
  companion: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the first parameter's pattern
    async ({}, use) => {
      const running = await startCompanion();
      await use(running);
      await running.stop();
    },
    { scope: 'worker' },
  ],
});

export { expect };
