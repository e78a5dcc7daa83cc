/** The page of the browser scenes as a subject: a stage and nothing else, served from source. */
import { createServer } from 'vite';

export async function serveScenes() {
  const root = process.cwd();
  const server = await createServer({
    configFile: false,
    root,
    cacheDir: `${root}/.cache/scenes`,
    define: { __APP_VERSION__: '"bench"' },
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 0, hmr: false, ws: false, watch: null },
    optimizeDeps: { include: ['pixi.js', 'pixi.js/unsafe-eval', 'fft.js'], noDiscovery: true },
  });
  await server.listen();
  const { port } = server.httpServer.address();
  return { url: `http://127.0.0.1:${port}/tests/scenes/page/index.html`, close: () => server.close() };
}

export async function openScene(context, url) {
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForFunction(() => 'scene' in window, undefined, { timeout: 60_000 });
  return page;
}
