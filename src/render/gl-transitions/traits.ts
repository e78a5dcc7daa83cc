/** How each body of the package feels, and names that read well. Looked at on real frames; flashing is measured. */
import type { TransitionTag } from '../transition.ts';
import { FLASHING } from './flashing.ts';
import { wordsOf } from './param-specs.ts';

const CALM: ReadonlySet<string> = new Set<string>([]);

const LABELS: Readonly<Record<string, string>> = {
  HSVfade: 'HSV fade',
  TVStatic: 'TV static',
  ZoomRigthWipe: 'Zoom right wipe',
  burn0: 'Burn through',
  burn: 'Colour burn',
  cannabisleaf: 'Cannabis leaf',
  circleopen: 'Circle open',
  colorphase: 'Colour phase',
  'coord-from-in': 'Coordinates in',
  directionalwarp: 'Directional warp',
  directionalwipe: 'Directional wipe',
  fadecolor: 'Fade through colour',
  fadegrayscale: 'Fade through grey',
  flyeye: 'Fly eye',
  luma: 'Luma wipe',
  old_tv_lost_signal: 'Old TV, lost signal',
  perlin: 'Perlin noise',
  pixelize: 'Pixels',
  powerKaleido: 'Power kaleidoscope',
  randomNoisex: 'Random noise',
  randomsquares: 'Random squares',
  squareswire: 'Square wires',
  windowblinds: 'Window blinds',
  windowslice: 'Window slices',
};

export interface Traits {
  readonly label: string;
  readonly tags: readonly TransitionTag[];
}

export function traitsOf(name: string): Traits {
  const flashes = FLASHING.includes(name);
  const mood = CALM.has(name) && !flashes ? 'calm' : 'lively';
  return { label: LABELS[name] ?? wordsOf(name), tags: flashes ? [mood, 'flashing'] : [mood] };
}
