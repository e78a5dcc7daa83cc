import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { companionPlugin } from './server/vite-plugin.ts';
import { milkdropFrame } from './tools/milkdrop-frame.ts';
import { pageChunkFence } from './tools/page-chunk-fence.ts';
import { panelCode } from './tools/panel-code.ts';
import { smallPreloadHelper } from './tools/small-preload-helper.ts';
import { solidPanel } from './tools/solid-panel.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as { version: string };

/** pixi's mouse, text and accessibility layers: the stage draws one mesh and needs none of them, so they are not built. */
function withoutPixiExtras(): Plugin {
  return {
    name: 'afterimage:without-pixi-extras',
    enforce: 'pre',
    resolveId: (id) => (/\/(browserAll|webworkerAll)\.mjs$/.test(id) ? '\0pixi-extras' : null),
    load: (id) => (id === '\0pixi-extras' ? 'export {};' : null),
  };
}

interface NamedChunk {
  readonly facadeModuleId: string | null;
  readonly moduleIds: readonly string[];
}

/** What reads the tags of music, with all it brings along: one name, so that it is known as fetched on demand. */
const tagReader =
  /\/node_modules\/(?:music-metadata|strtok3|token-types|file-type|@tokenizer|@borewit|uint8array-extras)\//;

/** Chunks are named after their file; those of sources and widgets, which are all called the same, after their folder. */
function chunkFileNames({ facadeModuleId, moduleIds }: NamedChunk): string {
  if (tagReader.test(facadeModuleId ?? moduleIds.at(-1) ?? '')) return 'assets/tags-[name]-[hash].js';
  const [, source] = /\/src\/sources\/([\w-]+)\/(?:index|provider\.worker)\.ts$/.exec(facadeModuleId ?? '') ?? [];
  const [, widget] = /\/src\/widgets\/([\w-]+)\/provider\.worker\.ts$/.exec(facadeModuleId ?? '') ?? [];
  if (source !== undefined) return `assets/source-${source}-[hash].js`;
  return widget === undefined ? 'assets/[name]-[hash].js' : `assets/widget-${widget}-[hash].js`;
}

export default defineConfig({
  plugins: [
    withoutPixiExtras(),
    smallPreloadHelper(),
    ...solidPanel(),
    panelCode(),
    companionPlugin(version),
    milkdropFrame(root),
    pageChunkFence(),
  ],
  define: { __APP_VERSION__: JSON.stringify(version) },
  build: {
    outDir: 'dist/client',
    target: ['chrome109', 'firefox115', 'safari16.4'],
    assetsInlineLimit: 0,
    modulePreload: false,
    emptyOutDir: true,
    rolldownOptions: { input: { index: 'index.html', 'panel-window': 'panel.html' }, output: { chunkFileNames } },
  },
  worker: { format: 'es', rolldownOptions: { output: { chunkFileNames } } },
});
