/**
 * Reads a WebDAV answer (RFC 4918, `multistatus`) from its text. Worker only: workers have no parser of XML. Total and linear: what does
 * not fit is left out, entities of the document's own are not expanded, and names are compared without their prefix.
 */

export interface DavEntry {
  /** As the server wrote it: an absolute path or address, percent-encoded. */
  readonly href: string;
  readonly isFolder: boolean;
  readonly contentType: string;
  readonly byteLength?: number;
  readonly modifiedMs?: number;
  readonly etag?: string;
}

const names: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescape(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,4}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return names[String(name).toLowerCase()] ?? whole;
    const code = decimal !== undefined ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : '';
  });
}

interface Draft {
  fields: Record<string, string>;
  isFolder: boolean;
  /** Properties of this `propstat`, taken when its status is good. */
  pending: Record<string, string>;
  pendingFolder: boolean;
  isBad: boolean;
}

const fresh = (): Draft => ({ fields: {}, isFolder: false, pending: {}, pendingFolder: false, isBad: false });

const wanted = new Set(['href', 'getcontentlength', 'getcontenttype', 'getlastmodified', 'getetag', 'status']);

function settlePropstat(draft: Draft): void {
  if (!draft.isBad) {
    Object.assign(draft.fields, draft.pending);
    draft.isFolder ||= draft.pendingFolder;
  }
  draft.pending = {};
  draft.pendingFolder = false;
  draft.isBad = false;
}

function finish(draft: Draft): DavEntry | null {
  settlePropstat(draft);
  const { href, getcontentlength, getcontenttype = '', getlastmodified, getetag } = draft.fields;
  if (href === undefined || href === '') return null;
  const byteLength = getcontentlength === undefined ? Number.NaN : Number(getcontentlength);
  const modifiedMs = getlastmodified === undefined ? Number.NaN : Date.parse(getlastmodified);
  return {
    href,
    isFolder: draft.isFolder,
    contentType: getcontenttype.toLowerCase(),
    ...(byteLength >= 0 && { byteLength }),
    ...(Number.isFinite(modifiedMs) && { modifiedMs }),
    ...(getetag !== undefined && getetag !== '' && { etag: getetag }),
  };
}

/** Where the tag at `start` ends (index of `>`), quotes respected; -1 when it does not. */
function endOfTag(xml: string, start: number): number {
  let quote = '';
  for (let index = start; index < xml.length; index++) {
    const letter = xml.charAt(index);
    if (quote !== '') {
      if (letter === quote) quote = '';
    } else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '>') return index;
  }
  return -1;
}

/** Null when the text is no `multistatus` at all; a truncated one gives what it has. */
export function readMultistatus(xml: string): DavEntry[] | null {
  const entries: DavEntry[] = [];
  let isDav = false;
  let draft: Draft | null = null;
  let text = '';
  let index = 0;
  while (index < xml.length) {
    const open = xml.indexOf('<', index);
    if (open < 0) break;
    text += unescape(xml.slice(index, open));
    if (xml.startsWith('<!--', open)) {
      const end = xml.indexOf('-->', open + 4);
      if (end < 0) break;
      index = end + 3;
      continue;
    }
    if (xml.startsWith('<![CDATA[', open)) {
      const end = xml.indexOf(']]>', open + 9);
      if (end < 0) break;
      text += xml.slice(open + 9, end);
      index = end + 3;
      continue;
    }
    const close = endOfTag(xml, open + 1);
    if (close < 0) break;
    index = close + 1;
    const tag = /^(\/?)(?:[\w.-]{1,64}:)?([\w.-]{1,64})/.exec(xml.slice(open + 1, Math.min(close, open + 140)));
    if (!tag) continue;
    const name = (tag[2] ?? '').toLowerCase();
    if (tag[1] === '' && !isDav) {
      if (name !== 'multistatus') return null;
      isDav = true;
    }
    draft = step(name, tag[1] === '/', text.trim(), draft, entries);
    text = '';
  }
  return isDav ? entries : null;
}

function step(name: string, isEnd: boolean, text: string, draft: Draft | null, entries: DavEntry[]): Draft | null {
  if (name === 'response') {
    const entry = isEnd && draft ? finish(draft) : null;
    if (entry) entries.push(entry);
    return isEnd ? null : fresh();
  }
  if (!draft) return null;
  if (!isEnd) {
    if (name === 'collection') draft.pendingFolder = true;
    return draft;
  }
  if (name === 'propstat') settlePropstat(draft);
  else if (name === 'status') draft.isBad = !/\s2\d\d\b/.test(text);
  else if (name === 'href') draft.fields['href'] ??= text;
  else if (wanted.has(name)) draft.pending[name] = text;
  return draft;
}
