/**
 * Bytes to text. In the order of trust: byte order mark, zero bytes that only UTF-16 and UTF-32 have, the server's header, the
 * XML declaration, then what the bytes look like. Never throws.
 */
import { guessCharset } from './charset-guess.ts';
import { decodeCodePage, isCodePage } from './code-pages.ts';
import { characterOf } from './entities.ts';

/** Names that feeds use and the Encoding Standard does not know. */
const otherNames: Readonly<Record<string, string>> = {
  cp932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  'latin-1': 'windows-1252',
  cp1252: 'windows-1252',
  'latin-2': 'iso-8859-2',
  'latin-9': 'iso-8859-15',
  latin9: 'iso-8859-15',
  big5hkscs: 'big5',
  iso2022_jp: 'iso-2022-jp',
  iso2022jp: 'iso-2022-jp',
  'mac-cyrillic': 'x-mac-cyrillic',
  maccyrillic: 'x-mac-cyrillic',
  'mac-roman': 'macintosh',
  macroman: 'macintosh',
  sjis: 'shift_jis',
  shift_jis_2004: 'shift_jis',
  'shift-jis-2004': 'shift_jis',
  shift_jisx0213: 'shift_jis',
  'shift-jisx0213': 'shift_jis',
  'euc-jis-2004': 'euc-jp',
  'euc-jisx0213': 'euc-jp',
  'big5-hkscs': 'big5',
  uhc: 'euc-kr',
  johab: 'euc-kr',
};

/** Names of two- and four-byte encodings: bytes that were not seen to be such are UTF-8. */
const wideName = /^(utf-?(16|32)|ucs-?[24]|iso-10646|csu(cs4|nicode)|u16)/;

interface Decoder {
  /** As the Encoding Standard calls it; '' for what it does not know. */
  readonly encoding: string;
  decode(bytes: Uint8Array): string;
}

function decoderFor(label: string): Decoder | null {
  const name = label.trim().toLowerCase();
  const dashed = name.replaceAll('_', '-');
  for (const candidate of [
    otherNames[name] ?? otherNames[dashed] ?? name,
    dashed,
    name.replace(/^(windows|iso)-?(?=\d)/, '$1-'),
    dashed.replace(/^x-/, ''),
  ]) {
    try {
      return new TextDecoder(candidate);
    } catch {
      if (isCodePage(candidate)) return { encoding: '', decode: (bytes) => decodeCodePage(candidate, bytes) };
      // An unknown name; the next spelling may be known.
    }
  }
  return null;
}

function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be' | null {
  const [a = 1, b = 1, c = 1, d = 1] = bytes;
  if (a === 0 && b === 0 && ((c === 0xfe && d === 0xff) || (c === 0 && d !== 0))) return 'utf-32be';
  if (c === 0 && d === 0 && ((a === 0xff && b === 0xfe) || (a !== 0 && b === 0))) return 'utf-32le';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (bytes.length < 4) return null;
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return 'utf-16le';
  if (a === 0 && b !== 0 && c === 0 && d !== 0) return 'utf-16be';
  return null;
}

function decodeUtf32(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: string[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, littleEndian);
    if (code !== 0xfeff) parts.push(characterOf(code));
  }
  return parts.join('');
}

/** So many well-formed sequences, and not one that is not, are no accident: text in no other encoding looks like that. */
const enoughSequences = 4;

function hasSequences(text: string): boolean {
  const beyondAscii = /[\x80-\uffff]/g;
  let found = 0;
  while (found < enoughSequences && beyondAscii.test(text)) found++;
  return found >= enoughSequences;
}

interface Utf8 {
  readonly text: string;
  /** More of its other-than-ASCII characters are well-formed than not. */
  readonly sound: boolean;
  readonly strict: boolean;
  /** Whatever a label says. */
  readonly certain: boolean;
}

const isHalf = (bytes: Uint8Array, at: number, from: number): boolean =>
  bytes[at] === 0xed && ((bytes[at + 1] ?? 0) & 0xf0) === from && ((bytes[at + 2] ?? 0) & 0xc0) === 0x80;

/** Characters beyond U+FFFF that databases wrote as their two halves in UTF-16, three bytes each (CESU-8), as UTF-8 has them. */
function joinedSurrogates(bytes: Uint8Array): Uint8Array {
  let joined: Uint8Array | null = null;
  let to = 0;
  for (let at = bytes.indexOf(0xed); at >= 0 && at < bytes.length; at = bytes.indexOf(0xed, at)) {
    if (!isHalf(bytes, at, 0xa0) || !isHalf(bytes, at + 3, 0xb0)) {
      at += 1;
      continue;
    }
    const [, b = 0, c = 0, , e = 0, f = 0] = bytes.subarray(at, at + 6);
    const code = 0x10000 + (((b & 0x0f) << 16) | ((c & 0x3f) << 10) | ((e & 0x0f) << 6) | (f & 0x3f));
    joined ??= bytes.slice();
    joined.set(
      [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 0x3f), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)],
      at,
    );
    // The two bytes that are left over: control characters, which no text keeps.
    joined.set([0, 0], at + 4);
    to = at += 6;
  }
  return to > 0 && joined ? joined : bytes;
}

function decodeUtf8(bytes: Uint8Array): Utf8 {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { text, sound: true, strict: true, certain: hasSequences(text) };
  } catch {
    const text = new TextDecoder().decode(joinedSurrogates(bytes));
    let [good, bad] = [0, 0];
    for (let index = 0; index < Math.min(text.length, 1_000_000); index++) {
      const code = text.charCodeAt(index);
      if (code === 0xfffd) bad++;
      else if (code >= 0x80) good++;
    }
    return { text, sound: good >= bad, strict: false, certain: false };
  }
}

function labels(bytes: Uint8Array, contentType: string | undefined): string[] {
  const header = /charset\s*=\s*["']?\s*([^\s"';,]+)/i.exec(contentType ?? '')?.[1];
  let head = '';
  for (const byte of bytes.subarray(0, 1024)) head += String.fromCharCode(byte);
  const declared = /<\?xml[^>]*?\bencoding\s*=\s*["']\s*([^"'\s>]+)/i.exec(head)?.[1];
  return [header, declared].flatMap((label) =>
    label === undefined ? [] : wideName.test(label.toLowerCase()) ? ['utf-8'] : [label],
  );
}

/** “<?xm” on mainframes, which declare the rest in the same bytes. */
const isMainframe = ([a, b, c, d]: Uint8Array): boolean => a === 0x4c && b === 0x6f && c === 0xa7 && d === 0x94;

function decodeMainframe(bytes: Uint8Array, contentType: string | undefined): string {
  const head = new TextEncoder().encode(decodeCodePage('ibm037', bytes.subarray(0, 256)));
  const label = labels(head, contentType).find(
    (one) => /^(?:ibm|cp|ebcdic|\d)/i.test(one) && isCodePage(one.toLowerCase()),
  );
  return decodeCodePage(label?.toLowerCase() ?? 'ibm037', bytes);
}

/** Japanese mail (ISO-2022-JP) is ASCII, with escapes between which two letters are one character. */
function switchesSets(bytes: Uint8Array): boolean {
  const at = bytes.indexOf(0x1b);
  return at >= 0 && bytes[at + 1] === 0x24 && (bytes[at + 2] === 0x40 || bytes[at + 2] === 0x42);
}

function decodeNarrow(bytes: Uint8Array, contentType: string | undefined): string {
  if (isMainframe(bytes)) return decodeMainframe(bytes, contentType);
  const utf8 = decodeUtf8(bytes);
  if (utf8.certain || (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)) return utf8.text;
  for (const label of labels(bytes, contentType)) {
    const decoder = decoderFor(label);
    if (!decoder) continue;
    if (decoder.encoding === 'utf-8' ? utf8.sound : !(utf8.strict && decoder.encoding === 'windows-1252')) {
      return decoder.encoding === 'utf-8' ? utf8.text : decoder.decode(bytes);
    }
  }
  if (utf8.strict && switchesSets(bytes)) return new TextDecoder('iso-2022-jp').decode(bytes);
  if (utf8.sound) return utf8.text;
  return decoderFor(guessCharset(bytes))?.decode(bytes) ?? utf8.text;
}

// oxlint-disable-next-line no-control-regex
const unwanted = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]/;
const everyUnwanted = new RegExp(unwanted.source, 'g');

/** Text without control characters; those of U+0080–U+009F are read as the windows-1252 characters that they stand for. */
export function decodeBytes(bytes: Uint8Array, contentType?: string): string {
  const wide = wideEncoding(bytes);
  const raw =
    wide === 'utf-32le' || wide === 'utf-32be'
      ? decodeUtf32(bytes, wide === 'utf-32le')
      : wide
        ? new TextDecoder(wide).decode(bytes)
        : decodeNarrow(bytes, contentType);
  const text = raw.charCodeAt(0) === 0xfeff ? raw.slice(1) : raw;
  return unwanted.test(text)
    ? text.replace(everyUnwanted, (found) => characterOf(found.charCodeAt(0)).replace(unwanted, ''))
    : text;
}
