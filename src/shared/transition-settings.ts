/** How one photo becomes the next. */
import * as z from 'zod/mini';
import { defineSettings } from './settings-spec.ts';

export const transitionSettings = defineSettings({
  namespace: 'transitions',
  label: 'Transitions',
  version: 1,
  schema: z.object({
    type: z._default(z.string().check(z.minLength(1), z.maxLength(80)), 'random'),
    durationMs: z._default(z.union([z.literal(0), z.number().check(z.gte(100), z.lte(30_000))]), 0),
    mood: z._default(z.enum(['calm', 'lively', 'everything']), 'calm'),
    pool: z._default(z.array(z.string().check(z.maxLength(80))).check(z.maxLength(400)), []),
    easing: z._default(z.enum(['auto', 'linear', 'in-out-sine', 'in-out-quad', 'in-out-cubic']), 'auto'),
    durations: z._default(z.record(z.string(), z.number().check(z.gte(100), z.lte(30_000))), {}),
    params: z._default(z.record(z.string(), z.record(z.string(), z.unknown())), {}),
  }),
  hints: {
    type: { label: 'Transition', help: 'One kind for every change, or a different one each time.' },
    durationMs: {
      label: 'Duration',
      help: 'How long a transition takes. 0 lets each one take its own time.',
      unit: 'ms',
      min: 0,
      max: 30_000,
      step: 100,
    },
    mood: {
      label: 'Mood',
      help: 'Which ones take part when the kind is random and you have starred none. Everything includes some that flash.',
      options: { calm: 'Calm', lively: 'Lively', everything: 'Everything' },
    },
    pool: {
      label: 'Random pool',
      help: 'Which transitions take part when the kind is random. None ticked means those of the mood above.',
      hidden: true,
    },
    easing: {
      label: 'Pace',
      help: 'How a transition gathers speed and slows down. Automatic lets each one move in its own way.',
      options: {
        auto: 'Automatic',
        linear: 'Even',
        'in-out-sine': 'Soft',
        'in-out-quad': 'Softer',
        'in-out-cubic': 'Softest',
      },
    },
    durations: { label: 'Own durations', help: 'How long single transitions take, in milliseconds.', hidden: true },
    params: { label: 'Parameters', help: 'Fine adjustments of single transitions.', hidden: true },
  },
  migrations: {},
});
