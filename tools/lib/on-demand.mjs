/**
 * Files that are fetched when they are first used, and kept then, but are no part of the shell: decoders few people need, most
 * transitions and their gallery, the reader of feeds, the list of pictures from the web, everything that hears, widgets, help and
 * the first choices of a first visit. The service worker leaves them out of its list, and the size report counts them apart.
 */
import { readdirSync } from 'node:fs';

/** @param {string} path of a folder in `src` */
const foldersIn = (path) =>
  readdirSync(new URL(`../../src/${path}`, import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

/** Sources of a first visit and of an evening without a network; all others come with their first use. */
const shellSources = ['companion', 'folder', 'generative', 'links'];
const otherSources = foldersIn('sources')
  .filter((name) => !shellSources.includes(name))
  .map((name) => `source-${name}`);

const chunks = [
  ...otherSources,
  /* The script and the looks of a widget are named after its folder. */
  ...foldersIn('widgets'),
  'open-widgets',
  'widget',
  'widgets-api',
  'widgets-section',
  'analysis',
  'capture\\.worklet',
  'catalog',
  'check',
  'client',
  'definition',
  'gallery',
  'geometries',
  'help',
  'looks',
  'mesh-geometry',
  'mesh-program',
  'first-page',
  'offline-code',
  'offline-photos',
  'offline-signals',
  'open-kept',
  // Fetches pictures from the network, so it comes over it too, and stays then.
  'open-url',
  'remote',
  'parse',
  'preview-photos',
  'previews',
  // Forms, requests and words of services.
  'service',
  'secrets',
  'sound',
  'source-health',
  'starter-feeds',
  'still',
  'svg',
  'welcome',
  'kit',
  'visualizer',
  'exif-info',
  'heic',
  'libheif',
];

/** Of built files, as globs. */
export const onDemandGlobs = [...chunks.map((chunk) => `**/${chunk.replaceAll('\\', '')}-*`), '**/*.wasm'];

const pattern = new RegExp(`^(?:${chunks.join('|')})-|\\.wasm$`);

/** @param {string} name of a built file, without its folder */
export const isOnDemand = (name) => pattern.test(name);
