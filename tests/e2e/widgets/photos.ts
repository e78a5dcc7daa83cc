/** Photos that are hard to write on, as PNG files. */
import { deflateSync } from 'node:zlib';
import { crc32 } from 'node:zlib';

type Rgb = readonly [number, number, number];

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(checksum(body), body.length + 4);
  return out;
}

function checksum(bytes: Buffer): number {
  if (typeof crc32 === 'function') return crc32(bytes);
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

export function pngOf(width: number, height: number, at: (x: number, y: number) => Rgb): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rows.set(at(x, y), y * (1 + width * 3) + 1 + x * 3);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  const data = chunk('IDAT', deflateSync(rows));
  return Buffer.concat([signature, chunk('IHDR', header), data, chunk('IEND', Buffer.alloc(0))]);
}

/** The same for every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const grey = (value: number): Rgb => [value, value, value];
const [wide, high] = [640, 360];

/** By name: the order of the show. */
export function hardPhotos(): Record<string, Buffer> {
  const noise = random(1);
  const snow = random(2);
  const stars = random(3);
  const photos: Record<string, (x: number, y: number) => Rgb> = {
    white: () => grey(255),
    black: () => grey(0),
    noise: () => grey(Math.floor(noise() * 256)),
    checkerboard: (x, y) => grey(((x >> 4) + (y >> 4)) & 1 ? 255 : 0),
    snow: (x, y) => grey(Math.min(255, 215 + Math.floor(40 * snow()) - (y > 250 && x % 90 < 12 ? 150 : 0))),
    night: () => (stars() > 0.998 ? [255, 250, 230] : [6, 8, 18]),
    grey: () => grey(119),
    red: () => [255, 0, 0],
    blue: () => [0, 0, 255],
    ramp: (x) => [Math.floor((x / wide) * 255), 190, 255 - Math.floor((x / wide) * 255)],
    stripes: (x) => ((x >> 1) & 1 ? [255, 255, 0] : [20, 0, 90]),
  };
  return Object.fromEntries(
    Object.entries(photos).map(([name, at], index) => [
      `${String(index).padStart(2, '0')}-${name}.png`,
      pngOf(wide, high, at),
    ]),
  );
}
