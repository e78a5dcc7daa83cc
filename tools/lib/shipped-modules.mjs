/** Watches builds and remembers which packages ended up in the files we hand out, and which chunk holds what. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * @typedef {object} ShippedChunk
 * @property {string} fileName
 * @property {Set<string>} packages folders below the project, such as `node_modules/comlink`
 * @property {boolean} own holds code of this project
 */

/**
 * @typedef {object} ShippedModules
 * @property {() => import('vite').Plugin} plugin add it to a build and to its workers
 * @property {() => ShippedChunk[]} chunks
 * @property {() => string[]} packages
 */

/**
 * The package folder a module id belongs to, or null for our own and virtual modules.
 * @param {string} id
 * @returns {string | null}
 */
export function packageOf(id) {
  const path = id.replaceAll('\\', '/').replace(/[?#].*$/, '');
  const match = /^(.*\/)?(node_modules\/(?:@[^/]+\/)?[^/]+)(?=\/|$)/.exec(path);
  if (!match) return null;
  const before = match[1] ?? '';
  const nested = before.indexOf('node_modules/');
  return nested === -1 ? (match[2] ?? null) : `${before.slice(nested)}${match[2]}`;
}

/**
 * @param {string} root
 * @returns {ShippedModules}
 */
export function shippedModules(root) {
  /** @type {Map<string, ShippedChunk>} */
  const chunks = new Map();

  /** @param {string} fileName @param {readonly string[]} ids */
  const note = (fileName, ids) => {
    const chunk = chunks.get(fileName) ?? { fileName, packages: new Set(), own: false };
    for (const id of ids) {
      const folder = packageOf(id);
      if (folder && existsSync(join(root, folder))) chunk.packages.add(folder);
      else if (folder === null && !/^(\0|__vite-)|rolldown\/runtime/.test(id)) chunk.own = true;
    }
    chunks.set(fileName, chunk);
  };

  return {
    plugin: () => ({
      name: 'shipped-modules',
      generateBundle(options, bundle) {
        const folder = options.dir ?? dirname(options.file ?? '');
        for (const output of Object.values(bundle)) {
          const name = `${folder}/${output.fileName}`;
          if (output.type === 'asset') note(name, output.originalFileNames ?? []);
          else {
            // A module asked for with `?url` leaves an address behind, not its code.
            const kept = Object.entries(output.modules).filter(
              ([id, module]) => module.renderedLength > 0 && !id.endsWith('?url'),
            );
            note(
              name,
              kept.map(([id]) => id),
            );
          }
        }
      },
    }),
    chunks: () => [...chunks.values()],
    packages: () => [...new Set([...chunks.values()].flatMap((chunk) => [...chunk.packages]))].toSorted(),
  };
}
