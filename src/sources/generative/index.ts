/**
 * Pictures painted on this device from a seed: no network, folder or key. The embedded default.
 * The scenes are in the workers; their ids here are checked against them by a test.
 */
import * as z from 'zod/mini';
import type { SourceDefinition } from '../../shared/source.ts';

export const SCENE_LABELS = {
  horizon: 'Horizons',
  ridgelines: 'Ridgelines',
  aurora: 'Auroras',
  dunes: 'Dunes',
  inkwash: 'Ink washes',
  sea: 'Open sea',
  forest: 'Forests in fog',
  nebula: 'Nebulae',
  papercut: 'Paper valleys',
  cloudsea: 'Above the clouds',
  flow: 'Line drawings',
} as const;

const sceneIds = Object.keys(SCENE_LABELS) as [keyof typeof SCENE_LABELS];

export const source: SourceDefinition = {
  id: 'generative',
  label: 'Generated pictures',
  description: 'Landscapes and abstract prints, painted on this device and new every day.',
  setup: 'none',
  params: z.object({
    /** Which scenes to paint; none chosen means all. */
    scenes: z._default(z.array(z.enum(sceneIds)), []),
    /** Pictures per round. */
    count: z._default(z.int().check(z.minimum(1), z.maximum(500)), 48),
    /** Another seed, other pictures. */
    seed: z._default(z.int().check(z.minimum(0), z.maximum(0xffffffff)), 1),
    /** Tomorrow brings new ones. */
    renewDaily: z._default(z.boolean(), true),
  }),
  configure: () => Promise.resolve({ params: {}, label: 'Generated pictures' }),
};
