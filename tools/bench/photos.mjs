/** Folders of test photos, made once and kept in `.cache/photos`. */
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeJpeg, SIZES } from '../../tests/fixtures/photo-factory.mjs';

/**
 * A folder with `count` distinct photos. `texture: false` gives small files of the same pixel count.
 * @param {{ count: number, size: keyof typeof SIZES, texture?: boolean }} options
 * @returns {string} absolute path
 */
export function photoFolder({ count, size, texture = true }) {
  const folder = resolve('.cache/photos', `${size}-${texture ? 'textured' : 'flat'}-${count}`);
  mkdirSync(folder, { recursive: true });
  const [width, height] = SIZES[size];
  let made = 0;
  for (let seed = 1; seed <= count; seed++) {
    const path = join(folder, `${String(seed).padStart(5, '0')}.jpg`);
    if (existsSync(path)) continue;
    // Written beside and renamed: a run that was cut off leaves no half photo behind.
    writeFileSync(`${path}.part`, makeJpeg({ width, height, seed, texture }));
    renameSync(`${path}.part`, path);
    if (++made % 100 === 0) console.log(`made ${made} test photos …`);
  }
  return folder;
}
