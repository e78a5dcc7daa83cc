/** How photos follow each other. */
import * as z from 'zod/mini';
import { number } from './setting-fields.ts';
import { defineSettings } from './settings-spec.ts';

export const slideshowSettings = defineSettings({
  namespace: 'slideshow',
  label: 'Slideshow',
  version: 1,
  schema: z.object({
    intervalSec: number(1, 86_400, 30),
    order: z._default(z.enum(['shuffle', 'flow', 'name', 'date']), 'shuffle'),
    direction: z._default(z.enum(['up', 'down']), 'up'),
    mix: z._default(z.enum(['photo', 'source']), 'photo'),
  }),
  hints: {
    intervalSec: {
      label: 'Time per photo',
      help: 'How long each photo stays before the next one comes.',
      unit: 's',
      min: 1,
      max: 86_400,
      step: 1,
      scale: 'log',
    },
    order: {
      label: 'Order',
      help: 'Shuffle shows every photo once before any comes back. Flow does too, each close in colour and mood to the last.',
      options: { shuffle: 'Shuffle', flow: 'Flow', name: 'By name', date: 'By date' },
    },
    direction: {
      label: 'Direction',
      help: 'Up starts at A or at the oldest; down at Z or at the newest.',
      options: { up: 'Up', down: 'Down' },
    },
    mix: {
      label: 'Mix of sources',
      help: 'By photo, a large folder is seen more often than a small one. By source, each gets the same share.',
      options: { photo: 'By photo', source: 'By source' },
    },
  },
  migrations: {},
});
