/** Fence 4: the build fails when a page chunk holds worker code. Worker bundles are built apart and are not looked at. */
import { relative } from 'node:path';
import type { Plugin } from 'vite';

const workerCode =
  /(\.worker\.ts$|\/src\/workers\/(?!supervisor\/|fleet\.ts)(?![^/]+\/(client|contract)\.ts)|\/src\/(?:sources|widgets)\/[^/]+\/worker\/|\/node_modules\/(exifr|libheif-js|@resvg|music-metadata)\/)/;

export function pageChunkFence(): Plugin {
  let root = '';
  return {
    name: 'afterimage:page-chunk-fence',
    apply: 'build',
    configResolved(config) {
      root = config.root;
    },
    buildEnd() {
      // The module graph rather than the chunks: what was inlined away would slip through there.
      const found = [...this.getModuleIds()]
        // Only the address of a worklet that is built apart.
        .filter((id) => !id.endsWith('?worker&url'))
        .map((id) => id.split('?')[0] ?? id)
        .filter((path) => workerCode.test(path));
      if (found.length > 0)
        this.error(`worker code in a page chunk: ${found.map((path) => relative(root, path)).join(', ')}`);
    },
  };
}
