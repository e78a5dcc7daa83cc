/** Pictures behind pasted addresses. Worker only. Nothing is fetched here: whether an address works shows when its turn comes. */
import { AppError } from '../../shared/errors.ts';
import { say } from '../../shared/i18n.ts';
import type { PhotoRef } from '../../shared/photo.ts';
import type { SourceContext, SourceProvider } from '../../shared/source.ts';

const sourceId = 'links';

async function* list(params: Readonly<Record<string, unknown>>, context: SourceContext): AsyncGenerator<PhotoRef> {
  const urls = Array.isArray(params.urls) ? params.urls : [];
  if (urls.length === 0) {
    throw new AppError('source.invalid', 'There are no links yet. Paste some addresses of pictures.');
  }
  const seen = new Set<string>();
  for (const [index, given] of urls.entries()) {
    if (context.signal.aborted) return;
    const url = resolve(given, context.baseUrl);
    if (!url) {
      throw new AppError(
        'source.invalid',
        say`Link ${index + 1} is not the address of a picture. It must begin with https:// or http://.`,
      );
    }
    if (seen.has(url.href)) continue;
    seen.add(url.href);
    yield {
      id: `${context.entryId}:${url.href}`,
      sourceId,
      entryId: context.entryId,
      locator: { kind: 'url', url: url.href },
      title: titleOf(url),
      name: url.href,
      link: url.href,
    };
  }
}

function resolve(given: unknown, baseUrl: string): URL | null {
  if (typeof given !== 'string') return null;
  try {
    const url = new URL(given, baseUrl);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url : null;
  } catch {
    return null;
  }
}

/** The last part of the path as a person would write it; the host when there is none. */
function titleOf(url: URL): string {
  const last = url.pathname.split('/').findLast((segment) => segment !== '');
  if (last === undefined) return url.host;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

export const provider: SourceProvider = { list, watch: () => () => undefined };
