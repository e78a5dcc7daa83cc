/** Drops fall onto the photo; behind their rings the next one comes to rest. */
import type { TransitionDefinition } from '../../transition.ts';
import { canvas2d, css } from './flat.ts';
import { glsl } from './glsl.ts';

export const transition: TransitionDefinition = {
  id: 'ripple',
  label: 'Ripple',
  description: 'Drops on water that refracts both photos and catches the light.',
  durationMs: 3000,
  easing: 'linear',
  tags: ['calm'],
  params: {
    drops: { type: 'int', default: 3, label: 'Drops', help: 'How many drops fall.', min: 1, max: 8, step: 1 },
    depth: {
      type: 'float',
      default: 1,
      label: 'Depth',
      help: 'How strongly the water bends the picture.',
      min: 0,
      max: 2,
      step: 0.05,
    },
    wavelength: {
      type: 'float',
      default: 0.085,
      label: 'Wavelength',
      help: 'Distance between two rings, as a share of the height.',
      min: 0.04,
      max: 0.3,
      step: 0.005,
    },
    light: {
      type: 'float',
      default: 1,
      label: 'Shine',
      help: 'How much light the waves catch.',
      min: 0,
      max: 2,
      step: 0.05,
    },
  },
  glsl,
  canvas2d,
  css,
};
