import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';
import { companionPlugin } from './server/vite-plugin.ts';
import { pageChunkFence } from './tools/page-chunk-fence.ts';

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

/** Chunks are named after their file; those of sources and widgets, which are all called the same, after their folder. */
function chunkFileNames({ facadeModuleId }: { readonly facadeModuleId: string | null }): string {
  const [, kind, id] = /\/src\/(source|widget)s\/([\w-]+)\/provider\.worker\.ts$/.exec(facadeModuleId ?? '') ?? [];
  return kind === undefined ? 'assets/[name]-[hash].js' : `assets/${kind}-${id}-[hash].js`;
}

export default defineConfig({
  plugins: [withoutPixiExtras(), companionPlugin(version), pageChunkFence()],
  define: { __APP_VERSION__: JSON.stringify(version) },
  build: {
    outDir: 'dist/client',
    target: ['chrome109', 'firefox115', 'safari16.4'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    emptyOutDir: true,
  },
  worker: { format: 'es', rolldownOptions: { output: { chunkFileNames } } },
});
