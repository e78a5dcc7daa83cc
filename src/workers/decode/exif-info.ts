/** What the file says about itself, through exifr. A chunk of its own: loaded after the first photo. */
import { parse } from 'exifr/dist/lite.esm.mjs';
import type { PhotoInfo } from '../../shared/photo.ts';

/** Rating has no name in exifr's small dictionary; it then comes under its number. */
const RATING_TAG = 0x4746;

const OPTIONS = {
  tiff: true,
  ifd0: { pick: ['Make', 'Model', RATING_TAG] },
  exif: {
    pick: ['DateTimeOriginal', 'CreateDate', 'ExposureTime', 'FNumber', 'ISO', 'FocalLength', 'LensModel'],
  },
  gps: true,
  xmp: { parse: true },
  icc: false,
  iptc: false,
  jfif: false,
  ihdr: false,
  interop: false,
  ifd1: false,
  mergeOutput: true,
  reviveValues: false,
  translateValues: false,
};

/**
 * Exif dates carry no time zone: they are what the camera's clock showed. They are read as local time of this
 * device, so that a photo taken at 18:30 says 18:30 wherever it is shown.
 */
export function parseExifDate(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const match = /^(\d{4})[:-](\d{2})[:-](\d{2})[ T](\d{2}):(\d{2}):(\d{2})/.exec(value);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  if (year < 1826 || month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  const ms = new Date(year, month - 1, day, hour, minute, second).getTime();
  return Number.isFinite(ms) ? ms : undefined;
}

const text = (value: unknown): string | undefined => {
  if (typeof value !== 'string') return undefined;
  const clean = value.replaceAll('\0', '').trim().slice(0, 120);
  return clean === '' ? undefined : clean;
};

const number = (value: unknown, least: number, most: number): number | undefined => {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  const n = typeof first === 'string' ? Number(first) : first;
  return typeof n === 'number' && n >= least && n <= most ? n : undefined;
};

/** Makers repeat their name in the model. */
function cameraName(make: string | undefined, model: string | undefined): string | undefined {
  if (make === undefined || model === undefined) return model ?? make;
  return model.toLowerCase().startsWith(make.split(' ')[0]?.toLowerCase() ?? '') ? model : `${make} ${model}`;
}

/** Total over any record: fields of the wrong kind or range are left out. */
export function toPhotoInfo(tags: Readonly<Record<string, unknown>>): PhotoInfo {
  const fields: { -readonly [K in keyof PhotoInfo]: PhotoInfo[K] | undefined } = {
    takenMs: parseExifDate(tags['DateTimeOriginal']) ?? parseExifDate(tags['CreateDate']),
    camera: cameraName(text(tags['Make']), text(tags['Model'])),
    lens: text(tags['LensModel']),
    exposureSec: number(tags['ExposureTime'], 1e-7, 1e6),
    fNumber: number(tags['FNumber'], 0.1, 1000),
    iso: number(tags['ISO'], 1, 1e8),
    focalLengthMm: number(tags['FocalLength'], 0.1, 1e5),
    rating: number(tags['Rating'] ?? tags[RATING_TAG], 0, 5),
  };
  const latitude = number(tags['latitude'], -90, 90);
  const longitude = number(tags['longitude'], -180, 180);
  // 0, 0 is what devices without a fix write; nobody photographs there.
  if (latitude !== undefined && longitude !== undefined && (latitude !== 0 || longitude !== 0)) {
    fields.latitude = latitude;
    fields.longitude = longitude;
  }
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Empty for a file without metadata; rejects on a damaged one. */
export async function readInfo(file: Blob | Uint8Array): Promise<PhotoInfo> {
  const tags = await parse(file, OPTIONS);
  return tags === undefined ? {} : toPhotoInfo(tags);
}
