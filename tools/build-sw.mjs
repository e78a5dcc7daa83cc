/** Bundles the service worker and gives it the list of files that make the shell. */
import { rm } from 'node:fs/promises';
import { build } from 'vite';
import { injectManifest } from 'workbox-build';
import { onDemandGlobs } from './lib/on-demand.mjs';

/** @param {import('./build.mjs').BuildContext} context */
export async function buildServiceWorker({ root, clientDir, shipped }) {
  const bundleDir = `${root}/.cache/sw`;
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    publicDir: false,
    plugins: [shipped.plugin()],
    build: {
      outDir: bundleDir,
      emptyOutDir: true,
      target: 'es2022',
      lib: { entry: `${root}/src/sw.ts`, formats: ['es'], fileName: () => 'sw.js' },
    },
  });
  const { warnings } = await injectManifest({
    swSrc: `${bundleDir}/sw.js`,
    swDest: `${clientDir}/sw.js`,
    globDirectory: clientDir,
    globPatterns: ['**/*.{html,js,css,woff2,svg,png,webmanifest}'],
    globIgnores: [...onDemandGlobs, '**/*.map'],
    dontCacheBustURLsMatching: /assets\/.*-[\w-]{8}\./,
    maximumFileSizeToCacheInBytes: 4 * 1024 * 1024,
  });
  for (const warning of warnings) console.warn(warning);
  await rm(bundleDir, { recursive: true, force: true });
}
