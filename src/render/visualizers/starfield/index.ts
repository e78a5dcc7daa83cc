/** Flight through stars: the music is the throttle, every kick a ring of light that comes past. */
import { float, int } from '../../param-kinds.ts';
import { follow } from '../../visual/smooth.ts';
import type { VisualizerDefinition, VisualizerMotion } from '../../visualizer.ts';
import { canvas2d } from './flat.ts';
import { shader } from './glsl.ts';

const RINGS = 4;
/** A ring comes past in this time. */
const RING_MS = 1_400;

function create(): VisualizerMotion {
  const values = {
    /** Way flown, speed 0–1, highs, roll (radians). */
    flight: new Float32Array(4),
    /** Progress of each ring, 0 (far) to 1 (gone). */
    rings: new Float32Array(RINGS),
  };
  const { flight, rings } = values;
  rings.fill(1);
  let [way, roll, next, wasHit] = [0, 0, 0, 0];
  return {
    values,
    step({ audio, dtMs, params, calm }) {
      const { bands, idle } = audio.features;
      const push = 0.55 * (bands.level[1] ?? 0) + 0.45 * (bands.level[3] ?? 0);
      flight[1] = follow(flight[1] ?? 0, push, dtMs, 80, 500);
      const pace = 0.05 + 0.03 * idle + 0.55 * (flight[1] ?? 0);
      way = (way + (dtMs / 1000) * pace * Number(params['speed'])) % 1000;
      roll = (roll + (dtMs / 1000) * 0.12 * Number(params['roll']) * (0.3 + (bands.level[2] ?? 0))) % (2 * Math.PI);
      flight[0] = way;
      flight[2] = follow(flight[2] ?? 0, Math.max(bands.level[5] ?? 0, bands.hits[6] ?? 0), dtMs, 15, 150);
      flight[3] = roll;
      const hit = bands.hits[1] ?? 0;
      if (!calm && hit > 0.45 && hit > wasHit + 0.05) {
        const oldest = (next + RINGS) % RINGS;
        const last = rings[(oldest + RINGS - 1) % RINGS] ?? 1;
        if (last > 0.16) {
          rings[oldest] = 0;
          next = (oldest + 1) % RINGS;
        }
      }
      wasHit = hit;
      for (let ring = 0; ring < RINGS; ring++) rings[ring] = Math.min(1, (rings[ring] ?? 1) + dtMs / RING_MS);
    },
  };
}

export const visualizer: VisualizerDefinition = {
  id: 'starfield',
  label: 'Starfield',
  description: 'A flight through stars: the music is the throttle, and every kick is a ring that comes past.',
  needs: ['bands'],
  settings: {
    density: float('Density', 'How many stars there are.', 0.55, [0.1, 1]),
    speed: float('Speed', 'How fast you fly.', 0.8, [0.1, 2]),
    streak: float('Streaks', 'How far fast stars are drawn out.', 0.6),
    roll: float('Roll', 'How much the flight turns.', 0.5, [0, 2]),
    rings: float('Rings', 'How bright the rings of the kicks are.', 0.6),
    layers: int('Depth', 'How many layers of stars lie behind each other.', 6, 2, 8),
  },
  presets: {
    cruise: { label: 'Cruise', params: {} },
    warp: { label: 'Warp', params: { speed: 1.8, streak: 1, density: 0.8, rings: 0.3 } },
    tunnel: { label: 'Tunnel', params: { rings: 1, density: 0.3, roll: 1.4 } },
    snow: { label: 'Drift', params: { speed: 0.25, streak: 0.1, roll: 0.2, rings: 0 } },
  },
  create,
  shader,
  canvas2d,
};
