/** A feed added by keyboard: fetched through the companion where its host lets no browser in, and explained where that may not. */
import { createReadStream, existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { startPhotoSite } from '../fakes/photo-site.ts';
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

/** The built files and nothing else, as a plain web host has them. */
async function startPlainHost(): Promise<{ readonly url: string; readonly server: Server }> {
  const root = new URL('../../dist/client/', import.meta.url);
  const types: Readonly<Record<string, string>> = { html: 'text/html', js: 'text/javascript', css: 'text/css' };
  const server = createServer((req, res) => {
    const path = new URL(req.url ?? '/', 'http://x').pathname.slice(1) || 'index.html';
    const file = new URL(path, root);
    if (!file.href.startsWith(root.href) || !existsSync(file)) return void res.writeHead(404).end();
    res.setHeader('Content-Type', types[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream');
    createReadStream(file).pipe(res);
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server };
}

test('without a companion, hosts that keep browsers out are explained, and open ones play', async ({ page }) => {
  const host = await startPlainHost();
  const [open, closed, half] = await Promise.all([
    startPhotoSite(['Tide', 'Pier']),
    startPhotoSite(['Dunes'], false),
    startPhotoSite(['Reeds']),
  ]);
  // Its list may be read, its pictures may not: as NASA has it.
  half.faults.set('/photos/Reeds.png', 'private');
  const entries = [open, closed, half].map(({ feed }, index) => ({
    id: `e${index}`,
    source: 'feed',
    label: `Feed ${index}`,
    params: { urls: [feed] },
  }));
  try {
    await openShow(page, address(host.url, { ...calm, 'sources.entries': JSON.stringify(entries) }));
    const said = async (): Promise<string> => {
      await page.evaluate(() => window.afterimage.next());
      const { events, degraded } = await statusOf(page);
      return JSON.stringify([degraded, events]);
    };
    await expect
      .poll(said, { timeout: 30_000, intervals: [300] })
      .toContain('does not let browsers read its feed directly, or cannot be reached. Start the companion');
    await expect
      .poll(said, { timeout: 30_000, intervals: [300] })
      .toContain('does not allow browsers to read its pictures directly, or cannot be reached. Start the companion');
    expect((await statusOf(page)).photo?.title).toMatch(/^(Tide|Pier)$/);
  } finally {
    host.server.closeAllConnections();
    host.server.close();
    await Promise.all([open, closed, half].map((site) => site.stop()));
  }
});
