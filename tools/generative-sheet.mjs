/**
 * Paints the generated pictures in headless Chromium and writes them as images for people to judge.
 *
 *   node tools/generative-sheet.mjs [--out DIR] [--size 1920x1080] [--scenes a,b] [--seeds 4] [--from 1]
 *        [--full] [--crop x,y,w,h] [--columns 4] [--cell 640]
 *
 * One contact sheet per run (sheet-WxH.png) and, with --full, every picture by itself. Prints the milliseconds of each.
 * CHROMIUM names the browser when it is not /usr/bin/chromium.
 */
import { createServer } from 'node:http';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { build } from 'vite';

const { values: options } = parseArgs({
  options: {
    out: { type: 'string', default: 'test-results/generative' },
    size: { type: 'string', default: '1920x1080' },
    scenes: { type: 'string', default: '' },
    seeds: { type: 'string', default: '4' },
    from: { type: 'string', default: '1' },
    columns: { type: 'string', default: '4' },
    cell: { type: 'string', default: '640' },
    crop: { type: 'string', default: '' },
    full: { type: 'boolean', default: false },
    nosheet: { type: 'boolean', default: false },
  },
});

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'src/sources/generative');
const [width, height] = options.size.split('x').map(Number);

const ENTRY = '\0sheet-worker';
const workerSource = `
import { provider } from ${JSON.stringify(join(folder, 'provider.worker.ts'))};
import { scenes } from ${JSON.stringify(join(folder, 'worker/scenes.ts'))};
let last = null;
const commands = {
  scenes: () => scenes.map((scene) => scene.id),
  title: ({ id, seed }) => scenes.find((scene) => scene.id === id).title(seed),
  async paint({ key, width, height }) {
    const start = performance.now();
    const bitmap = await provider.open(key, { widthPx: width, heightPx: height }, new AbortController().signal);
    const ms = performance.now() - start;
    last?.close();
    last = bitmap;
    return ms;
  },
  async encode({ crop, cell }) {
    const [x, y, w, h] = crop ?? [0, 0, last.width, last.height];
    const scale = cell ? Math.min(1, cell / w) : 1;
    const canvas = new OffscreenCanvas(Math.round(w * scale), Math.round(h * scale));
    const context = canvas.getContext('2d');
    context.imageSmoothingQuality = 'high';
    context.drawImage(last, x, y, w, h, 0, 0, canvas.width, canvas.height);
    return canvas.convertToBlob(cell ? { type: 'image/jpeg', quality: 0.92 } : { type: 'image/png' });
  },
};
self.onmessage = async ({ data: { id, name, args } }) => {
  try { self.postMessage({ id, result: await commands[name](args) }); }
  catch (error) { self.postMessage({ id, error: String(error?.stack ?? error) }); }
};`;

async function bundle() {
  const result = await build({
    configFile: false,
    root,
    logLevel: 'error',
    plugins: [
      {
        name: 'sheet-worker',
        resolveId: (id) => (id === 'sheet-worker' ? ENTRY : null),
        load: (id) => (id === ENTRY ? workerSource : null),
      },
    ],
    build: {
      write: false,
      minify: false,
      target: 'chrome109',
      rollupOptions: { input: 'sheet-worker', output: { format: 'es' }, preserveEntrySignatures: false },
    },
  });
  const { output } = Array.isArray(result) ? result[0] : result;
  return output[0].code;
}

function serve(code) {
  const server = createServer((request, response) => {
    const script = request.url === '/worker.js';
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html');
    response.end(script ? code : '<!doctype html><title>Contact sheet</title><body></body>');
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));
}

/** Runs in the page: one worker, calls answered by id. */
function connect() {
  const worker = new Worker('/worker.js', { type: 'module' });
  const waiting = new Map();
  let next = 0;
  worker.addEventListener('message', ({ data }) => {
    const call = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.error) call.reject(new Error(data.error));
    else call.resolve(data.result);
  });
  worker.addEventListener('error', (event) => waiting.forEach((call) => call.reject(new Error(event.message))));
  globalThis.call = (name, args) =>
    new Promise((resolve, reject) => {
      waiting.set(next, { resolve, reject });
      worker.postMessage({ id: next++, name, args }, []);
    });
  globalThis.image = async (args) => {
    const blob = await globalThis.call('encode', args);
    const reader = new FileReader();
    await new Promise((done) => {
      reader.addEventListener('load', done, { once: true });
      reader.readAsDataURL(blob);
    });
    return reader.result;
  };
}

function sheetHtml(cells, columns, cell) {
  const figures = cells
    .map(
      ({ url, caption }) =>
        `<figure><img src="${url}" width="${cell}"><figcaption>${caption.replaceAll('<', '&lt;')}</figcaption></figure>`,
    )
    .join('');
  return `<!doctype html><style>body{margin:12px;background:#1b1b1c;color:#bbb;font:13px sans-serif;display:grid;gap:12px;
    grid-template-columns:repeat(${columns},${cell}px);width:max-content}figure{margin:0}img{display:block}figcaption{padding:4px 0}</style>${figures}`;
}

const server = await serve(await bundle());
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-gpu'],
});
try {
  const out = resolve(options.out);
  await mkdir(out, { recursive: true });
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.evaluate(connect);
  const call = (name, args) => page.evaluate(([n, a]) => globalThis.call(n, a), [name, args]);
  const image = async (args) => page.evaluate((a) => globalThis.image(a), args);
  const ids = options.scenes ? options.scenes.split(',') : await call('scenes');
  const crop = options.crop ? options.crop.split(',').map(Number) : null;
  const cells = [];
  for (const id of ids) {
    for (let n = 0; n < Number(options.seeds); n++) {
      const seed = Number(options.from) + n;
      const ms = await call('paint', { key: `${id}/${seed.toString(16)}`, width, height });
      const title = await call('title', { id, seed });
      console.log(`${id}/${seed} ${ms.toFixed(0)} ms  ${title}`);
      cells.push({
        url: await image({ crop, cell: Number(options.cell) }),
        caption: `${id}/${seed} · ${title} · ${ms.toFixed(0)} ms`,
      });
      if (options.full) {
        const url = await image({ crop });
        await writeFile(join(out, `${id}-${seed}-${options.size}.png`), Buffer.from(url.split(',')[1], 'base64'));
      }
    }
  }
  if (!options.nosheet) {
    const sheet = await browser.newPage({ viewport: { width: 800, height: 600 } });
    await sheet.setContent(sheetHtml(cells, Number(options.columns), Number(options.cell)));
    await sheet.screenshot({ path: join(out, `sheet-${options.size}.png`), fullPage: true });
    const size = await sheet.evaluate(() => [document.body.scrollWidth + 24, document.body.scrollHeight + 24]);
    await sheet.setViewportSize({ width: size[0], height: size[1] });
    await sheet.screenshot({ path: join(out, `sheet-${options.size}.png`), fullPage: true });
  }
} finally {
  await browser.close();
  server.close();
}
