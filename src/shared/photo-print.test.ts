import { describe, expect, it } from 'vitest';
import { copies, landscape, type Picture, toSquare } from '../../tests/fixtures/print-pictures.ts';
import {
  colorDistance,
  feelDistance,
  hashDistance,
  isSamePicture,
  makePrint,
  printBytes,
  sameColorDistance,
  sameHashBits,
} from './photo-print.ts';

const printOf = (picture: Picture) => makePrint(toSquare(picture));

function table(pictures: readonly Picture[]): Uint8Array {
  const prints = new Uint8Array(pictures.length * printBytes);
  pictures.forEach((picture, index) => prints.set(printOf(picture), index * printBytes));
  return prints;
}

const at = (index: number) => index * printBytes;
const originals = Array.from({ length: 24 }, (_, seed) => landscape(seed + 1));

describe('prints', () => {
  it('know copies of a photo again, whatever was done to them', () => {
    for (const original of originals.slice(0, 5)) {
      for (const [name, copy] of Object.entries(copies(original))) {
        const prints = table([original, copy]);
        const told = `${name}: ${hashDistance(prints, 0, at(1))} bits, ${colorDistance(prints, 0, at(1)).toFixed(3)}`;
        expect(isSamePicture(prints, 0, at(1)), told).toBe(true);
      }
    }
  });

  it('tell different photos apart', () => {
    const prints = table(originals);
    let nearest = 64;
    for (let a = 0; a < originals.length; a++) {
      for (let b = a + 1; b < originals.length; b++) {
        nearest = Math.min(nearest, hashDistance(prints, at(a), at(b)));
        expect(isSamePicture(prints, at(a), at(b)), `${a} and ${b}`).toBe(false);
      }
    }
    expect(nearest).toBeGreaterThan(sameHashBits);
  });

  it('say nothing about pictures without detail', () => {
    const flat = (value: number): Picture => ({
      width: 64,
      height: 64,
      rgba: new Uint8ClampedArray(64 * 64 * 4).fill(value),
    });
    expect(isSamePicture(table([flat(0), flat(0)]), 0, at(1))).toBe(false);
  });

  it('feel a photo in the same colours nearer than one in others', () => {
    const warm = landscape(5, { hue: 0.1 });
    const alsoWarm = landscape(6, { hue: 0.1 });
    const cold = landscape(7, { hue: 3.2 });
    const prints = table([warm, alsoWarm, cold]);
    expect(feelDistance(prints, 0, at(1))).toBeLessThan(feelDistance(prints, 0, at(2)));
    expect(colorDistance(prints, 0, at(2))).toBeGreaterThan(sameColorDistance);
  });

  it('are the same for the same pixels and have distance 0 to themselves', () => {
    const prints = table([landscape(9), landscape(9)]);
    expect(hashDistance(prints, 0, at(1))).toBe(0);
    expect(feelDistance(prints, 0, at(1))).toBe(0);
  });
});
