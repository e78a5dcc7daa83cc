import { expect, it } from 'vitest';
import { PaletteMixer } from './palette.ts';

const photo = {
  palette: [{ l: 0.6, c: 0.12, h: 30, weight: 0.6 }],
  luminance: { columns: 1, rows: 1, mean: Uint8Array.of(90), detail: Uint8Array.of(20) },
};

/** The first ink after twenty seconds of music as full as this. */
function inkAt(energy: number) {
  const mixer = new PaletteMixer();
  mixer.aim(photo);
  for (let ms = 0; ms < 20_000; ms += 16) mixer.step(16, energy);
  const [red = 0, green = 0, blue = 0] = mixer.inks;
  return {
    span: Math.max(red, green, blue) - Math.min(red, green, blue),
    light: 0.3 * red + 0.59 * green + 0.11 * blue,
  };
}

it('is paler in quiet music and fuller in loud music, and as light in both', () => {
  const [quiet, loud] = [inkAt(0.1), inkAt(0.9)];
  expect(loud.span).toBeGreaterThan(quiet.span * 1.15);
  expect(Math.abs(loud.light - quiet.light)).toBeLessThan(0.05);
});

it('does not change colour from beat to beat', () => {
  const mixer = new PaletteMixer();
  mixer.aim(photo);
  for (let ms = 0; ms < 10_000; ms += 16) mixer.step(16, 0.5);
  const before = [...mixer.inks];
  for (let ms = 0; ms < 200; ms += 16) mixer.step(16, 1);
  mixer.inks.forEach((value, i) => expect(Math.abs(value - (before[i] ?? 0))).toBeLessThan(0.02));
});
