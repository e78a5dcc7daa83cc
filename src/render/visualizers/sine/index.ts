/** Ribbons of light that travel with the music: each line listens to its own part of the spectrum. */
import { float, int } from '../../param-kinds.ts';
import { follow } from '../../visual/smooth.ts';
import type { VisualizerDefinition, VisualizerMotion } from '../../visualizer.ts';
import { canvas2d } from './flat.ts';
import { shader } from './glsl.ts';

const MOST = 6;
/** Which band each line listens to. */
const BANDS = [1, 3, 2, 4, 5, 6] as const;

function create(): VisualizerMotion {
  const values = {
    /** Per line: swing 0–1, phase in turns of 2π, thickness, brightness. */
    lines: new Float32Array(MOST * 4),
    bass: new Float32Array(1),
  };
  const { lines, bass } = values;
  const phases = new Float64Array(MOST);
  return {
    values,
    step({ audio, dtMs, params }) {
      const { bands, idle } = audio.features;
      const speed = Number(params['speed']);
      for (let line = 0; line < MOST; line++) {
        const band = BANDS[line] ?? 1;
        const level = bands.level[band] ?? 0;
        const at = line * 4;
        const goal = 0.16 * idle + 0.1 + 0.9 * level ** 1.15 * Number(params['swing']) * 2;
        lines[at] = follow(lines[at] ?? 0, goal, dtMs, 60, 320);
        const turn = speed * (0.35 + 0.1 * line + 1.6 * level) * (line % 2 ? -1 : 1);
        phases[line] = ((phases[line] ?? 0) + (turn * dtMs) / 1000) % (Math.PI * 200);
        lines[at + 1] = phases[line] ?? 0;
        lines[at + 2] = follow(lines[at + 2] ?? 0, bands.hits[band] ?? 0, dtMs, 12, 200);
        lines[at + 3] = follow(lines[at + 3] ?? 0, 0.45 + 0.55 * level, dtMs, 40, 300);
      }
      bass[0] = follow(bass[0] ?? 0, bands.level[1] ?? 0, dtMs, 25, 260);
    },
  };
}

export const visualizer: VisualizerDefinition = {
  id: 'sine',
  label: 'Sine wave',
  description: 'Slow ribbons of light, each carried by its own part of the music.',
  needs: ['bands'],
  settings: {
    lines: int('Ribbons', 'How many there are.', 4, 1, MOST),
    swing: float('Swing', 'How far they move with the music.', 0.5),
    density: float('Waves', 'How many waves fit side by side.', 1.3, [0.25, 3]),
    speed: float('Travel', 'How fast the waves run.', 0.9, [0, 3]),
    veil: float('Veil', 'How much light lies between a ribbon and the ground.', 0.45),
    width: float('Thickness', 'How thick the ribbons are.', 0.35, [0.05, 1]),
    height: float('Position', 'From the bottom to the top.', 0.42, [0.1, 0.9]),
  },
  presets: {
    aurora: { label: 'Aurora', params: {} },
    threads: { label: 'Threads', params: { lines: 6, width: 0.1, veil: 0.1, density: 2.2 } },
    tide: { label: 'Tide', params: { lines: 2, density: 0.6, speed: 0.4, veil: 0.9, height: 0.3 } },
    pulse: { label: 'Pulse', params: { lines: 3, density: 2.6, speed: 1.8, swing: 0.8 } },
  },
  create,
  shader,
  canvas2d,
};
