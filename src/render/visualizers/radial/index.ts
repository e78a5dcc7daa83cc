/** A sun of bars: the spectrum around a circle that breathes with the bass. */
import { float, int } from '../../param-kinds.ts';
import { clamp01, follow, ghostOf, sampleAt } from '../../visual/smooth.ts';
import type { VisualizerDefinition, VisualizerMotion } from '../../visualizer.ts';
import { canvas2d } from './flat.ts';
import { shader } from './glsl.ts';

/** Of one half; the other mirrors it. */
const MOST_RAYS = 64;

function create(): VisualizerMotion {
  const values = {
    rays: new Float32Array(MOST_RAYS),
    ghosts: new Float32Array(MOST_RAYS),
    /** Bass, kick, turn (radians), rays of one half. */
    body: new Float32Array(4),
  };
  const { rays, ghosts, body } = values;
  let turn = 0;
  return {
    values,
    step({ audio, dtMs, params, nowMs, calm }) {
      const { bars, bands, idle } = audio.features;
      const count = Number(params['rays']);
      for (let ray = 0; ray < MOST_RAYS; ray++) {
        const at = (ray + 0.5) / count;
        const heard = sampleAt(bars.level, at) ** 1.3 + 0.15 * sampleAt(bars.hits, at);
        const rest = idle * (0.06 + 0.05 * Math.sin(nowMs / 1100 + ray * 0.4));
        const goal = ray < count ? clamp01(heard + rest) : 0;
        rays[ray] = follow(rays[ray] ?? 0, goal, dtMs, 18, 170);
        ghosts[ray] = ghostOf(ghosts[ray] ?? 0, rays[ray] ?? 0, dtMs, 0.45);
      }
      body[0] = follow(body[0] ?? 0, bands.level[1] ?? 0, dtMs, 28, 260);
      body[1] = follow(body[1] ?? 0, calm ? 0 : (bands.hits[1] ?? 0), dtMs, 10, 170);
      const pace = 0.05 + 0.35 * (bands.level[3] ?? 0);
      turn = (turn + (dtMs / 1000) * Number(params['turn']) * pace) % (2 * Math.PI);
      body[2] = turn;
      body[3] = count;
    },
  };
}

export const visualizer: VisualizerDefinition = {
  id: 'radial',
  label: 'Radial spectrum',
  description: 'The spectrum around a circle that breathes with the bass, like a slow sun over the photo.',
  needs: ['bars', 'bands'],
  settings: {
    rays: int('Rays', 'How many rays one half has.', 48, 12, MOST_RAYS),
    size: float('Circle', 'How large the circle is.', 0.42, [0.2, 0.8]),
    reach: float('Reach', 'How long the rays grow.', 0.5, [0.1, 1]),
    gap: float('Gap', 'Air between the rays.', 0.45, [0, 0.8]),
    breath: float('Breath', 'How much the bass swells the circle.', 0.6),
    turn: float('Turning', 'How fast it turns with the music.', 0.6, [0, 2]),
    glow: float('Glow', 'How much light it throws.', 0.6),
  },
  presets: {
    sun: { label: 'Sun', params: {} },
    eclipse: { label: 'Eclipse', params: { size: 0.5, rays: 64, gap: 0.6, glow: 1, reach: 0.35 } },
    gear: { label: 'Petals', params: { rays: 16, gap: 0.12, reach: 0.6, size: 0.3 } },
  },
  create,
  shader,
  canvas2d,
};
