/**
 * Files that are fetched when they are first used, and kept then, but are no part of the shell: decoders few people need, most
 * transitions and their gallery, the reader of feeds, widgets. The service worker leaves them out of its list, and the size report counts them apart.
 */
import { readdirSync } from 'node:fs';

/** The script and the looks of a widget are named after its folder. */
const widgets = readdirSync(new URL('../../src/widgets/', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const chunks = [
  ...widgets,
  'open-widgets',
  'widget',
  'widgets-api',
  'widgets-section',
  'catalog',
  'check',
  'definition',
  'gallery',
  'looks',
  'parse',
  'preview-photos',
  'previews',
  'source-feed',
  'svg',
  'exif-info',
  'heic',
  'libheif',
];

/** Of built files, as globs. */
export const onDemandGlobs = [...chunks.map((chunk) => `**/${chunk}-*`), '**/*.wasm'];

const pattern = new RegExp(`^(?:${chunks.join('|')})-|\\.wasm$`);

/** @param {string} name of a built file, without its folder */
export const isOnDemand = (name) => pattern.test(name);
