/** The sound's own shape as a beam of light, held still by its zero crossings. */
import { float, int } from '../../param-kinds.ts';
import { follow, meanOf, share, trail } from '../../visual/smooth.ts';
import type { FrameContext, VisualizerDefinition, VisualizerMotion } from '../../visualizer.ts';
import { canvas2d } from './flat.ts';
import { shader } from './glsl.ts';

const POINTS = 256;
const ECHO_MS = 130;
const GAIN_MS = 600;

/** Where the wave goes up through zero, so that it does not run away sideways. */
function crossingIn(samples: Float32Array, last: number): number {
  let [best, steepest] = [0, 0];
  for (let at = 1; at < last; at++) {
    const [before, now] = [samples[at - 1] ?? 0, samples[at] ?? 0];
    if (before > 0 || now <= 0) continue;
    const rise = (samples[at + 3] ?? now) - before;
    if (rise > steepest) [best, steepest] = [at, rise];
  }
  return best;
}

/** Without samples: a wave that the bands and their times shape. */
function imagined({ audio }: FrameContext, at: number): number {
  const { level, time } = audio.features.bands;
  let sum = 0;
  for (let band = 0; band < 6; band++) {
    const turns = 1.5 + band * 2.7;
    sum += ((level[band] ?? 0) * Math.sin(at * turns * 6.283 + (time[band] ?? 0) * (2 + band))) / (1.6 + band * 0.5);
  }
  return sum * 0.55;
}

function create(): VisualizerMotion {
  const values = { wave: new Float32Array(POINTS), older: new Float32Array(POINTS), glow: new Float32Array(2) };
  const { wave, older, glow } = values;
  let gain = 1;
  return {
    values,
    step(frame) {
      const { audio, dtMs, params, nowMs } = frame;
      const { features, waveform } = audio;
      let peak = 0.02;
      for (const sample of waveform ?? []) peak = Math.max(peak, Math.abs(sample));
      const wanted = Math.min(6, 0.85 / peak);
      const lift = meanOf(gain, wanted, dtMs, GAIN_MS, GAIN_MS);
      gain += (wanted - gain) * share(dtMs, GAIN_MS);
      const room = waveform ? Math.floor(waveform.length * 0.35) : 0;
      const start = waveform ? crossingIn(waveform, room) : 0;
      const scale = (waveform?.length ?? 0) * 0.64;
      const softMs = 6 + 90 * Number(params['smoothing']) ** 2;
      const soft = share(dtMs, softMs);
      for (let point = 0; point < POINTS; point++) {
        const at = point / (POINTS - 1);
        const place = start + at * scale;
        const low = Math.floor(place);
        const [a, b] = [waveform?.[low] ?? 0, waveform?.[low + 1] ?? 0];
        const heard = waveform ? (a + (b - a) * (place - low)) * lift : imagined(frame, at);
        const idle = features.idle * 0.09 * Math.sin(at * 9 + nowMs / 1300) * Math.sin(at * Math.PI);
        const goal = Math.max(-1.2, Math.min(1.2, heard * (1 - features.idle) + idle));
        const now = wave[point] ?? 0;
        older[point] = trail(older[point] ?? 0, now, goal, dtMs, softMs, ECHO_MS);
        wave[point] = now + (goal - now) * soft;
      }
      glow[0] = follow(glow[0] ?? 0, features.bands.level[1] ?? 0, dtMs, 20, 240);
      glow[1] = follow(glow[1] ?? 0, features.bands.hits[2] ?? 0, dtMs, 10, 160);
    },
  };
}

export const visualizer: VisualizerDefinition = {
  id: 'oscilloscope',
  label: 'Oscilloscope',
  description: 'The shape of the sound itself, drawn as a beam of light with a faint echo.',
  needs: ['waveform', 'bands'],
  settings: {
    amplitude: float('Amplitude', 'How far the beam swings.', 0.5, [0.1, 1]),
    smoothing: float('Smoothing', 'Calms the beam down.', 0.45),
    width: float('Beam', 'How thick the beam is.', 0.4, [0.1, 1]),
    glow: float('Glow', 'How much light the beam throws.', 0.6),
    echo: float('Echo', 'How clearly you see where the beam has been.', 0.45),
    lines: int('Lines', 'How many beams run side by side.', 1, 1, 4),
    height: float('Position', 'From the bottom to the top.', 0.5, [0.1, 0.9]),
  },
  presets: {
    classic: { label: 'Classic', params: {} },
    strings: { label: 'Strings', params: { lines: 4, width: 0.2, amplitude: 0.4, smoothing: 0.7, glow: 0.4 } },
    neon: { label: 'Neon', params: { width: 0.7, glow: 1, echo: 0.8 } },
    thread: { label: 'Thread', params: { width: 0.1, glow: 0.3, amplitude: 0.35, smoothing: 0.8 } },
  },
  create,
  shader,
  canvas2d,
};
