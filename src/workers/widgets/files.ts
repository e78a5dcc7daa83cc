/** Widgets worker: files that were given to widgets, kept by the browser under a name that goes into the widget's settings. */
import { AppError } from '../../shared/errors.ts';
import { sentence } from '../../shared/i18n.ts';
import { profiled } from '../../shared/profile.ts';

const cacheName = profiled('afterimage-widget-files');
const mostFiles = 40;

export interface FileShelf {
  read(widget: string, key: string): Promise<Blob | null>;
  /** Keeps it in place of an earlier one of that name and gives its key. Throws `storage.*`. */
  keep(widget: string, file: File): Promise<string>;
}

/** A word that may stand among others in a setting. */
const keyOf = (name: string): string =>
  name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80) || 'file';

const addressOf = (widget: string, key: string): string =>
  `https://widgets.invalid/${encodeURIComponent(widget)}/${encodeURIComponent(key)}`;

export function createFileShelf(): FileShelf {
  return {
    async read(widget, key) {
      try {
        const found = await (await caches.open(cacheName)).match(addressOf(widget, key));
        return (await found?.blob()) ?? null;
      } catch {
        return null;
      }
    },
    async keep(widget, file) {
      const key = keyOf(file.name);
      try {
        const cache = await caches.open(cacheName);
        const kept = await cache.keys();
        for (const old of kept.slice(0, Math.max(0, kept.length + 1 - mostFiles))) await cache.delete(old);
        await cache.delete(addressOf(widget, key));
        await cache.put(addressOf(widget, key), new Response(file));
        return key;
      } catch (cause) {
        const message = sentence('There is no room to keep “{name}”. Free some storage and add it again.', {
          name: file.name,
        });
        throw new AppError('storage.full', message, { cause });
      }
    },
  };
}
