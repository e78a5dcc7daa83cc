import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openManagedSettings } from './managed-settings.ts';
import { temporaryFolder } from './testing.ts';

const good = { settings: { slideshow: { intervalSec: 20 } }, locked: ['slideshow.intervalSec', 'sources'] };

describe('settings for every screen', () => {
  it('are read anew, so that a correction needs no restart', async () => {
    const file = join(await temporaryFolder({ 's.json': `\uFEFF${JSON.stringify(good)}` }), 's.json');
    const ask = await openManagedSettings(file);
    expect(await ask()).toEqual(good);
    await writeFile(file, '{"locked":["display"]}');
    expect(await ask()).toEqual({ settings: {}, locked: ['display'] });
  });

  it('hold while the file makes no sense, or is away', async () => {
    const file = join(await temporaryFolder({ 's.json': JSON.stringify(good) }), 's.json');
    const ask = await openManagedSettings(file);
    for (const text of ['{', '[]', '{"locked":"all"}', '{"settings":[]}', '{"setings":{}}', ' '.repeat(300_000)]) {
      await writeFile(file, text);
      expect(await ask()).toEqual(good);
    }
    await rm(file);
    expect(await ask()).toEqual(good);
  });

  it.each([
    ['{', 'is not JSON'],
    ['[]', 'holds no settings'],
    ['{"locked":"all"}', 'needs “locked” to be like'],
    ['{"settings":[]}', 'needs “settings” to be like'],
    ['{"setings":{}}', 'has “setings” in it'],
    [' '.repeat(300_000), 'larger than 256 kB'],
  ])('end the start with one line: %#', async (text, words) => {
    const file = join(await temporaryFolder({ 's.json': text }), 's.json');
    await expect(openManagedSettings(file)).rejects.toThrow(words);
    await expect(openManagedSettings(file)).rejects.toThrow(file);
  });

  it('say when there is no such file', async () => {
    const folder = await temporaryFolder({});
    await expect(openManagedSettings(join(folder, 'no.json'))).rejects.toThrow('is not there');
    await expect(openManagedSettings(folder)).rejects.toThrow('is a folder');
  });
});
