/**
 * Reads a list of feeds as readers of feeds export it (OPML 1.0 and 2.0, http://opml.org/spec2.opml). Linear and total: it looks at tags
 * alone, whatever is around them, so that a list that was cut off gives what it has.
 */
import type { ListedFeed, ListOfFeeds } from '../../shared/feed.ts';
import { t } from '../../shared/i18n.ts';

/** Lists of thousands of feeds stay below this. */
export const maxListChars = 4 * 1024 * 1024;
const maxListed = 10_000;

export const looksLikeOpml = (text: string): boolean =>
  /^\uFEFF?\s*<(?:\?xml|!--|!doctype|opml)[^]{0,4000}?<?opml[\s>]/i.test(text);

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,5}));/gi, (all, decimal, hex, name) => {
    const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : null;
    if (code !== null) return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
    return named[String(name).toLowerCase()] ?? all;
  });
}

function attributesOf(tag: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', double, single] of tag.matchAll(/([\w:.-]{1,40})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)')/g)) {
    const key = name.toLowerCase();
    if (!found.has(key)) found.set(key, unescaped(double ?? single ?? '').trim());
  }
  return found;
}

/** Feeds alone: pages, podcasts' players and empty folders have no address of a feed. */
export function readOpml(text: string): ListOfFeeds {
  const source = text.slice(0, maxListChars);
  const feeds = new Map<string, ListedFeed>();
  for (const [tag] of source.matchAll(/<outline\s(?:[^<>"']|"[^"]*"|'[^']*')*>?/gi)) {
    const attributes = attributesOf(tag);
    const url = (attributes.get('xmlurl') ?? '')
      .replace(/^feed:(?:\/\/)?(?=https?:)/i, '')
      .replace(/^feed:\/\//i, 'http://');
    if (!/^https?:\/\/[^\s/]/i.test(url) || url.length > 4096 || feeds.has(url)) continue;
    feeds.set(url, { url, title: attributes.get('title') || attributes.get('text') || '' });
    if (feeds.size >= maxListed) break;
  }
  const title = /<head[\s>][^]{0,4000}?<title>([^<]{0,200})<\/title>/i.exec(source.slice(0, 8000))?.[1] ?? '';
  return { title: unescaped(title).trim(), feeds: [...feeds.values()] };
}

const namesShown = 3;

/** What was taken from a list, in a sentence. `taken` is a beginning of its feeds. */
export function sayTaken({ feeds }: ListOfFeeds, taken: readonly ListedFeed[]): string {
  const names = taken
    .slice(0, namesShown)
    .map(({ title, url }) => title.slice(0, 60) || new URL(url).host)
    .join(', ');
  return feeds.length > taken.length
    ? t('This list names {all} feeds. The first {count} were added: {names} and more. Add the others in parts.', {
        all: feeds.length,
        count: taken.length,
        names,
      })
    : t('{count, plural, one {One feed was added} other {# feeds were added}}: {names}.', {
        count: taken.length,
        names: taken.length > namesShown ? `${names}, …` : names,
      });
}
