/** How each body of the package feels, and names that read well. Flashing is measured. */
import type { TransitionTag } from '../transition.ts';
import { FLASHING } from './flashing.ts';
import { wordsOf } from './param-specs.ts';

/** One slow, continuous movement: nothing shatters, spins, strobes or leaps. */
const CALM: ReadonlySet<string> = new Set([
  'BookFlip',
  'ColourDistance',
  'DefocusBlur',
  'Directional',
  'Dreamy',
  'HSVfade',
  'HorizontalClose',
  'HorizontalOpen',
  'InvertedPageCurl',
  'LeftRight',
  'LinearBlur',
  'Radial',
  'SimpleZoom',
  'SimpleZoomOut',
  'TopBottom',
  'VerticalClose',
  'VerticalOpen',
  'WaterDrop',
  'angular',
  'circleopen',
  'colorphase',
  'crosswarp',
  'cube',
  'directional-easing',
  'directionalwarp',
  'directionalwipe',
  'displacement',
  'fade',
  'fadegrayscale',
  'luma',
  'luminance_melt',
  'morph',
  'multiply_blend',
  'perlin',
  'undulatingBurnOut',
  'wind',
  'windowslice',
  'wipeDown',
  'wipeLeft',
  'wipeRight',
  'wipeUp',
  'x_axis_translation',
]);

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
