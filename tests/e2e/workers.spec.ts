/** Every worker dies in mid-show: the photo stays, the worker comes back, the show goes on. */
import type { Page } from '@playwright/test';
import { address, advance, calm, expect, openShow, settledTier, statusOf, test } from './support.ts';

/**
 * Goes in front of the worker's script. From the moment it is told to, this generation spins for ever or answers everything
 * with nonsense; one that starts later is well.
 */
const saboteur = `{
  const orders = new BroadcastChannel('saboteur');
  orders.addEventListener('message', ({ data }) => {
    if (data.worker !== globalThis.name) return;
    if (data.fault === 'hung') for (;;);
    const send = MessagePort.prototype.postMessage;
    MessagePort.prototype.postMessage = function () {
      send.call(this, { type: 'started', generation: 'x', value: [null, 'nonsense'], call: {} });
    };
  });
}
`;

async function sabotaged(page: Page): Promise<void> {
  await page.route('**/entry.worker*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: saboteur + (await response.text()) });
  });
}

const photos = (id: string) => [{ id, source: 'generative', label: 'Pictures', enabled: true, weight: 1, params: {} }];

/** What is on stage, without the sentences above it. */
const stagePicture = (page: Page) => page.screenshot({ style: '#overlay { visibility: hidden }' });

/** Gives every worker something to answer: a photo to decode and remember, a source to list. */
async function occupy(page: Page, round: number): Promise<void> {
  const entries = photos(`pictures-${round}`);
  await page.evaluate((next) => {
    void window.afterimage.settings.set({ sources: { entries: next } });
    window.afterimage.next();
  }, entries);
}

for (const fault of ['hung', 'garbage'] as const) {
  for (const worker of ['decode', 'feeds', 'store'] as const) {
    test.describe(() => {
      test.use({ serviceWorkers: 'block' });
      test(`the ${worker} worker is replaced when it is ${fault === 'hung' ? 'hung' : 'answering garbage'} in mid-show`, async ({
        page,
        companion,
      }) => {
        // A lie is only found out when an answer is long overdue, several times over.
        test.slow();
        await sabotaged(page);
        await openShow(page, address(companion.url, calm, { debug: '1' }));
        await settledTier(page);
        const before = await advance(page);
        const picture = await stagePicture(page);
        await page.evaluate((order) => new BroadcastChannel('saboteur').postMessage(order), { worker, fault });
        if (fault === 'hung') {
          await expect.poll(async () => (await statusOf(page)).workers[worker]?.state).not.toBe('ready');
          expect((await statusOf(page)).photo?.id).toBe(before.photo?.id);
          expect((await stagePicture(page)).equals(picture)).toBe(true);
        }
        let round = 0;
        await expect
          .poll(
            async () => {
              if (fault === 'garbage') await occupy(page, round++);
              const status = await statusOf(page);
              expect(status.photo).not.toBeNull();
              return status.workers[worker]?.generation;
            },
            { timeout: 90_000, intervals: [2_500] },
          )
          .toBeGreaterThan(before.workers[worker]?.generation ?? 0);
        await expect.poll(async () => (await statusOf(page)).workers[worker]?.state, { timeout: 30_000 }).toBe('ready');
        expect((await advance(page)).slide).toBeGreaterThan(before.slide);
        await expect.poll(async () => (await statusOf(page)).degraded).toEqual([]);
      });
    });
  }
}

for (const worker of ['decode', 'feeds', 'store'] as const) {
  test(`the ${worker} worker is killed and comes back`, async ({ page, companion }) => {
    await openShow(page, address(companion.url, calm, { debug: '1' }));
    await settledTier(page);
    await advance(page);
    const before = await statusOf(page);
    const picture = await stagePicture(page);
    await page.evaluate((name) => window.afterimage.debug?.killWorker(name), worker);
    const hurt = await statusOf(page);
    expect(hurt.photo?.id).toBe(before.photo?.id);
    expect((await stagePicture(page)).equals(picture)).toBe(true);
    await expect.poll(async () => (await statusOf(page)).workers[worker]?.state).toBe('ready');
    const healed = await statusOf(page);
    expect(healed.workers[worker]?.generation).toBeGreaterThan(before.workers[worker]?.generation ?? 0);
    expect(healed.workers[worker]?.restarts).toBe(1);
    const after = await advance(page);
    expect(after.slide).toBeGreaterThan(before.slide);
    await expect.poll(async () => (await statusOf(page)).degraded).toEqual([]);
  });
}

test('the decode worker is killed while it decodes', async ({ page, companion }) => {
  await openShow(page, address(companion.url, calm, { debug: '1' }));
  await settledTier(page);
  for (let round = 0; round < 3; round++) {
    const before = (await statusOf(page)).slide;
    await page.evaluate(() => {
      window.afterimage.next();
      window.afterimage.debug?.killWorker('decode');
    });
    await expect.poll(async () => (await statusOf(page)).transition).toBeNull();
    await advance(page);
    expect((await statusOf(page)).slide).toBeGreaterThan(before);
  }
});
