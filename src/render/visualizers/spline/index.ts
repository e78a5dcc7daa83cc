/** Four layers of hills that the music raises: bass furthest back, hits in front. */
import { float } from '../../param-kinds.ts';
import { follow, sampleAt } from '../../visual/smooth.ts';
import type { VisualizerDefinition, VisualizerMotion } from '../../visualizer.ts';
import { canvas2d } from './flat.ts';
import { shader } from './glsl.ts';

export const LAYERS = 4;
/** Knots of one layer. */
export const KNOTS = 12;
/** Each layer's part of the bars, from and to (0–1). */
const RANGES = [
  [0, 0.3],
  [0.25, 0.55],
  [0.45, 0.8],
  [0.6, 1],
] as const;

function create(): VisualizerMotion {
  const values = {
    knots: new Float32Array(LAYERS * KNOTS),
    /** Edge light per layer. */
    edges: new Float32Array(LAYERS),
  };
  const { knots, edges } = values;
  return {
    values,
    step({ audio, dtMs, params, nowMs }) {
      const { bars, idle } = audio.features;
      for (const [layer, [low, high]] of RANGES.entries()) {
        let loudest = 0;
        for (let knot = 0; knot < KNOTS; knot++) {
          // Each layer's bass lies elsewhere, so that the hills do not stand in line.
          const across = Math.abs((((knot + 0.5) / KNOTS + layer * 0.29) % 1) * 2 - 1);
          const at = low + (high - low) * across;
          const source = layer === 3 ? bars.hits : bars.level;
          const heard = sampleAt(source, at) * (layer === 3 ? 0.8 : 0.95);
          const drift = Math.sin(nowMs / (2100 + layer * 500) + knot * 1.9 + layer * 2) * (0.045 + 0.05 * idle);
          const goal = (heard ** 1.2 + drift * Number(params['drift'])) * Number(params['motion']);
          const index = layer * KNOTS + knot;
          knots[index] = follow(knots[index] ?? 0, goal, dtMs, 45 + layer * 5, 380 - layer * 40);
          loudest = Math.max(loudest, heard);
        }
        edges[layer] = follow(edges[layer] ?? 0, loudest, dtMs, 25, 260);
      }
    },
  };
}

export const visualizer: VisualizerDefinition = {
  id: 'spline',
  label: 'Spline curve',
  description: 'Translucent hills rise and sink with the music, one behind the other.',
  needs: ['bars'],
  settings: {
    motion: float('Motion', 'How high the music raises the hills.', 0.6, [0.1, 1.5]),
    base: float('Base', 'How high they stand in silence.', 0.12, [0, 0.6]),
    spread: float('Spread', 'How far one stands above the other.', 0.5),
    drift: float('Drift', 'How much they move by themselves.', 0.6),
    fill: float('Fill', 'How much light lies in the hills.', 0.5),
    edge: float('Edge', 'How bright their ridges are.', 0.7),
  },
  presets: {
    dunes: { label: 'Dunes', params: {} },
    deepBlue: { label: 'Deep', params: { fill: 0.9, edge: 0.3, motion: 0.5, base: 0.2 } },
    ridges: { label: 'Ridges', params: { fill: 0.1, edge: 1, spread: 0.9, motion: 0.8 } },
  },
  create,
  shader,
  canvas2d,
};
