/**
 * Files that are fetched when they are first used, and kept then, but are no part of the shell: decoders few people need, most
 * transitions and their gallery, the reader of feeds. The service worker leaves them out of its list, and the size report counts them apart.
 */
const chunks = [
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
  'kit',
  'visualizer',
  'exif-info',
  'heic',
  'libheif',
];

/** Of built files, as globs. */
export const onDemandGlobs = [...chunks.map((chunk) => `**/${chunk}-*`), '**/*.wasm'];

const pattern = new RegExp(`^(?:${chunks.join('|')})-|\\.wasm$`);

/** @param {string} name of a built file, without its folder */
export const isOnDemand = (name) => pattern.test(name);
