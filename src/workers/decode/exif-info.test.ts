import { describe, expect, it } from 'vitest';
import { makeJpeg } from '../../../tests/fixtures/photo-factory.mjs';
import { parseExifDate, readInfo, toPhotoInfo } from './exif-info.ts';

describe('what a photo says about itself', () => {
  it('reads the fields a camera writes', async () => {
    const file = makeJpeg({ width: 64, height: 48, seed: 1 });
    await expect(readInfo(new Uint8Array(file))).resolves.toEqual({
      takenMs: new Date(2024, 5, 21, 18, 30, 5).getTime(),
      camera: 'Afterimage Test Camera 1',
      lens: 'Test Lens 35mm F2.8',
      exposureSec: 1 / 250,
      fNumber: 2.8,
      iso: 200,
      focalLengthMm: 35,
      latitude: 46.5,
      longitude: 7.75,
      rating: 4,
    });
  });

  it('reads a date as the clock of the camera showed it, and refuses nonsense', () => {
    expect(parseExifDate('2024:06:21 18:30:05')).toBe(new Date(2024, 5, 21, 18, 30, 5).getTime());
    expect(parseExifDate('0000:00:00 00:00:00')).toBeUndefined();
    expect(parseExifDate('    :  :     :  :  ')).toBeUndefined();
    expect(parseExifDate(17)).toBeUndefined();
  });

  it('leaves out what makes no sense', () => {
    const odd = { Make: '\0\0', Model: 7, FNumber: -1, ISO: 'many', latitude: 0, longitude: 0, Rating: 99 };
    expect(toPhotoInfo(odd)).toEqual({});
  });

  it('does not name the maker twice', () => {
    expect(toPhotoInfo({ Make: 'Canon', Model: 'Canon EOS R5' })).toEqual({ camera: 'Canon EOS R5' });
    expect(toPhotoInfo({ Make: 'NIKON CORPORATION', Model: 'NIKON Z 6' })).toEqual({ camera: 'NIKON Z 6' });
  });
});
