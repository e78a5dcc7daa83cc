/** The pictures of a list at an address. Worker only. */
import { AppError } from '../../shared/errors.ts';
import { say } from '../../shared/i18n.ts';
import type { PhotoRef } from '../../shared/photo.ts';
import { addressParam } from '../../shared/service-fields.ts';
import { readService } from '../../shared/service-read.ts';
import { changed, empty } from '../../shared/service-words.ts';
import type { SourceContext, SourceProvider } from '../../shared/source.ts';
import { readPictures } from './worker/read-list.ts';

const sourceId = 'list';
const names = { service: 'a list of pictures', key: null };
const relistMs = 15 * 60_000;

function titleOf(address: string): string {
  const url = new URL(address);
  const last = url.pathname.split('/').findLast((part) => part !== '') ?? url.host;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

async function* list(params: Readonly<Record<string, unknown>>, context: SourceContext): AsyncGenerator<PhotoRef> {
  const address = addressParam(params, 'address');
  if (!address) throw new AppError('source.invalid', 'This list has no address yet. Change it in the settings.');
  const { entryId, signal } = context;
  const { text } = await readService(address.href, {}, names, context);
  const read = readPictures(text, address.href);
  if (!read) throw changed(address.href, names, 'no list');
  const { pictures, marked } = read;
  for (const { url, title, ...more } of pictures) {
    if (signal.aborted) return;
    yield {
      id: `${entryId}:${url}`,
      sourceId,
      entryId,
      locator: { kind: 'url', url, auth: entryId },
      title: title ?? titleOf(url),
      name: url,
      ...more,
    };
  }
  if (pictures.length === 0 && marked > 0) {
    throw empty(
      say`All pictures in the list at “${address.host}” are marked as not for everyone, and are left out. Use another one.`,
    );
  }
  if (pictures.length === 0)
    throw empty(say`There is no address of a picture in the list at “${address.host}”. Put some in.`);
}

export const provider: SourceProvider = { list, relistMs };
