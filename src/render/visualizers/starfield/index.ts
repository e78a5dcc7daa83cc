/** Flight through stars: the music is the throttle, every kick a ring of light that comes past. */
import { float, int } from '../../param-kinds.ts';
import { follow, meanOf } from '../../visual/smooth.ts';
import type { VisualizerDefinition, VisualizerMotion } from '../../visualizer.ts';
import { canvas2d } from './flat.ts';
import { shader } from './glsl.ts';

const RINGS = 4;
/** A ring comes past in this time. */
const RING_MS = 1_400;
/** Rings that come closer than this run into each other; kicks that are fainter than this make none. */
const APART = 0.16;
const FAINTEST = 0.2;

function create(): VisualizerMotion {
  const values = {
    /** Way flown, speed 0–1, highs, roll (radians). */
    flight: new Float32Array(4),
    /** Progress of each ring, 0 (far) to 1 (gone). */
    rings: new Float32Array(RINGS),
  };
  const { flight, rings } = values;
  rings.fill(1);
  let [way, roll, next] = [0, 0, 0];
  return {
    values,
    step({ audio, dtMs, params, calm }) {
      const { bands, idle } = audio.features;
      const push = 0.55 * (bands.level[1] ?? 0) + 0.45 * (bands.level[3] ?? 0);
      // Where less movement is wished for, the flight is a glide.
      const thrust = (calm ? 0.25 : 0.55) * meanOf(flight[1] ?? 0, push, dtMs, 80, 500);
      const pace = 0.05 + 0.03 * idle + thrust;
      flight[1] = follow(flight[1] ?? 0, push, dtMs, 80, 500);
      way = (way + (dtMs / 1000) * pace * Number(params['speed'])) % 1000;
      roll = (roll + (dtMs / 1000) * 0.12 * Number(params['roll']) * (0.3 + (bands.level[2] ?? 0))) % (2 * Math.PI);
      flight[0] = way;
      flight[2] = follow(flight[2] ?? 0, Math.max(bands.level[5] ?? 0, bands.hits[6] ?? 0), dtMs, 15, 150);
      flight[3] = roll;
      for (let ring = 0; ring < RINGS; ring++) rings[ring] = Math.min(1, (rings[ring] ?? 1) + dtMs / RING_MS);
      for (const { lane, strength, timeSec } of audio.onsets) {
        if (calm || lane !== 'kick' || strength < FAINTEST) continue;
        // Its age is counted from the kick and not from the frame that is told of it.
        const age = Math.max(0, (audio.timeSec - timeSec) * 1000) / RING_MS;
        const last = rings[(next + RINGS - 1) % RINGS] ?? 1;
        if (last - age <= APART || age >= 1) continue;
        rings[next] = age;
        next = (next + 1) % RINGS;
      }
    },
  };
}

export const visualizer: VisualizerDefinition = {
  id: 'starfield',
  label: 'Starfield',
  description: 'A flight through stars: the music is the throttle, and every kick is a ring that comes past.',
  needs: ['bands', 'onsets'],
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
