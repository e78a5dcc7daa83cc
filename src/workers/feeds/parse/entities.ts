/**
 * Character references. A document's own entities are never expanded: what is not in HTML's list stays as it is written.
 * Linear: each ampersand looks at a bounded number of characters.
 */
import { bareEntityNames, entityNames, longestEntityName } from './entity-names.ts';

/** `xml` insists on the semicolon; `html` and `attribute` (of HTML) follow https://html.spec.whatwg.org/#named-character-reference-state. */
export type ReferenceRules = 'xml' | 'html' | 'attribute';

/** What windows-1252 has at 0x80–0x9F: numbers and bytes in that range mean these, never the control characters. */
const windows1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

export function characterOf(code: number): string {
  if (code >= 0x80 && code <= 0x9f) return windows1252.charAt(code - 0x80);
  if (code < 0x20) return code === 9 || code === 10 || code === 13 ? String.fromCharCode(code) : '';
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) || Number.isNaN(code)) return '\ufffd';
  return String.fromCodePoint(code);
}

/** Where the reference that was read last ended. */
let referenceEnd = 0;

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
const isHex = (code: number): boolean => isDigit(code) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);

function numberAt(text: string, at: number, rules: ReferenceRules): number {
  const hex = (text.charCodeAt(at + 2) | 32) === 120;
  const start = at + (hex ? 3 : 2);
  let end = start;
  while (end - start < 10 && (hex ? isHex : isDigit)(text.charCodeAt(end))) end++;
  const closed = text.charCodeAt(end) === 59;
  if (end === start || (!closed && rules === 'xml')) return -1;
  referenceEnd = closed ? end + 1 : end;
  return Number.parseInt(text.slice(start, end), hex ? 16 : 10);
}

function nameAt(text: string, at: number, rules: ReferenceRules): string | undefined {
  let end = at + 1;
  while (end - at <= longestEntityName && (isLetter(text.charCodeAt(end)) || isDigit(text.charCodeAt(end)))) end++;
  const name = text.slice(at + 1, end);
  if (text.charCodeAt(end) === 59) {
    referenceEnd = end + 1;
    return entityNames.get(name);
  }
  if (rules === 'xml') return undefined;
  for (let length = Math.min(name.length, 6); length > 1; length--) {
    const shorter = name.slice(0, length);
    if (!bareEntityNames.has(shorter)) continue;
    const next = text.charCodeAt(at + 1 + length);
    if (rules === 'attribute' && (next === 61 || isLetter(next) || isDigit(next))) return undefined;
    referenceEnd = at + 1 + length;
    return entityNames.get(shorter);
  }
  return undefined;
}

/**
 * Bytes that were written as references one by one (`&#226;&#128;&#166;` for “…”), put together again.
 * `first` is the lead byte; null when what follows does not complete a UTF-8 sequence.
 */
function rejoinedBytes(text: string, first: number, rules: ReferenceRules): string | null {
  const follow = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
  let code = first & (0x3f >> follow);
  const start = referenceEnd;
  for (let index = 0; index < follow; index++) {
    const isReference = text.charCodeAt(referenceEnd) === 38 && text.charCodeAt(referenceEnd + 1) === 35;
    const byte = isReference ? numberAt(text, referenceEnd, rules) : -1;
    if (byte < 0x80 || byte > 0xbf) {
      referenceEnd = start;
      return null;
    }
    code = (code << 6) | (byte & 0x3f);
  }
  return characterOf(code);
}

/** A character beyond U+FFFF that was written as its two halves in UTF-16 (`&#55357;&#56567;`), put together again. */
function joinedHalves(text: string, high: number, rules: ReferenceRules): string {
  const start = referenceEnd;
  const isReference = text.charCodeAt(start) === 38 && text.charCodeAt(start + 1) === 35;
  const low = isReference ? numberAt(text, start, rules) : -1;
  if (low >= 0xdc00 && low <= 0xdfff) return String.fromCharCode(high, low);
  referenceEnd = start;
  return characterOf(high);
}

function referenceAt(text: string, at: number, rules: ReferenceRules): string | undefined {
  if (text.charCodeAt(at + 1) !== 35) return nameAt(text, at, rules);
  const code = numberAt(text, at, rules);
  if (code < 0) return undefined;
  if (code >= 0xd800 && code <= 0xdbff) return joinedHalves(text, code, rules);
  if (code >= 0xc2 && code <= 0xf4) return rejoinedBytes(text, code, rules) ?? characterOf(code);
  return characterOf(code);
}

export function decodeReferences(text: string, rules: ReferenceRules): string {
  let at = text.indexOf('&');
  if (at < 0) return text;
  let out = '';
  let from = 0;
  while (at >= 0) {
    const value = referenceAt(text, at, rules);
    if (value === undefined) {
      at = text.indexOf('&', at + 1);
    } else {
      out += text.slice(from, at) + value;
      from = referenceEnd;
      at = text.indexOf('&', from);
    }
  }
  return from === 0 ? text : out + text.slice(from);
}

export function escapeText(text: string): string {
  return /[&<>]/.test(text) ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') : text;
}

export function escapeAttribute(value: string): string {
  return /[&<>"]/.test(value) ? escapeText(value).replaceAll('"', '&quot;') : value;
}
