/**
 * Addresses out of feeds. Absolute ones are kept as they are written (ids and bookmarks compare them), relative ones are joined
 * after RFC 3986 5.2, and only http and https ever come out.
 */
import { limits } from './limits.ts';

/** Plainly an address of a named host, with nothing to clean or resolve: no need to ask the platform. */
const plain = /^https?:\/\/[a-z\d][a-z\d.-]*[a-z](?:[/?#][!#-;=?-~]*)?$/i;
const web = /^https?:/i;
const scheme = /^[a-z][a-z\d+.-]*:/i;

function isWebAddress(address: string): boolean {
  try {
    return web.test(new URL(address).protocol);
  } catch {
    return false;
  }
}

function withoutDots(path: string): string {
  if (!path.includes('/.')) return path;
  const out: string[] = [];
  const segments = path.split('/');
  for (const [index, segment] of segments.entries()) {
    const last = index === segments.length - 1;
    if (segment === '..') {
      if (out.length > 1) out.pop();
      if (last) out.push('');
    } else if (segment === '.') {
      if (last) out.push('');
    } else out.push(segment);
  }
  return out.join('/');
}

function join(reference: string, base: string): string | null {
  const parts = /^(https?:)\/\/([^/?#]*)([^?#]*)(\?[^#]*)?/i.exec(base);
  if (!parts) return null;
  const [, protocol = '', host = '', path = '', query = ''] = parts;
  if (reference.startsWith('//')) return protocol + reference;
  const origin = `${protocol}//${host}`;
  if (reference.startsWith('#')) return origin + path + query + reference;
  if (reference.startsWith('?')) return origin + path + reference;
  const [, ownPath = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(reference) ?? [];
  const whole = ownPath.startsWith('/') ? ownPath : `${path.slice(0, path.lastIndexOf('/') + 1) || '/'}${ownPath}`;
  return origin + withoutDots(whole) + rest;
}

/** What no address begins or ends with, but stands around some: spaces, marks nobody sees, quotation marks and brackets. */
const isRim = (code: number): boolean =>
  code <= 0x20 ||
  code === 0x22 ||
  code === 0x3c ||
  code === 0x3e ||
  code === 0xa0 ||
  code === 0xfeff ||
  (code >= 0x200b && code <= 0x200f) ||
  code === 0x2060;

/** By hand: an expression for the end would begin anew at every space in between. */
function withoutRims(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isRim(text.charCodeAt(start))) start++;
  while (end > start && isRim(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

/** Null for what is empty, broken or not a web address. */
export function resolveAddress(reference: string, base: string): string | null {
  if (reference === '' || reference.length > limits.addressChars) return null;
  if (plain.test(reference) && !reference.includes('xn--')) return reference;
  // Browsers skip line breaks and tabs inside an address, so “java\nscript:” is one.
  const trimmed = withoutRims(reference).replaceAll('\t', '');
  // A line that goes on further down is indented there.
  const clean = /[\n\r]/.test(trimmed)
    ? trimmed
        .split(/[\n\r]/)
        .map((line) => line.trim())
        .join('')
    : trimmed;
  if (clean === '') return null;
  const absolute = scheme.test(clean)
    ? clean
    : clean.startsWith('//') && !web.test(base)
      ? `https:${clean}`
      : join(clean, base);
  if (absolute === null || !web.test(absolute) || !isWebAddress(absolute)) return null;
  // Browsers forgive a missing or a wrong slash; others need not.
  if (!/^https?:\/\/[^/\\]/i.test(absolute)) return new URL(absolute).href;
  return absolute.includes(' ') ? absolute.replaceAll(' ', '%20') : absolute;
}
