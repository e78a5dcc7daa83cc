/**
 * The few Exif fields the library asks for, read straight from the head of a JPEG file: a twentieth of what the general reader takes,
 * and twenty thousand files are read. Pure. Null for whatever is not plain (another format, XMP, a segment that goes on behind the head,
 * offsets that lead nowhere): then the general reader has its say, with the same names for the same fields.
 *
 * Layout: Exif 2.32, 4.5 and 4.6 (JEITA CP-3451X); TIFF 6.0, section 2.
 */

type Tags = Record<string, unknown>;

const names: Readonly<Record<number, string>> = {
  0x010f: 'Make',
  0x0110: 'Model',
  0x4746: 'Rating',
  0x9003: 'DateTimeOriginal',
  0x9004: 'CreateDate',
  0xa434: 'LensModel',
};
const exifPointer = 0x8769;
const gpsPointer = 0x8825;
const mostEntries = 512;
const ascii = 2;
const short = 3;
const long = 4;
const rational = 5;
const widths: Readonly<Record<number, number>> = { [ascii]: 1, [short]: 2, [long]: 4, [rational]: 8 };

/** A TIFF block; every read throws `RangeError` beyond its end. */
class Tiff {
  readonly #view: DataView;
  readonly #isLittle: boolean;

  constructor(view: DataView) {
    this.#view = view;
    this.#isLittle = view.getUint16(0) === 0x4949;
    if (this.#short(2) !== 42) throw new RangeError('no TIFF');
  }

  get first(): number {
    return this.#long(4);
  }

  #short(at: number): number {
    return this.#view.getUint16(at, this.#isLittle);
  }

  #long(at: number): number {
    return this.#view.getUint32(at, this.#isLittle);
  }

  *entries(at: number): Generator<{ tag: number; values: () => readonly (number | string)[] }> {
    const count = this.#short(at);
    if (count > mostEntries) throw new RangeError('no directory');
    for (let index = 0; index < count; index++) {
      const entry = at + 2 + 12 * index;
      yield { tag: this.#short(entry), values: () => this.#values(entry) };
    }
  }

  #values(entry: number): readonly (number | string)[] {
    const type = this.#short(entry + 2);
    const count = this.#long(entry + 4);
    const width = widths[type];
    if (width === undefined || count * width > 4096) return [];
    const at = count * width <= 4 ? entry + 8 : this.#long(entry + 8);
    if (type === ascii) {
      const { buffer, byteOffset } = this.#view;
      this.#view.getUint8(at + Math.max(0, count - 1));
      return [String.fromCharCode(...new Uint8Array(buffer, byteOffset + at, count))];
    }
    return Array.from({ length: count }, (_, index) => {
      const place = at + index * width;
      if (type === short) return this.#short(place);
      return type === long ? this.#long(place) : this.#long(place) / this.#long(place + 4);
    });
  }
}

/** Degrees out of degrees, minutes and seconds; undefined when one of them is none. */
function degrees(parts: readonly (number | string)[], side: unknown): number | undefined {
  const [whole, minutes = 0, seconds = 0] = parts.map(Number);
  if (whole === undefined || !Number.isFinite(whole + minutes + seconds)) return undefined;
  const angle = whole + minutes / 60 + seconds / 3600;
  return /^[sw]/i.test(String(side)) ? -angle : angle;
}

function readGps(tiff: Tiff, at: number, tags: Tags): void {
  const found = new Map<number, readonly (number | string)[]>();
  for (const { tag, values } of tiff.entries(at)) if (tag >= 1 && tag <= 4) found.set(tag, values());
  for (const [name, tag] of [
    ['latitude', 2],
    ['longitude', 4],
  ] as const) {
    const angle = degrees(found.get(tag) ?? [], found.get(tag - 1)?.[0]);
    if (angle !== undefined) tags[name] = angle;
  }
}

function readTiff(view: DataView): Tags {
  const tiff = new Tiff(view);
  const tags: Tags = {};
  const pending = [tiff.first];
  for (let place = pending.shift(), steps = 0; place !== undefined && steps < 3; place = pending.shift(), steps++) {
    for (const { tag, values } of tiff.entries(place)) {
      const name = names[tag];
      const [first] = name !== undefined || tag === exifPointer || tag === gpsPointer ? values() : [];
      if (name !== undefined && first !== undefined) tags[name] = first;
      else if (tag === exifPointer && typeof first === 'number') pending.push(first);
      else if (tag === gpsPointer && typeof first === 'number') readGps(tiff, first, tags);
    }
  }
  return tags;
}

const exifMark = 'Exif\0\0';
const startsWith = (head: Uint8Array, at: number, mark: string): boolean =>
  [...mark].every((letter, index) => head[at + index] === letter.charCodeAt(0));

/** Fields as the general reader names them; empty when the file is a JPEG that says nothing. */
export function readExifHead(head: Uint8Array): Readonly<Tags> | null {
  if (head[0] !== 0xff || head[1] !== 0xd8) return null;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  let tags: Tags = {};
  try {
    for (let at = 2; ;) {
      const marker = view.getUint16(at);
      // A frame or scan begins: what is said about the picture stands before it.
      if (marker >= 0xffc0 && marker <= 0xffdf && marker !== 0xffc4) return tags;
      if (marker < 0xff01) return null;
      const next = at + 2 + view.getUint16(at + 2);
      if (marker === 0xffe1) {
        if (next > head.byteLength || !startsWith(head, at + 4, exifMark)) return null;
        tags = { ...readTiff(new DataView(head.buffer, head.byteOffset + at + 10, next - at - 10)), ...tags };
      }
      at = next;
    }
  } catch {
    return null;
  }
}
