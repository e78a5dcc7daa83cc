/** Serves the overlay's page from the sources; the overlay is tested without the rest of the app. */
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createServer, type ViteDevServer } from 'vite';
import { solidPanel } from '../../../tools/solid-panel.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export interface UiPage {
  /** The page with these query parameters. */
  at(query: Readonly<Record<string, string | readonly string[]>>): string;
  close(): Promise<void>;
}

export async function serveUiPage(): Promise<UiPage> {
  const server: ViteDevServer = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: solidPanel(),
    cacheDir: `${root}.cache/vite-ui`,
    define: { __APP_VERSION__: '"test"' },
    server: {
      host: '127.0.0.1',
      port: 0,
      hmr: false,
      watch: null,
      fs: { allow: [root, realpathSync(`${root}node_modules`)] },
    },
    // Found before the first request: a late find would reload the page in the middle of a test.
    optimizeDeps: { entries: ['tests/e2e/ui-page/index.html'], include: ['zod/mini'] },
  });
  await server.listen();
  const address = server.httpServer?.address();
  if (!address || typeof address === 'string') throw new Error('The page has no address.');
  const base = `http://127.0.0.1:${address.port}/tests/e2e/ui-page/index.html`;
  return {
    at(query) {
      const pairs = Object.entries(query).flatMap(([name, value]) => [value].flat().map((one) => [name, String(one)]));
      return `${base}?${new URLSearchParams(pairs).toString()}`;
    },
    close: () => server.close(),
  };
}
