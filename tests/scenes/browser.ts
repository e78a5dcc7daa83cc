/** Starts the scene page and a Chromium with software WebGL. Whoever opens it closes it. */
import { chromium, type Browser, type Page } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { createServer, type ViteDevServer } from 'vite';

const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-unsafe-swiftshader',
  '--use-angle=swiftshader',
  '--ignore-gpu-blocklist',
];

export interface SceneBrowser {
  readonly browser: Browser;
  open(width?: number, height?: number, deviceScaleFactor?: number): Promise<Page>;
  close(): Promise<void>;
}

function chromiumPath(): string | undefined {
  return process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
}

export async function openSceneBrowser(extraFlags: readonly string[] = []): Promise<SceneBrowser> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const server: ViteDevServer = await createServer({
    configFile: false,
    root,
    cacheDir: `${root}/.cache/scenes`,
    define: { __APP_VERSION__: '"scenes"' },
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 0, hmr: false, ws: false, watch: null, fs: { strict: false } },
    optimizeDeps: { include: ['pixi.js', 'pixi.js/unsafe-eval', 'zod/mini'] },
  });
  await server.listen();
  const address = server.httpServer?.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const executablePath = chromiumPath();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: [...FLAGS, ...extraFlags],
  });
  return {
    browser,
    async open(width = 320, height = 180, deviceScaleFactor = 1) {
      const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor });
      await page.goto(`http://127.0.0.1:${port}/tests/scenes/page/index.html`);
      await page.waitForFunction(() => 'scene' in window);
      return page;
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
