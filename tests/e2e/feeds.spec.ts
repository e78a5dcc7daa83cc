/** A feed added by keyboard: fetched through the companion where its host lets no browser in, and explained where that may not. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { address, calm, expect, openShow, startCompanion, statusOf, test } from './support.ts';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A site of photos that gives no other page anything (no CORS headers). */
interface PhotoSite {
  readonly feed: string;
  readonly asked: IncomingMessage[];
  readonly server: Server;
}

async function startSite(): Promise<PhotoSite> {
  const asked: IncomingMessage[] = [];
  const server = createServer((req, res) => {
    asked.push(req);
    if (req.url !== '/feed.xml') return void res.setHeader('Content-Type', 'image/png').end(png);
    const items = ['Tide', 'Dunes', 'Pier'].map(
      (title) =>
        `<item><title>${title}</title><enclosure url="/photos/${title}.png" type="image/png"/><author>Mira</author></item>`,
    );
    res.setHeader('Content-Type', 'application/rss+xml');
    res.end(`<rss version="2.0"><channel><title>Shore</title>${items.join('')}</channel></rss>`);
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  return { feed: `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed.xml`, asked, server };
}

/** With the keyboard alone: settings, the feeds' button, the address, Add. */
async function addFeed(page: Page, feed: string): Promise<void> {
  const adder = page.locator('button.add[data-source=feed]');
  const photos = page.locator('[data-section=photos]');
  // The keys work once the overlay is loaded, which is after the first photo.
  await expect(async () => {
    await page.keyboard.press('s');
    await expect(photos).toBeVisible({ timeout: 4000 });
  }).toPass({ timeout: 30_000 });
  await photos.focus();
  await page.keyboard.press('Enter');
  await adder.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type(feed);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
}

test('photos of a feed come up, through the companion', async ({ page }) => {
  const site = await startSite();
  const companion = await startCompanion(['--allow-private', '127.0.0.1']);
  try {
    await openShow(page, address(companion.url, calm));
    await addFeed(page, site.feed);
    await expect
      .poll(
        async () => {
          const { photo } = await statusOf(page);
          if (photo?.sourceId === 'feed') return photo.title;
          await page.evaluate(() => window.afterimage.next());
          return '';
        },
        { timeout: 40_000, intervals: [500] },
      )
      .toMatch(/^(Tide|Dunes|Pier)$/);
    const throughCompanion = site.asked.filter(({ headers }) => headers['user-agent'] === 'Afterimage');
    expect(throughCompanion.map(({ url }) => url)).toContain('/feed.xml');
    for (const { headers } of throughCompanion) {
      expect(headers.cookie).toBeUndefined();
      expect(headers.referer).toBeUndefined();
    }
  } finally {
    await companion.stop();
    site.server.closeAllConnections();
    site.server.close();
  }
});

test('a feed inside the own network is refused in a sentence', async ({ page, companion }) => {
  const site = await startSite();
  try {
    await openShow(page, address(companion.url, calm));
    await addFeed(page, site.feed);
    await expect(page.getByText('leads into a private network').first()).toBeVisible({ timeout: 30_000 });
    expect(site.asked.filter(({ headers }) => headers['user-agent'] === 'Afterimage')).toEqual([]);
  } finally {
    site.server.closeAllConnections();
    site.server.close();
  }
});
