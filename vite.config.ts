import { readFileSync } from 'node:fs';
import { defineConfig } from 'vite';
import { companionPlugin } from './server/vite-plugin.ts';
import { pageChunkFence } from './tools/page-chunk-fence.ts';

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as { version: string };

export default defineConfig({
  plugins: [companionPlugin(version), pageChunkFence()],
  define: { __APP_VERSION__: JSON.stringify(version) },
  build: {
    outDir: 'dist/client',
    target: ['chrome109', 'firefox115', 'safari16.4'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    emptyOutDir: true,
  },
  worker: { format: 'es' },
});
