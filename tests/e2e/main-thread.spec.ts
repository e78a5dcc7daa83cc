/** Fence 5: the page itself never decodes, fetches, parses or unpacks. The APIs are wrapped; a running show records no call. */
import { address, advance, calm, expect, openShow, settledTier, test } from './support.ts';

declare global {
  interface Window {
    tripped: string[];
  }
}

function installTripwire(): void {
  window.tripped = [];
  const names = [
    'fetch',
    'XMLHttpRequest',
    'createImageBitmap',
    'ImageDecoder',
    'Image',
    'DOMParser',
    'FileReader',
    'DecompressionStream',
    'OfflineAudioContext',
  ];
  for (const name of names) {
    const original: unknown = Reflect.get(window, name);
    if (typeof original !== 'function') continue;
    const wrapped = new Proxy(original, {
      apply(target, self, args) {
        window.tripped.push(name);
        return Reflect.apply(target, self === undefined ? window : self, args) as unknown;
      },
      construct(target, args) {
        window.tripped.push(`new ${name}`);
        return Reflect.construct(target, args) as object;
      },
    });
    Reflect.set(window, name, wrapped);
  }
  for (const method of ['arrayBuffer', 'text', 'stream'] as const) {
    const original = Blob.prototype[method] as () => unknown;
    Reflect.set(Blob.prototype, method, function (this: Blob) {
      window.tripped.push(`Blob.${method}`);
      return original.call(this);
    });
  }
}

test('the tripwire trips', async ({ page, companion }) => {
  await page.addInitScript(installTripwire);
  await page.goto(`${companion.url}/health`);
  const tripped = await page.evaluate(async () => {
    await fetch('/health');
    await new Blob(['x']).text();
    window.tripped.push(`parsed ${new DOMParser().constructor.name}`);
    return window.tripped;
  });
  expect(tripped).toEqual(['fetch', 'Blob.text', 'new DOMParser', 'parsed DOMParser']);
});

for (const tier of ['shader', 'canvas2d', 'css'] as const) {
  test(`a running show on ${tier} leaves the main thread alone`, async ({ page, companion }) => {
    await page.addInitScript(installTripwire);
    await openShow(page, address(companion.url, { ...calm, 'display.tier': tier, 'interaction.welcome': 'true' }));
    await settledTier(page, tier);
    for (let slide = 0; slide < 3; slide++) await advance(page);
    await page.keyboard.press('i');
    await page.keyboard.press('s');
    await page.waitForTimeout(1500);
    expect(await page.evaluate(() => window.tripped)).toEqual([]);
  });
}
