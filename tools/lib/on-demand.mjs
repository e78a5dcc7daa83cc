/**
 * Files that are fetched when they are first used, and kept then, but are no part of the shell: decoders few people need, most
 * transitions and their gallery, the reader of feeds, everything that hears. The service worker leaves them out of its list, and the size report counts them apart.
 */
const chunks = [
  'analysis',
  'capture\\.worklet',
  'catalog',
  'check',
  'client',
  'definition',
  'gallery',
  'help',
  'looks',
  'parse',
  'preview-photos',
  'previews',
  'sound',
  'sound-card',
  'source-feed',
  'svg',
  'exif-info',
  'heic',
  'libheif',
];

/** Of built files, as globs. */
export const onDemandGlobs = [...chunks.map((chunk) => `**/${chunk.replaceAll('\\', '')}-*`), '**/*.wasm'];

const pattern = new RegExp(`^(?:${chunks.join('|')})-|\\.wasm$`);

/** @param {string} name of a built file, without its folder */
export const isOnDemand = (name) => pattern.test(name);
