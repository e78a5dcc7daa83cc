/** Soap bubbles that rise through the photo: large ones breathe with the bass, small ones answer the highs. */
import { float, int } from '../../param-kinds.ts';
import { follow, meanOf } from '../../visual/smooth.ts';
import type { VisualizerDefinition, VisualizerMotion } from '../../visualizer.ts';
import { canvas2d } from './flat.ts';
import { shader } from './glsl.ts';

const MOST = 48;

/** The same number for the same bubble each time, 0–1. */
function chance(bubble: number, what: number): number {
  const x = Math.sin(bubble * 127.1 + what * 311.7) * 43758.5453;
  return x - Math.floor(x);
}

const wrap = (value: number): number => value - Math.floor(value);

function create(): VisualizerMotion {
  const values = {
    /** Per bubble: x and y of the centre (x in heights), radius (0: none), light. */
    bubbles: new Float32Array(MOST * 4),
    used: new Float32Array(1),
  };
  const { bubbles, used } = values;
  let risen = 0;
  let [bass, mids, highs, kick] = [0, 0, 0, 0];
  return {
    values,
    step({ audio, dtMs, params, viewport, nowMs }) {
      const { bands } = audio.features;
      const push = 0.9 * meanOf(mids, bands.level[3] ?? 0, dtMs, 50, 260);
      const lift = 0.8 * meanOf(bass, bands.level[1] ?? 0, dtMs, 40, 260);
      risen = (risen + (dtMs / 1000) * Number(params['speed']) * (0.25 + push + lift)) % 10_000;
      bass = follow(bass, bands.level[1] ?? 0, dtMs, 40, 260);
      mids = follow(mids, bands.level[3] ?? 0, dtMs, 50, 260);
      highs = follow(highs, Math.max(bands.level[5] ?? 0, bands.level[6] ?? 0), dtMs, 25, 180);
      kick = follow(kick, bands.hits[1] ?? 0, dtMs, 14, 200);
      const large = Number(params['large']);
      const count = Math.min(MOST, large + Number(params['small']));
      used[0] = count;
      const ratio = viewport.widthPx / viewport.heightPx;
      for (let bubble = 0; bubble < MOST; bubble++) {
        const isLarge = bubble < large;
        const depth = chance(bubble, 1);
        const climb = wrap(chance(bubble, 2) + risen * (isLarge ? 0.045 : 0.07 + 0.09 * depth));
        const swish = Math.sin(nowMs / (2400 + 2600 * depth) + bubble * 2.4) * Number(params['drift']) * 0.07;
        const size = isLarge ? 0.05 + 0.05 * depth : 0.008 + 0.018 * depth * depth;
        const pulse = isLarge ? 1 + Number(params['pulse']) * (0.55 * bass + 0.22 * kick) : 1 + 0.9 * highs * depth;
        // It comes into being below the edge and is gone above it.
        const radius = size * pulse * Number(params['size']) * 2;
        const at = bubble * 4;
        bubbles[at] = (wrap(chance(bubble, 3) + swish * 0.5) * 1.1 - 0.05) * ratio + swish;
        bubbles[at + 1] = -radius + climb * (1 + 2 * radius);
        bubbles[at + 2] = bubble < count ? radius : 0;
        bubbles[at + 3] = isLarge ? 0.35 + 0.65 * bass : 0.35 + 0.9 * highs * depth + 0.25 * depth;
      }
    },
  };
}

export const visualizer: VisualizerDefinition = {
  id: 'bubble',
  label: 'Bubbles',
  description: 'Soap bubbles rise through the photo, breathe with the bass and catch the light of the highs.',
  needs: ['bands'],
  settings: {
    large: int('Large bubbles', 'Those that breathe with the bass.', 6, 0, 12),
    small: int('Small bubbles', 'Those that answer the highs.', 34, 4, 36),
    size: float('Size', 'How large they are.', 0.5, [0.2, 1]),
    pulse: float('Breath', 'How much the bass swells them.', 0.7, [0, 1.5]),
    speed: float('Rise', 'How fast they rise.', 1, [0, 3]),
    drift: float('Drift', 'How far they sway.', 0.5),
    tint: float('Tint', 'How much colour the glass has.', 0.5),
  },
  presets: {
    soap: { label: 'Soap', params: {} },
    champagne: { label: 'Champagne', params: { large: 0, small: 36, size: 0.4, speed: 2.2, drift: 0.15 } },
    deepSea: { label: 'Deep sea', params: { large: 10, small: 20, size: 0.75, speed: 0.5, tint: 0.9 } },
    lava: { label: 'Lava', params: { large: 12, small: 4, size: 0.9, pulse: 1.3, speed: 0.4, tint: 1 } },
  },
  create,
  shader,
  canvas2d,
};
