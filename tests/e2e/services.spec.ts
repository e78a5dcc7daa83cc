/** A WebDAV folder added by keyboard: refused first, then shown through the companion; its password stands nowhere. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { address, calm, expect, openShow, startCompanion, statusOf, test } from './support.ts';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const password = 'hush-hush-7';
const authorization = `Basic ${Buffer.from(`mia:${password}`).toString('base64')}`;

interface Cloud {
  readonly origin: string;
  readonly asked: IncomingMessage[];
  readonly server: Server;
}

const response = (href: string, isFolder: boolean): string =>
  `<D:response><D:href>${href}</D:href><D:propstat><D:prop><D:resourcetype>${isFolder ? '<D:collection xmlns:D="DAV:"/>' : ''}` +
  `</D:resourcetype><D:getetag>"1"</D:getetag></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>`;

/** Answers as rclone's WebDAV server does: a sign-in for everything, and nothing for other pages. */
async function startCloud(): Promise<Cloud> {
  const asked: IncomingMessage[] = [];
  const server = createServer((req, res) => {
    asked.push(req);
    if (req.headers.authorization !== authorization) {
      return void res.writeHead(401, { 'www-authenticate': 'Basic realm="cloud"' }).end();
    }
    if (req.method !== 'PROPFIND') return void res.setHeader('Content-Type', 'image/png').end(png);
    const inner =
      req.url === '/dav/'
        ? [response('/dav/Lagoon/', true)]
        : ['Heron.png', 'Reeds.png'].map((name) => response(`/dav/Lagoon/${name}`, false));
    res.writeHead(207, { 'content-type': 'text/xml; charset=utf-8' });
    res.end(`<?xml version="1.0" encoding="UTF-8"?><D:multistatus xmlns:D="DAV:">${inner.join('')}</D:multistatus>`);
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, server };
}

/** With the keyboard alone, up to the filled form. */
async function fillForm(page: Page, cloud: string, typed: string): Promise<void> {
  const adder = page.locator('button.add[data-source=webdav]');
  const photos = page.locator('[data-section=photos]');
  await expect(async () => {
    await page.keyboard.press('s');
    await expect(photos).toBeVisible({ timeout: 4000 });
  }).toPass({ timeout: 30_000 });
  await photos.focus();
  await page.keyboard.press('Enter');
  await adder.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.service-form input').first()).toBeFocused();
  for (const text of [`${cloud}/dav`, 'mia', typed]) {
    await page.keyboard.type(text);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Tab');
}

test('photos of a WebDAV folder come up, and its password stands nowhere', async ({ page }) => {
  const cloud = await startCloud();
  const companion = await startCompanion(['--service', `${cloud.origin}/dav`]);
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('request', (request) => said.push(request.url()));
  try {
    await openShow(page, address(companion.url, calm));
    await fillForm(page, cloud.origin, 'wrong');
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name: 'Check connection' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.locator('.check-step.failed')).toContainText('does not accept your user name or password');
    await page.locator('.service-form input[type=password]').focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type(password);
    for (let step = 0; step < 3; step++) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page.locator('.check-step').nth(1)).toContainText('A photo opens');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await expect(page.locator('.source[data-entry^=webdav]')).toContainText('2 photos', { timeout: 20_000 });
    await expect
      .poll(
        async () => {
          const { photo } = await statusOf(page);
          if (photo?.sourceId === 'webdav') return photo.title;
          await page.evaluate(() => window.afterimage.next());
          return '';
        },
        { timeout: 40_000, intervals: [500] },
      )
      .toMatch(/^(Heron|Reeds)\.png$/);
    const kept = await page.evaluate(async () =>
      JSON.stringify([window.afterimage.settings.get(), window.afterimage.status()]),
    );
    const all = [kept, await page.content(), ...said].join('\n');
    for (const hidden of [password, authorization.slice(6)]) expect(all).not.toContain(hidden);
    expect(cloud.asked.every(({ headers }) => headers.cookie === undefined && headers.referer === undefined)).toBe(
      true,
    );
  } finally {
    await companion.stop();
    cloud.server.closeAllConnections();
    cloud.server.close();
  }
});

test('a service that lets no browser in is explained, with the option that helps', async ({ page, companion }) => {
  const cloud = await startCloud();
  try {
    await openShow(page, address(companion.url, calm));
    await fillForm(page, cloud.origin, password);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page.locator('.check-step.failed')).toContainText(`--service ${cloud.origin}`);
  } finally {
    cloud.server.closeAllConnections();
    cloud.server.close();
  }
});
