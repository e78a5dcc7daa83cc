/** The built app as a subject: started by the companion, driven slide by slide. */
import { spawn } from 'node:child_process';

export async function startCompanion(args = []) {
  const child = spawn(process.execPath, ['dist/server/main.js', '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (data) => {
      output += data;
      const found = /http:\/\/[\d.:]+/.exec(output)?.[0];
      if (found) resolve(found);
    });
    child.once('exit', () => reject(new Error('The companion did not start. Run “npm run build” first.')));
  });
  return { url, stop: () => new Promise((resolve) => (child.once('exit', resolve), child.kill('SIGTERM'))) };
}

export const still = {
  'display.kenBurns': 'false',
  'interaction.welcome': 'false',
  'slideshow.intervalSec': '86400',
};

export function address(url, settings = {}, extra = {}) {
  const target = new URL(url);
  for (const [path, value] of Object.entries({ ...still, ...settings }))
    target.searchParams.set(`set.${path}`, String(value));
  for (const [name, value] of Object.entries(extra)) target.searchParams.set(name, String(value));
  return target.href;
}

/** Only the companion's photos. */
export const companionOnly = JSON.stringify([
  { id: 'companion', source: 'companion', label: 'Photos', enabled: true, weight: 1, params: {} },
]);

export async function openShow(context, href, tier) {
  const page = await context.newPage();
  await page.goto(href);
  await shown(page, tier);
  return page;
}

/** Waits for the first photo, and for the renderer that was asked for. */
export async function shown(page, tier) {
  await page.waitForFunction(() => 'afterimage' in window);
  await page.evaluate(() => window.afterimage.ready);
  if (tier)
    await page.waitForFunction((wanted) => window.afterimage.status().tier === wanted, tier, { timeout: 60_000 });
}

/** Goes `count` slides on, each to the end of its transition. Throws when the show stands still for a minute. */
export function advance(page, count) {
  return page.evaluate(async (slides) => {
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    for (let done = 0; done < slides; done++) {
      const before = window.afterimage.status().slide;
      const start = performance.now();
      window.afterimage.next();
      for (;;) {
        await wait(10);
        const { slide, transition } = window.afterimage.status();
        if (slide > before && transition === null) break;
        if (performance.now() - start > 60_000) throw new Error(`the show stands still at slide ${slide}`);
      }
    }
    return window.afterimage.status().slide;
  }, count);
}
