/**
 * Makes the document of the MilkDrop frame: one file with everything in it, because a document without an origin can load
 * nothing from ours. Built into `assets/` under a name of its content; served from memory in development.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { frameDocumentPolicy, framePolicy } from '../server/headers.ts';

const libraries = [
  'node_modules/butterchurn/lib/butterchurn.min.js',
  'node_modules/butterchurn-presets/lib/butterchurnPresets.min.js',
];
const DEV_URL = '/milkdrop-frame.html';

/** Inside a script element only its own end tag and the start of a comment mean anything. */
const inScript = (code: string): string =>
  `<script>${code.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--')}</script>`;

async function ownScript(root: string): Promise<string> {
  const result = await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: join(root, 'src/milkdrop-frame/frame.ts'), formats: ['iife'], name: 'frame' },
    },
  });
  const [first] = Array.isArray(result) ? result : [result];
  const [chunk] = first && 'output' in first ? first.output : [];
  if (chunk?.type !== 'chunk') throw new Error('the script of the MilkDrop frame was not built');
  return chunk.code;
}

async function frameDocument(root: string): Promise<string> {
  const read = (path: string) => readFile(join(root, path), 'utf8');
  const [template, own, ...others] = await Promise.all([
    read('src/milkdrop-frame/frame.html'),
    ownScript(root),
    ...libraries.map(read),
  ]);
  // Functions as replacements: `$` in the code means nothing then.
  return template
    .replace('%POLICY%', () => frameDocumentPolicy)
    .replace('%SCRIPTS%', () => [...others, own].map(inScript).join('\n'));
}

export function milkdropFrame(root: string): Plugin {
  let html = '';
  let fileName = '';
  let licence = '';
  return {
    name: 'afterimage:milkdrop-frame',
    async config(_config, { command }) {
      if (command === 'serve') return { define: { __MILKDROP_FRAME__: JSON.stringify(DEV_URL) } };
      html = await frameDocument(root);
      licence = await readFile(join(root, 'node_modules/butterchurn-presets/LICENSE'), 'utf8');
      const hash = createHash('sha256').update(html).digest('base64url').replace(/\W/g, '').slice(0, 8);
      fileName = `assets/milkdrop-frame-${hash}.html`;
      return { define: { __MILKDROP_FRAME__: JSON.stringify(`/${fileName}`) } };
    },
    generateBundle() {
      // Where a file came from decides whose licences are handed out with it; two packages went into this one.
      const [engine, presets] = libraries.map((library) => join(root, library));
      if (!engine || !presets) return;
      this.emitFile({ type: 'asset', fileName, source: html, originalFileName: engine });
      const source = licence;
      this.emitFile({
        type: 'asset',
        fileName: 'assets/milkdrop-presets-licence.txt',
        source,
        originalFileName: presets,
      });
    },
    configureServer(server) {
      server.middlewares.use(DEV_URL, (_request, response) => {
        const answer = async (): Promise<void> => {
          response.setHeader('Content-Type', 'text/html; charset=utf-8');
          response.setHeader('Content-Security-Policy', framePolicy);
          response.end(await frameDocument(root));
        };
        answer().catch((error: unknown) => response.writeHead(500).end(String(error)));
      });
    },
  };
}
