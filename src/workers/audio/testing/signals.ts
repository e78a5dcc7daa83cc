/** Generated signals with exact truth, for tests. */

export const sine = (hz: number, seconds: number, sampleRate: number, amplitude = 0.5): Float32Array =>
  Float32Array.from(
    { length: Math.round(seconds * sampleRate) },
    (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / sampleRate),
  );

/** The same numbers each time: a linear congruential generator, −1…1. */
export function noise(seconds: number, sampleRate: number, amplitude = 0.5, seed = 1): Float32Array {
  let state = seed;
  return Float32Array.from({ length: Math.round(seconds * sampleRate) }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return amplitude * (state / 2 ** 31 - 1);
  });
}

type Drum = 'kick' | 'snare' | 'hat';

const DECAY: Record<Drum, number> = { kick: 18, snare: 25, hat: 70 };

/** Adds a drum hit to `out`. */
export function hit(out: Float32Array, drum: Drum, atSec: number, sampleRate: number, amplitude = 0.6): void {
  const start = Math.round(atSec * sampleRate);
  const hiss = noise(0.25, sampleRate, 1, start + 7);
  for (let i = 0; i < hiss.length && start + i < out.length; i += 1) {
    const t = i / sampleRate;
    const body = drum === 'kick' ? Math.sin(2 * Math.PI * (55 * t + 4 * (1 - Math.exp(-30 * t)))) : (hiss[i] ?? 0);
    const bright = drum === 'hat' ? body - (hiss[i - 1] ?? 0) : body;
    out[start + i] = (out[start + i] ?? 0) + amplitude * bright * Math.exp(-DECAY[drum] * t);
  }
}

/** Kick and snare by turns on these beats, hats on each and half-way; `swing` delays the halves (0.5 straight, 0.67 triplets). */
export function groove(beats: readonly number[], seconds: number, sampleRate: number, swing = 0.5): Float32Array {
  const out = new Float32Array(Math.round(seconds * sampleRate));
  beats.forEach((beat, i) => {
    hit(out, i % 2 === 0 ? 'kick' : 'snare', beat, sampleRate);
    hit(out, 'hat', beat, sampleRate, 0.15);
    const next = beats[i + 1];
    if (next !== undefined) hit(out, 'hat', beat + (next - beat) * swing, sampleRate, 0.15);
  });
  return out;
}

/** Beat times from 0.3 s on; `bpmAt` may change over time. */
export function beatTimes(seconds: number, bpmAt: (sec: number) => number): number[] {
  const beats: number[] = [];
  for (let at = 0.3; at < seconds; at += 60 / bpmAt(at)) beats.push(at);
  return beats;
}
