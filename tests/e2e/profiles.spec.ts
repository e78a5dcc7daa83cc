/** Profiles as a user meets them: worlds apart, one of them without a network; and settings that survive a reload at once. */
import type { Page } from '@playwright/test';
import { startPhotoSite, type PhotoSite } from '../fakes/photo-site.ts';
import { address, calm, expect, openShow, startCompanion, statusOf, test, type RunningCompanion } from './support.ts';
import { openSection } from './ui-page/actions.ts';

test.use({ viewport: { width: 800, height: 500 } });

const world = { ...calm, 'display.tier': 'css' };

/** Everything that carries the name of a profile: databases, caches, folders and notes. */
const keptUnder = (page: Page, profile: string): Promise<string[]> =>
  page.evaluate(async (mark) => {
    const names = (await indexedDB.databases()).map(({ name }) => name ?? '');
    names.push(...(await caches.keys()), ...Object.keys(localStorage));
    for await (const name of (await navigator.storage.getDirectory()).keys()) names.push(name);
    return names.filter((name) => name.endsWith(mark)).toSorted();
  }, `@${profile}`);

/** Whatever can ask a site for something: two sources, a widget, a picture and a script of the page. */
async function askEverywhere(page: Page, { origin, feed }: PhotoSite): Promise<void> {
  await page.evaluate(
    async ([site, list]) => {
      const { settings } = window.afterimage;
      const entry = { label: '', enabled: true, weight: 10 };
      const instance = { ...settings.get().widgets.instances[0]!, id: 'page', widget: 'web-page', enabled: true };
      settings.set({
        sources: {
          entries: [
            ...settings.get().sources.entries.map((own) => ({ ...own, weight: 0.1 })),
            { ...entry, id: 'links', source: 'links', params: { urls: [`${site}/photos/Link.png`] } },
            { ...entry, id: 'feed', source: 'feed', params: { urls: [list] } },
          ],
        },
        widgets: { webPages: true, instances: [{ ...instance, options: { address: `${site}/page` } }] },
      });
      const picture = document.createElement('img');
      const isOver = new Promise((over) => {
        for (const end of ['load', 'error']) picture.addEventListener(end, over);
      });
      picture.src = `${site}/photos/Picture.png`;
      document.body.append(picture);
      await Promise.all([isOver, fetch(`${site}/photos/Script.png`).catch(() => null)]);
    },
    [origin, feed] as const,
  );
}

const pathsOf = ({ asked }: PhotoSite): string[] => [...new Set(asked.map(({ url }) => url ?? ''))].toSorted();

/** Goes on to other photos until it is so. */
const showUntil = (page: Page, isSo: () => Promise<boolean>): Promise<void> =>
  expect
    .poll(
      async () => {
        if (await isSo()) return true;
        await page.evaluate(() => window.afterimage.next());
        return false;
      },
      { timeout: 30_000, intervals: [300] },
    )
    .toBe(true);

/** What page and workers ask of others, without what the browser itself holds back. */
function listenForRequests(page: Page, home: string): () => string[] {
  const asked = new Set<string>();
  const note = (address: string): void => {
    const { protocol, origin, pathname } = new URL(address);
    if (/^(?:https?|wss?):$/.test(protocol) && (origin !== home || pathname.startsWith('/proxy/'))) asked.add(address);
  };
  page.on('request', (request) => note(request.url()));
  page.on('websocket', (socket) => note(socket.url()));
  page.on('requestfailed', (request) => {
    if (/BLOCKED_BY_CSP|^csp$/.test(request.failure()?.errorText ?? '')) asked.delete(request.url());
  });
  return () => [...asked];
}

test.describe('a profile', () => {
  let companion: RunningCompanion;
  let site: PhotoSite;
  test.beforeAll(async () => {
    // The companion may ask the site too, so that whatever reaches its proxies reaches the site.
    companion = await startCompanion(['--allow-private', '127.0.0.1']);
    site = await startPhotoSite(['Tide', 'Dunes', 'Pier']);
  });
  test.afterAll(async () => {
    await companion.stop();
    await site.stop();
  });

  test('is a world of its own, and goes with all it holds', async ({ page }) => {
    await openShow(page, address(companion.url, world));
    // Changed and reloaded in the same moment: no time for the database.
    await page.evaluate(() => {
      const list = [{ name: 'guests', label: 'Guests', network: 'allowed' }];
      localStorage.setItem('afterimage.profiles', JSON.stringify({ current: 'main', list }));
      window.afterimage.settings.set({ slideshow: { order: 'name' } });
    });
    await openShow(page, companion.url);
    expect(await page.evaluate(() => window.afterimage.settings.get().slideshow.order)).toBe('name');

    const asked = listenForRequests(page, companion.url);
    await openShow(page, address(companion.url, world, { profile: 'guests' }));
    expect(await page.evaluate(() => window.afterimage.settings.get().slideshow.order)).not.toBe('name');
    await askEverywhere(page, site);
    const wanted = ['/feed.xml', '/page', '/photos/Link.png', '/photos/Picture.png', '/photos/Script.png'];
    await showUntil(page, async () => wanted.every((path) => pathsOf(site).includes(path)));
    // The listener hears what workers ask.
    expect(asked()).toContain(`${site.origin}/photos/Link.png`);
    await expect
      .poll(() => keptUnder(page, 'guests'), { timeout: 30_000 })
      .toEqual(expect.arrayContaining(['afterimage@guests', 'afterimage-offline@guests', 'offline@guests']));

    await openShow(page, address(companion.url, world));
    expect(
      await page.evaluate(() => window.afterimage.settings.get().sources.entries.map(({ id }) => id)),
    ).not.toContain('links');
    const panel = page.getByRole('dialog', { name: 'Settings' });
    await expect(async () => {
      await page.keyboard.press('s');
      await expect(panel).toBeVisible({ timeout: 4000 });
    }).toPass({ timeout: 30_000 });
    await openSection(page, 'backup');
    await page.getByRole('button', { name: 'Remove Guests', exact: true }).click();
    await page.getByRole('button', { name: 'Remove Guests now' }).click();
    await expect(page.locator('[data-profile=guests]')).toHaveCount(0);
    await expect.poll(() => keptUnder(page, 'guests')).toEqual([]);
    await openShow(page, companion.url);
    expect(await page.evaluate(() => window.afterimage.settings.get().slideshow.order)).toBe('name');
  });

  test('without a network asks nobody, says so, and shows what needs none', async ({ page }) => {
    await page.addInitScript(() => {
      const list = [{ name: 'quiet', label: 'Quiet', network: 'none' }];
      localStorage.setItem('afterimage.profiles', JSON.stringify({ current: 'quiet', list }));
      const refused: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective));
      Reflect.set(window, 'refused', refused);
    });
    site.asked.length = 0;
    const asked = listenForRequests(page, companion.url);
    await openShow(page, address(companion.url, world));
    expect((await statusOf(page)).photo?.sourceId).toBe('generative');
    await askEverywhere(page, site);
    // Each has had its turn and was held back, so that nothing is still on its way.
    const said = async (type: string) =>
      (await statusOf(page)).events.some(
        (event) => event.type === type && JSON.stringify(event).includes('no network'),
      );
    await expect.poll(() => said('source.failed'), { timeout: 30_000 }).toBe(true);
    await showUntil(page, () => said('photo.failed'));
    await expect
      .poll(() => page.evaluate(() => Reflect.get(window, 'refused') as string[]))
      .toEqual(expect.arrayContaining(['connect-src', 'frame-src', 'img-src']));
    const before = (await statusOf(page)).slide;
    await showUntil(page, async () => (await statusOf(page)).slide > before);
    expect((await statusOf(page)).photo?.sourceId).toBe('generative');
    expect(pathsOf(site)).toEqual([]);
    await expect.poll(asked).toEqual([]);
    expect(await keptUnder(page, 'quiet')).toContain('afterimage@quiet');
  });
});
