/** The photo itself hears the music: light blooms, colours deepen, depth opens, and kicks run through it like water. */
import { float } from '../../param-kinds.ts';
import { follow } from '../../visual/smooth.ts';
import type { VisualizerDefinition, VisualizerMotion } from '../../visualizer.ts';
import { canvas2d } from './flat.ts';
import { shader } from './glsl.ts';

const RIPPLES = 4;
const RIPPLE_MS = 1_800;
/** Ripples that come closer than this run into each other; kicks that are fainter than this make none. */
const APART = 0.14;
const FAINTEST = 0.2;

function create(): VisualizerMotion {
  const values = {
    /** Bass, mids, highs, kick. */
    heard: new Float32Array(4),
    /** How much of the music is here (a second): bass, mids, highs; and the idle breath. */
    mood: new Float32Array(4),
    /** x, y of a ripple's centre, age 0–1, strength. */
    ripples: new Float32Array(RIPPLES * 4),
    /** Slow phases of the depth's motion. */
    sway: new Float32Array(2),
  };
  const { heard, mood, ripples, sway } = values;
  for (let ripple = 0; ripple < RIPPLES; ripple++) ripples[ripple * 4 + 2] = 1;
  let [next, begun] = [0, 0];
  return {
    values,
    step({ audio, dtMs, nowMs, calm }) {
      const { bands, idle } = audio.features;
      heard[0] = follow(heard[0] ?? 0, bands.level[1] ?? 0, dtMs, 30, 280);
      heard[1] = follow(heard[1] ?? 0, bands.level[3] ?? 0, dtMs, 50, 300);
      heard[2] = follow(heard[2] ?? 0, Math.max(bands.level[5] ?? 0, bands.level[6] ?? 0), dtMs, 20, 180);
      heard[3] = follow(heard[3] ?? 0, calm ? 0 : (bands.hits[1] ?? 0), dtMs, 15, 220);
      for (const [index, band] of [1, 3, 5].entries()) {
        mood[index] = follow(mood[index] ?? 0, bands.presence[band] ?? 0, dtMs, 400, 900);
      }
      mood[3] = idle * (0.5 + 0.5 * Math.sin(nowMs / 1900));
      sway[0] = ((bands.time[2] ?? 0) * 0.6 + nowMs / 9000) % (2 * Math.PI);
      sway[1] = ((bands.time[3] ?? 0) * 0.45 + nowMs / 12_000) % (2 * Math.PI);
      for (let at = 2; at < ripples.length; at += 4) ripples[at] = Math.min(1, (ripples[at] ?? 1) + dtMs / RIPPLE_MS);
      for (const { lane, strength, timeSec } of audio.onsets) {
        if (calm || lane !== 'kick' || strength < FAINTEST) continue;
        // Its age is counted from the kick and not from the frame that is told of it.
        const age = Math.max(0, (audio.timeSec - timeSec) * 1000) / RIPPLE_MS;
        const last = ripples[((next + RIPPLES - 1) % RIPPLES) * 4 + 2] ?? 1;
        if (last - age <= APART || age >= 1) continue;
        // The golden angle: never twice in the same place, never at random.
        const angle = begun++ * 2.399963;
        const force = Math.min(1, 0.4 + 0.6 * strength);
        ripples.set([0.5 + 0.22 * Math.cos(angle), 0.46 + 0.16 * Math.sin(angle), age, force], next * 4);
        next = (next + 1) % RIPPLES;
      }
    },
  };
}

export const visualizer: VisualizerDefinition = {
  id: 'photo-light',
  label: 'Photo light',
  description:
    'The music lights the photo itself: highlights bloom, colours deepen, and kicks run through it like water.',
  needs: ['photo', 'bands', 'onsets'],
  settings: {
    bloom: float('Bloom', 'How far the light of bright places spreads.', 0.55),
    depth: float('Depth', 'How much near and far move apart.', 0.5),
    ripple: float('Ripples', 'How strongly a kick runs through the photo.', 0.5),
    color: float('Colour', 'How much the music deepens the colours.', 0.5),
    rays: float('Rays', 'Beams that fall from the brightest places.', 0.4),
    dusk: float('Dusk', 'How dark the photo waits for the music.', 0.3),
  },
  presets: {
    living: { label: 'Living photo', params: {} },
    cathedral: { label: 'Cathedral', params: { rays: 1, bloom: 0.7, ripple: 0.15, dusk: 0.55 } },
    pond: { label: 'Pond', params: { ripple: 1, bloom: 0.35, rays: 0.1, depth: 0.3 } },
    dream: { label: 'Dream', params: { bloom: 1, depth: 0.8, color: 0.8, ripple: 0.2, dusk: 0.15 } },
  },
  create,
  shader,
  canvas2d,
};
