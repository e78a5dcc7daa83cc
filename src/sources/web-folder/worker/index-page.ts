/**
 * Reads the page on which a web server lists a folder: the tables and lists of Apache, nginx, Caddy, lighttpd, Python and their like, and
 * the JSON that nginx and Caddy give on request. Worker only. Total and linear. What counts is where links lead, not how a page looks.
 */
import { plainPath } from '../../../shared/secrets.ts';
import { at, dateAt, isRecord, numberAt, textAt } from '../../../shared/service-fields.ts';

export interface Listed {
  /** Absolute, directly below the folder; folders end with a slash. */
  readonly url: string;
  readonly isFolder: boolean;
  readonly dateMs?: number;
  readonly byteLength?: number;
  /** The server's own words about the file, date and size. */
  readonly revision?: string;
}

const entities: Readonly<Record<string, string>> = { amp: '&', quot: '"', lt: '<', gt: '>' };

const unescape = (text: string): string =>
  text.replace(/&(?:#(\d{1,6})|#x([\da-f]{1,5})|(amp|quot|lt|gt));/gi, (_whole, decimal, hex, name) =>
    name !== undefined
      ? (entities[String(name).toLowerCase()] ?? '')
      : String.fromCodePoint(decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal)),
  );

/** The address when it is directly below the folder; null for parents, sorting links and other places. */
function below(href: string, folder: string): { url: string; isFolder: boolean } | null {
  try {
    const [base, url] = [new URL(folder), new URL(href, folder)];
    url.hash = '';
    url.search = '';
    const [path, top] = [plainPath(url.pathname), plainPath(base.pathname)];
    if (url.origin !== base.origin || !path.startsWith(top)) return null;
    const rest = path.slice(top.length);
    return /^[^/]+\/?$/.test(rest) ? { url: url.href, isFolder: rest.endsWith('/') } : null;
  } catch {
    return null;
  }
}

const months = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/** 2024-02-01 10:20 (Apache, Caddy), 01-Feb-2024 10:20 (nginx), 2024-Feb-01 10:20:30 (lighttpd); taken as UTC. */
function dateIn(text: string): number | undefined {
  const iso = /(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d)/.exec(text);
  if (iso) return Date.UTC(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3]), Number(iso[4]), Number(iso[5]));
  const named = /(\d{2}|\d{4})-([A-Z][a-z]{2})-(\d{2}|\d{4}) (\d\d):(\d\d)/.exec(text);
  if (!named) return undefined;
  const [, first = '', month = '', last = '', hour, minute] = named;
  const at = months.indexOf(month);
  const [year, day] = first.length === 4 ? [first, last] : [last, first];
  return at < 0 ? undefined : Date.UTC(Number(year), at / 3, Number(day), Number(hour), Number(minute));
}

const maxAnchors = 100_000;

interface Anchor {
  readonly href: string;
  readonly from: number;
  readonly until: number;
}

/** Every link's target and where its tag stands. Moves forward only. */
function anchorsIn(html: string): Anchor[] {
  const anchors: Anchor[] = [];
  for (const { index: from } of html.matchAll(/<a\s/gi)) {
    if (from < (anchors.at(-1)?.until ?? 0)) continue;
    const until = html.indexOf('>', from);
    if (until < 0 || anchors.length >= maxAnchors) break;
    const href = /\bhref\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i.exec(
      html.slice(from, Math.min(until, from + 8000)),
    );
    anchors.push({ href: unescape(href?.[1] ?? href?.[2] ?? href?.[3] ?? '').trim(), from, until: until + 1 });
  }
  return anchors;
}

function readPage(html: string, folder: string): Listed[] {
  const listed = new Map<string, Listed>();
  const anchors = anchorsIn(html);
  for (const [index, { href, until: from }] of anchors.entries()) {
    const found = href === '' ? null : below(href, folder);
    if (!found || listed.has(found.url)) continue;
    const until = Math.min(anchors[index + 1]?.from ?? html.length, from + 1000);
    const around = html.slice(from, until);
    const datetime = /datetime="([^"]{10,40})"/.exec(around)?.[1] ?? '';
    const words = around
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    const dateMs = dateIn(datetime) ?? dateIn(words);
    listed.set(found.url, {
      ...found,
      ...(dateMs !== undefined && Number.isFinite(dateMs) && { dateMs }),
      ...(dateMs !== undefined && { revision: `${datetime} ${words}`.trim().slice(-80) }),
    });
  }
  return [...listed.values()];
}

function readList(items: readonly unknown[], folder: string): Listed[] {
  return items.flatMap((item) => {
    if (!isRecord(item)) return [];
    const isFolder = at(item, 'is_dir') === true || textAt(item, 'type') === 'directory';
    const name = textAt(item, 'name').replace(/\/$/, '');
    const found =
      name === '' || name.includes('/') ? null : below(`./${encodeURIComponent(name)}${isFolder ? '/' : ''}`, folder);
    if (!found) return [];
    const dateMs = dateAt(item, 'mod_time') ?? dateAt(item, 'mtime');
    const byteLength = numberAt(item, 'size');
    return [
      {
        ...found,
        ...(dateMs !== undefined && { dateMs, revision: `${dateMs}-${byteLength ?? ''}` }),
        ...(byteLength !== undefined && !isFolder && { byteLength }),
      },
    ];
  });
}

/** Null when the text is neither a page nor a list. `folder` ends with a slash. */
export function readIndex(text: string, folder: string): Listed[] | null {
  const start = text.slice(0, 200).trimStart();
  if (start.startsWith('[')) {
    try {
      const value: unknown = JSON.parse(text);
      return Array.isArray(value) ? readList(value, folder) : null;
    } catch {
      return null;
    }
  }
  return /^<|<a\s/i.test(start) || /<a\s/i.test(text.slice(0, 20_000)) ? readPage(text, folder) : null;
}
