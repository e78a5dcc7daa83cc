import { describe, expect, it } from 'vitest';
import { BeatNetwork } from './beat-network.ts';
import { LogMel, MEL_BANDS } from './log-mel.ts';
import { History } from './spectrum.ts';
import { BEAT_FIXTURE } from './testing/beat-network-fixture.ts';

const RATE = 22_050;

/** The made-up groove of tools/beat-training/export.py. */
const samples = Float32Array.from({ length: 2 * RATE }, (_, i) => {
  const t = i / RATE;
  const since = t % 0.5;
  return 0.5 * Math.sin(2 * Math.PI * 60 * since) * Math.exp(-20 * since) + 0.1 * Math.sin(2 * Math.PI * 880 * t);
});

function framesOf(): Float32Array[] {
  const mel = new LogMel(RATE);
  const history = new History(mel.windowSize);
  const frames: Float32Array[] = [];
  samples.forEach((sample, i) => {
    history.room(1)[0] = sample;
    if (i + 1 !== mel.endOf(frames.length)) return;
    const frame = new Float32Array(MEL_BANDS);
    mel.into(frame, history.before(i + 1, mel.windowSize));
    frames.push(frame);
  });
  return frames;
}

describe('the beat network', () => {
  const frames = framesOf();

  it('is fed the frames it was trained on', () => {
    for (const [index, expected] of Object.entries(BEAT_FIXTURE.frames)) {
      expected.forEach((value, band) => expect(frames[Number(index)]![band]).toBeCloseTo(value, 2));
    }
  });

  it('answers as the trained network does', () => {
    const network = new BeatNetwork();
    const answers = Array.from({ length: frames.length / 2 }, (_, i) =>
      network.step(frames[2 * i]!, frames[2 * i + 1]!),
    );
    for (const [index, expected] of Object.entries(BEAT_FIXTURE.outputs)) {
      const { beat, downbeat, pulse } = answers[Number(index)]!;
      [...beat, ...downbeat, pulse].forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(0.02));
    }
  });
});
