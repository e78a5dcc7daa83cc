/**
 * `npm run dev`: Vite with the companion in front, so that development and `npm start` answer by the same code.
 * The folder of photos comes from the environment: `AFTERIMAGE_PHOTOS=~/Pictures npm run dev`.
 */
import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import { createCompanion } from './companion.ts';

export function companionPlugin(version: string): Plugin {
  return {
    name: 'afterimage-companion',
    apply: 'serve',
    async configureServer(server) {
      const { host } = server.config.server;
      const photos = process.env.AFTERIMAGE_PHOTOS;
      const companion = await createCompanion({
        version,
        host: host === true ? '0.0.0.0' : host || 'localhost',
        dev: true,
        ...(photos ? { photosDir: resolve(photos) } : {}),
      });
      server.middlewares.use((req, res, next) => companion.handle(req, res, next));
      server.httpServer?.once('close', () => void companion.close());
    },
  };
}
