/** What bytes are, by what they begin with; never by what the other side calls them. */

const ascii = (bytes: Buffer, from: number, to: number): string => bytes.toString('latin1', from, to);

/** Brands of ISO media files that are pictures. */
const avif = new Set(['avif', 'avis']);
const heic = new Set(['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1']);

/** The bytes that `imageType` needs. */
export const sniffBytes = 32;

/** The MIME type of a picture that browsers show; null for everything else, SVG (which is a document) included. */
export function imageType(bytes: Buffer): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg';
  const start = ascii(bytes, 0, 8);
  if (start === '\x89PNG\r\n\x1a\n') return 'image/png';
  if (/^GIF8[79]a/.test(start)) return 'image/gif';
  if (start.startsWith('RIFF') && ascii(bytes, 8, 12) === 'WEBP') return 'image/webp';
  if (ascii(bytes, 4, 8) === 'ftyp') {
    const brand = ascii(bytes, 8, 12);
    return avif.has(brand) ? 'image/avif' : heic.has(brand) ? 'image/heic' : null;
  }
  if (/^(?:II\*\0|MM\0\*)/.test(start)) return 'image/tiff';
  // “BM” alone is the beginning of many a text: the reserved bytes of the header must be zero too.
  if (start.startsWith('BM') && bytes.length >= 10 && bytes.readUInt32LE(6) === 0) return 'image/bmp';
  return null;
}

/** Whether bytes can be a feed: they begin like XML, JSON (JSONP included) or a calendar, in whatever encoding. */
export function looksLikeFeed(bytes: Buffer): boolean {
  if (bytes.length === 0) return true;
  const head = ascii(bytes, 0, 1024)
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .replaceAll('\0', '');
  // JSON may have a guard or comments before it: what the reader of feeds takes off again.
  const json = head
    .replaceAll('\x1e', '')
    .trimStart()
    .replace(/^(?:\)\]\}',?|(?:while ?\(1\)|for ?\(;;\)) ?;|\/\*[^*]{0,900}\*\/|\/\/[^\n]{0,900}\n)/, '');
  return /^\s*(?:[<[{]|BEGIN:VCALENDAR\b|[\w$.]{1,64}\s*\(|typeof [\w$.]{1,64} |(?:(?:var|let|const) )?[\w$.]{1,64} ?= ?[[{])/.test(
    json,
  );
}

const picture = /^[^<>{}"|?*]{1,400}\.(?:jpe?g|jfif|png|gif|webp|avif|heic|heif|tiff?|bmp)(?:\?\S{0,400})?$/i;
const address = /^https?:\/\/[^\s<>"]{1,8000}$/i;
/** Of the first lines that say something, this many are looked at. */
const linesRead = 20;

/** Whether bytes can be a list of pictures: text whose lines are comments, addresses and names of picture files, as in M3U. */
export function looksLikeList(bytes: Buffer): boolean {
  const head = bytes.toString('utf8', 0, 8192).replace(/^\uFEFF/, '');
  // oxlint-disable-next-line no-control-regex -- texts have none but these
  if (/[\0-\x08\x0e-\x1f]/.test(head)) return false;
  const lines = head.split(/\r\n|[\n\r]/).map((line) => line.trim());
  // The last one may be cut.
  if (bytes.length > 8192) lines.pop();
  const named = lines.filter((line) => line !== '' && !line.startsWith('#')).slice(0, linesRead);
  if (named.length === 0) return /^#EXTM3U/i.test(head);
  return named.filter((line) => address.test(line) || picture.test(line)).length * 2 > named.length;
}
