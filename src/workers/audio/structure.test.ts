import { expect, it } from 'vitest';
import { MEL_BANDS, MEL_EDGES_HZ, MEL_FPS } from './log-mel.ts';
import { Structure } from './structure.ts';

const isBass = (band: number) => (MEL_EDGES_HZ[band + 1] ?? 0) < 160;

/** Some seconds of frames, by how loud bass and treble are (in units of 20 dB) and how much begins. */
function play(structure: Structure, sec: number, bass: number, treble: (part: number) => number, flux = 0.1) {
  const most = { buildUp: 0, drop: 0 };
  for (let i = 0; i < sec * MEL_FPS; i += 1) {
    const part = i / (sec * MEL_FPS);
    structure.update(
      Float32Array.from({ length: MEL_BANDS }, (_, band) => (isBass(band) ? bass : treble(part))),
      flux * (1 + part),
    );
    most.buildUp = Math.max(most.buildUp, structure.buildUp);
    most.drop = Math.max(most.drop, structure.drop);
  }
  return most;
}

it('feels a build-up rise while the bass is gone, and the drop when it comes back', () => {
  const structure = new Structure();
  play(structure, 12, 1, () => 0);
  const settled = structure.buildUp;
  const rise = play(structure, 8, -0.5, (part) => 1.2 * part, 0.2);
  expect(rise.buildUp).toBeGreaterThan(settled + 0.3);
  expect(rise.drop).toBe(0);
  expect(play(structure, 1, 1.2, () => 0.6).drop).toBeGreaterThan(0.9);
  play(structure, 8, 1.2, () => 0.6);
  expect(structure.drop).toBeLessThan(0.05);
});

it('feels neither in music that goes on as it is, nor in silence', () => {
  for (const [bass, treble] of [
    [0.8, 0.2],
    [-2.5, -2.5],
  ] as const) {
    expect(play(new Structure(), 20, bass, () => treble, 0)).toEqual({ buildUp: 0, drop: 0 });
  }
});
