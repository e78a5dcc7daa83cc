/** Bars from low to high, standing on the photo, each with a ghost that sinks behind it. */
import { float, int } from '../../param-kinds.ts';
import { clamp01, follow, ghostOf, sampleAt } from '../../visual/smooth.ts';
import type { VisualizerDefinition, VisualizerMotion } from '../../visualizer.ts';
import { canvas2d } from './flat.ts';
import { shader } from './glsl.ts';

const MOST_BARS = 96;

function create(): VisualizerMotion {
  const values = {
    /** Heights, 0–1, and what hangs over them. */
    bars: new Float32Array(MOST_BARS),
    ghosts: new Float32Array(MOST_BARS),
    /** Bars in use. */
    used: new Float32Array(1),
    /** Bass now, a kick's flash. */
    beat: new Float32Array(2),
  };
  const { bars, ghosts, used, beat } = values;
  return {
    values,
    step({ audio, dtMs, params, nowMs, calm }) {
      const { features } = audio;
      const count = Number(params['bars']);
      const half = params['mirrored'] ? count / 2 : count;
      used[0] = count;
      for (let bar = 0; bar < MOST_BARS; bar++) {
        if (bar >= count) {
          bars[bar] = 0;
          ghosts[bar] = 0;
          continue;
        }
        // Mirrored: low in the middle, high at both ends.
        const at = params['mirrored'] ? Math.abs(bar + 0.5 - half) / half : (bar + 0.5) / count;
        const level = sampleAt(features.bars.level, at);
        const presence = sampleAt(features.bars.presence, at);
        const heard = level ** 1.35 * (0.78 + 0.22 * presence) + 0.12 * sampleAt(features.bars.hits, at) * level;
        const idle = features.idle * (0.035 + 0.03 * Math.sin(nowMs / 1400 + at * 5));
        const goal = clamp01(heard + idle);
        bars[bar] = follow(bars[bar] ?? 0, goal, dtMs, 18, 150 * Number(params['calmness']) + 40);
        ghosts[bar] = ghostOf(ghosts[bar] ?? 0, bars[bar] ?? 0, dtMs, Number(params['ghostFall']));
      }
      beat[0] = follow(beat[0] ?? 0, features.bands.level[1] ?? 0, dtMs, 25, 220);
      beat[1] = follow(beat[1] ?? 0, calm ? 0 : (features.bands.hits[1] ?? 0), dtMs, 8, 140);
    },
  };
}

export const visualizer: VisualizerDefinition = {
  id: 'spectrum',
  label: 'Spectrum',
  description: 'Bars from bass to treble stand on the photo and leave a ghost where they have been.',
  needs: ['bars', 'bands'],
  settings: {
    bars: int('Number of bars', 'How many bars stand side by side.', 48, 8, MOST_BARS),
    mirrored: { type: 'bool', default: true, label: 'Mirrored', help: 'Bass in the middle, treble at both ends.' },
    curve: float('Curve', 'Bends the row into an arc.', 0),
    height: float('Height', 'How far the loudest bar reaches.', 0.42, [0.1, 0.9]),
    gap: float('Gap', 'Air between the bars.', 0.34, [0, 0.8]),
    round: float('Roundness', 'Square ends, or round ones.', 1),
    ghost: float('Ghosts', 'How clearly you see where a bar has been.', 0.5),
    ghostFall: float('Ghost speed', 'How fast a ghost sinks.', 0.35, [0.1, 1]),
    calmness: float('Calmness', 'How slowly a bar comes down.', 0.7),
    mirrorBelow: float('Reflection', 'How clearly the bars stand in still water.', 0.3),
  },
  presets: {
    skyline: { label: 'Skyline', params: {} },
    horizon: { label: 'Horizon', params: { bars: 84, gap: 0.5, height: 0.3, mirrorBelow: 0.75, ghost: 0.25 } },
    arc: { label: 'Arc', params: { curve: 0.75, bars: 64, height: 0.34, mirrorBelow: 0.12 } },
    pillars: { label: 'Pillars', params: { bars: 17, gap: 0.18, round: 0.25, height: 0.6, mirrorBelow: 0 } },
    needles: { label: 'Needles', params: { bars: 96, gap: 0.72, mirrored: false, height: 0.5, ghost: 0.9 } },
  },
  create,
  shader,
  canvas2d,
};
