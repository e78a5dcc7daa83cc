/** Writes `.br` and `.gz` beside every text file of the client, so that the companion never compresses while it serves. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

const compressible = /\.(?:js|mjs|css|html|svg|json|webmanifest|wasm|txt|md|ico)$/;
/** Below this a compressed copy saves next to nothing. */
const minBytes = 400;
/** The best brotli level takes seconds per megabyte; large files get the one before the steep part. */
const largeBytes = 512 * 1024;

/** @param {Buffer} content */
function compressors(content) {
  const quality = content.length > largeBytes ? 9 : 11;
  return [
    {
      suffix: '.br',
      compress: () =>
        toBrotli(content, {
          params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
        }),
    },
    { suffix: '.gz', compress: () => toGzip(content, { level: 9 }) },
  ];
}

/**
 * Resolves to the number of files that got smaller copies.
 * @param {string} folder
 * @returns {Promise<number>}
 */
export async function precompress(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && compressible.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  let count = 0;
  await Promise.all(
    files.map(async (file) => {
      const content = await readFile(file);
      if (content.length < minBytes) return;
      for (const { suffix, compress } of compressors(content)) {
        const smaller = await compress();
        if (smaller.length < content.length * 0.95) await writeFile(file + suffix, smaller);
      }
      count++;
    }),
  );
  return count;
}
