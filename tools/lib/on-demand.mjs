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

/** One for each language but English, and what reads them. */
const languages = readdirSync(new URL('../../src/languages', import.meta.url))
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length));

const chunks = [
  // Where nothing of what was chosen can be shown.
  'stand-in',
  // Backups, presets, profiles and the panel in a window of its own.
  'admin',
  'owner',
  'profiles',
  'settings-files',
  'no-network',
  'serve',
  'connect',
  'custom-addition',
  ...languages,
  'speak',
  ...otherSources,
  /* The script and the looks of a widget are named after its folder. */
  ...foldersIn('widgets'),
  'open-widgets',
  'widget',
  'widgets-api',
  'about',
  'age',
  'asking',
  'read-counted',
  'zone-parts',
  'zone-time',
  'analysis',
  'capture\\.worklet',
  'catalog',
  'check',
  'client',
  'definition',
  'gallery',
  'gamepad',
  'geometries',
  'help',
  'interaction-lock',
  'lock-database',
  'looks',
  'mesh-geometry',
  'mesh-program',
  'offline-code',
  'offline-photos',
  'offline-signals',
  'open-kept',
  // Fetches pictures from the network, so it comes over it too, and stays then.
  'open-url',
  'known-hosts',
  'remote',
  // What is known of a photo.
  'info',
  // The settings panel with its library.
  'open-panel',
  'panel-host',
  'panel-warm',
  'panel-window',
  // The reader of feeds, and what it shares with their source.
  'page-marks',
  'parse',
  'pin',
  'shield',
  'show-menu',
  'transition-drop',
  'preview-photos',
  'previews',
  // Forms, requests and words of services.
  'service',
  'plurals',
  'secrets',
  'sound',
  'now-playing',
  // The tags of music, and the reader of each format.
  'tags',
  'tags-api',
  'milkdrop',
  'starter-feeds',
  // Several displays of one browser.
  'displays',
  // One exact frame of a transition, for scripts.
  'still',
  'svg',
  'welcome',
  'kit',
  // What the first photo's file says of itself, where it came after the photo.
  'after-paint',
  'panel-ahead',
  'late-info',
  'visualizer',
  'exif-info',
  // At the end of a timer.
  'chime',
  // Marks, filters and likeness: with the first command, or half a minute into the show.
  'library',
  'marks',
  'heic',
  'libheif',
];

/** Of built files, as globs. */
export const onDemandGlobs = [...chunks.map((chunk) => `**/${chunk.replaceAll('\\', '')}-*`), '**/*.wasm'];

/**
 * Names that no file has any more: whatever took their place may have come into the shell unseen.
 * @param {readonly string[]} names of all built files, without their folder
 */
export const staleNames = (names) =>
  chunks.filter((chunk) => !names.some((name) => new RegExp(`^(?:${chunk})-`).test(name)));

const pattern = new RegExp(`^(?:${chunks.join('|')})-|\\.wasm$`);

/** @param {string} name of a built file, without its folder */
export const isOnDemand = (name) => pattern.test(name);
