import { describe, expect, it } from 'vitest';
import { Analyzer } from './analyzer.ts';
import { composeDemo, DEMO_BPM } from './demo-song.ts';

const sampleRate = 8000;

describe('the demo', () => {
  const { left, right } = composeDemo(sampleRate);

  it('is loud enough to be seen, and never clips', () => {
    let sum = 0;
    let peak = 0;
    for (const sample of left) {
      sum += sample * sample;
      peak = Math.max(peak, Math.abs(sample));
    }
    expect(Math.sqrt(sum / left.length)).toBeGreaterThan(0.05);
    expect(peak).toBeLessThan(1);
    expect(right).toHaveLength(left.length);
  });

  it('has a tempo and beats that are heard', () => {
    const analyzer = new Analyzer({ sampleRate });
    const frames = analyzer.process(left.slice(left.length / 2));
    expect(frames.filter(({ beat }) => beat).length).toBeGreaterThan(12);
    expect(Math.abs((frames.at(-1)?.tempoBpm ?? 0) - DEMO_BPM)).toBeLessThan(3);
  }, 30_000);
});
