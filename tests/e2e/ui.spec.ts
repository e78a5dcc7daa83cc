import { expect, test, type Page } from '@playwright/test';
import { asked, expectAccessible, setting } from './ui-page/actions.ts';
import { serveUiPage, type UiPage } from './ui-page/serve.ts';

let site: UiPage;
test.beforeAll(async () => {
  site = await serveUiPage();
});
test.afterAll(() => site.close());

async function open(page: Page, query: Record<string, string> = {}): Promise<void> {
  await page.goto(site.at(query));
  await page.waitForFunction(() => 'harness' in window);
  if (query['open'] === 'welcome') await expect(page.getByRole('dialog').locator(':focus')).toBeVisible();
}

test.describe('keys', () => {
  test('step, pause and go on', async ({ page }) => {
    await open(page);
    for (const key of ['z', 'ArrowLeft', 'x', 'ArrowRight', ' ']) await page.keyboard.press(key);
    await expect(page.getByText('Paused')).toBeAttached();
    await page.keyboard.press(' ');
    expect(await asked(page)).toEqual(['previous', 'previous', 'next', 'next', 'pause', 'resume']);
    await expect(page.locator('.pause-sign')).toHaveCount(0);
  });

  test('open and close the cards; Esc closes the newest first', async ({ page }) => {
    await open(page);
    await page.keyboard.press('i');
    await expect(page.getByRole('region', { name: 'Evening above Lauterbrunnen' })).toBeVisible();
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Controls' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.locator('.info')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.locator('.info')).toHaveCount(0);
  });

  test('a card asked for twice at once opens once, and one closed while loading stays closed', async ({ page }) => {
    await open(page);
    await page.evaluate(() => {
      const { overlay } = window.harness;
      overlay.open('info');
      overlay.open('info');
      overlay.open('help');
      overlay.close('help');
    });
    await expect(page.locator('.info')).toHaveCount(1);
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  test('go full screen and back; Esc closes a card before it leaves', async ({ page }) => {
    await open(page);
    await page.keyboard.press('f');
    await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    expect(await page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(false);
  });

  test('reach every button of the bar with a D-pad', async ({ page }) => {
    await open(page);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Pause' })).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    expect(await asked(page)).toEqual(['next']);
    for (let step = 0; step < 4; step++) await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('button', { name: 'Settings' })).toBeFocused();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(page.locator('.bar')).toHaveCount(0);
  });

  test('do nothing after the overlay was disposed', async ({ page }) => {
    await open(page);
    await page.evaluate(() => window.harness.overlay.dispose());
    await page.keyboard.press('x');
    await page.mouse.move(200, 200);
    expect(await asked(page)).toEqual([]);
    await expect(page.locator('.bar')).toHaveCount(0);
  });
});

test.describe('mouse', () => {
  test('a move shows pointer and bar, rest hides both', async ({ page }) => {
    await open(page);
    await page.evaluate(() => window.harness.host.store.set({ interaction: { hidePointerSec: 2 } }));
    await page.mouse.move(100, 60);
    await page.mouse.move(140, 80);
    await expect(page.getByRole('toolbar')).toBeVisible();
    await expect(page.locator('body')).not.toHaveClass(/pointer-rests/);
    await expect(page.locator('body')).toHaveClass(/pointer-rests/);
    await expect(page.getByRole('toolbar')).toHaveCount(0);
  });
});

test.describe('touch', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 640 } });

  test('taps at the sides step, a tap in the middle shows and hides the bar', async ({ page }) => {
    await open(page);
    await page.touchscreen.tap(40, 300);
    await page.touchscreen.tap(350, 300);
    expect(await asked(page)).toEqual(['previous', 'next']);
    await page.touchscreen.tap(195, 300);
    await expect(page.getByRole('toolbar')).toBeVisible();
    await page.getByRole('button', { name: 'Pause' }).tap();
    expect(await asked(page)).toEqual(['previous', 'next', 'pause']);
    await page.touchscreen.tap(195, 300);
    await expect(page.getByRole('toolbar')).toHaveCount(0);
  });

  test('swipes step, and holding opens the menu', async ({ page, context }) => {
    await open(page);
    const client = await context.newCDPSession(page);
    const touch = (type: string, x?: number): Promise<unknown> =>
      client.send('Input.dispatchTouchEvent', {
        type: type as 'touchStart',
        touchPoints: x === undefined ? [] : [{ x, y: 300 }],
      });
    const swipe = async (from: number, to: number): Promise<void> => {
      await touch('touchStart', from);
      await touch('touchMove', (from + to) / 2);
      await touch('touchMove', to);
      await touch('touchEnd');
    };
    await swipe(300, 100);
    await swipe(100, 300);
    expect(await asked(page)).toEqual(['next', 'previous']);
    await touch('touchStart', 200);
    await expect(page.getByRole('menu', { name: 'Show' })).toBeVisible();
    await touch('touchEnd');
    await expect(page.getByRole('menu', { name: 'Show' })).toBeVisible();
  });
});

test.describe('welcome', () => {
  test('is complete for keyboard and D-pad, and gone after the choice', async ({ page }) => {
    await open(page, { open: 'welcome' });
    await expect(page.getByRole('button', { name: /My photos folder/ })).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('button', { name: /Generated pictures/ })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    expect(await setting(page, 'interaction.welcome')).toBe(false);
    expect(await asked(page)).toEqual([]);
  });

  test('a folder takes the place of the generated pictures', async ({ page }) => {
    await open(page, { open: 'welcome' });
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    expect(await asked(page)).toEqual(['add folder']);
    expect(await setting(page, 'sources.entries')).toMatchObject([
      { source: 'generative', enabled: false },
      { source: 'folder', enabled: true },
    ]);
  });

  test('says what went wrong in place, and lets one back out and try again', async ({ page }) => {
    await open(page, { open: 'welcome' });
    await page.evaluate(() => (window.harness.host.answerAdd = null));
    await page.keyboard.press('Enter');
    await expect.poll(() => asked(page)).toEqual(['add folder']);
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.evaluate(() => (window.harness.host.answerAdd = 'This folder cannot be read. Choose another one.'));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toHaveText('This folder cannot be read. Choose another one.');
    await expectAccessible(page);
    await page.evaluate(() => (window.harness.host.answerAdd = 'add'));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  test('takes a list of links, with a way back', async ({ page }) => {
    await open(page, { open: 'welcome' });
    const links = page.getByRole('button', { name: /A list of links/ });
    await links.click();
    await expect(page.getByRole('textbox')).toBeFocused();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Back' }).click();
    await expect(links).toBeFocused();
    await links.click();
    await page.getByRole('button', { name: 'Add' }).click();
    await expect(page.getByRole('alert')).toContainText('no link yet');
    await page.getByRole('textbox').fill('https://example.org/x.jpg');
    await page.getByRole('button', { name: 'Add' }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    expect(await asked(page)).toEqual(['add links https://example.org/x.jpg']);
  });

  test('offers the photos on this computer when there are some', async ({ page }) => {
    await open(page, { open: 'welcome', companion: '1234' });
    await expect(page.getByRole('button', { name: /Show the photos on this computer \(1,234\)/ })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect.poll(() => asked(page)).toEqual(['add companion']);
  });

  test('takes a drop, and shows where', async ({ page }) => {
    await open(page, { open: 'welcome' });
    await expect(page.getByRole('button', { name: /My photos folder/ })).toBeFocused();
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File(['x'], 'a.jpg', { type: 'image/jpeg' }));
      const fire = (type: string) =>
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
      fire('dragenter');
      fire('dragover');
      Object.assign(window, { fire });
    });
    await expect(page.locator('.drop-sign')).toHaveClass(/shown/);
    await page.evaluate(() => (window as unknown as { fire(type: string): void }).fire('drop'));
    await expect(page.getByRole('dialog')).toHaveCount(0);
    expect(await asked(page)).toEqual(['add folder dropped']);
  });

  test('is accessible over a bright and restless photo', async ({ page }) => {
    await open(page, { open: 'welcome', scene: 'busy' });
    await expect(page.getByRole('heading', { name: 'Afterimage' })).toBeVisible();
    await expectAccessible(page);
  });

  test('fits every screen from a small phone to a 4K wall, with every choice reachable', async ({ page }) => {
    await open(page, { open: 'welcome', companion: '1234' });
    const buttons = page.getByRole('dialog').getByRole('button');
    await expect(buttons.first()).toBeFocused();
    for (const [width, height] of [
      [320, 568],
      [390, 844],
      [844, 390],
      [768, 1024],
      [1920, 1080],
      [3840, 2160],
    ] as const) {
      await page.setViewportSize({ width, height });
      for (const button of await buttons.all()) {
        await button.scrollIntoViewIfNeeded();
        await expect(button, `${width} × ${height}`).toBeInViewport({ ratio: 1 });
      }
      expect(await page.evaluate(() => document.querySelector('dialog')!.scrollWidth)).toBeLessThanOrEqual(width);
    }
  });
});

test.describe('information', () => {
  test('says what is shown and how, keeps up to date, and stops when closed', async ({ page }) => {
    await open(page, { open: 'info' });
    const card = page.getByRole('region', { name: 'Evening above Lauterbrunnen' });
    await expect(card).toContainText('Fujifilm X-T5');
    await expect(card).toContainText('1/250 s');
    await expect(card).toContainText('The graphics context was lost twice.');
    await expectAccessible(page);
    await page.evaluate(() => (window.harness.host.paused = true));
    await expect(card).toContainText('40, paused');
    await page.getByRole('button', { name: 'Close information' }).click();
    await expect(card).toHaveCount(0);
    const calls = await page.evaluate(async () => {
      const { host } = window.harness;
      let count = 0;
      const { status } = host;
      host.status = () => (count++, status());
      await new Promise((resolve) => setTimeout(resolve, 1500));
      return count;
    });
    expect(calls).toBe(0);
  });
});

test.describe('help', () => {
  test('is accessible, and gives the focus back', async ({ page }) => {
    await open(page);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Pause' })).toBeFocused();
    await page.keyboard.press('?');
    await expect(page.getByRole('button', { name: 'Close' })).toBeFocused();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Pause' })).toBeFocused();
  });
});

test.describe('notices', () => {
  test('wait for their turn, can be acted upon, and leave by themselves', async ({ page }) => {
    await open(page, { notice: '1' });
    await expect(page.getByRole('status')).toHaveText('Your photos folder needs permission again.');
    await expectAccessible(page);
    await page.evaluate(() => window.harness.overlay.notify({ id: 'second', message: 'A new version is ready.' }));
    await expect(page.getByRole('status')).toHaveText('Your photos folder needs permission again.');
    await page.getByRole('button', { name: 'Allow' }).click();
    expect(await asked(page)).toEqual(['notice.action']);
    await expect(page.getByRole('status')).toHaveText('A new version is ready.');
    await page.evaluate(() => window.harness.overlay.hideNotice('second'));
    await expect(page.locator('.notice')).toBeHidden();
  });
});
