/** What is heard, and how what is seen goes with it. Off until somebody chooses an input. */
import * as z from 'zod/mini';
import { number } from './setting-fields.ts';
import { defineSettings } from './settings-spec.ts';

export const soundSettings = defineSettings({
  namespace: 'sound',
  label: 'Sound',
  version: 1,
  schema: z.object({
    input: z._default(z.enum(['off', 'microphone', 'tab', 'files', 'stream', 'demo']), 'off'),
    device: z._default(z.string().check(z.maxLength(200)), ''),
    streamUrl: z._default(z.string().check(z.maxLength(2000)), ''),
    volume: number(0, 100, 80),
    offsetMs: number(-300, 300, 0),
  }),
  hints: {
    input: {
      label: 'Input',
      help: 'What is heard. Nothing is recorded, and nothing leaves this device.',
      hidden: true,
    },
    device: {
      label: 'Device',
      help: 'The microphone or line-in, by its name. Empty takes the best there is.',
      hidden: true,
    },
    streamUrl: { label: 'Stream', help: 'The address of a stream.', hidden: true },
    volume: {
      label: 'Volume',
      help: 'Of music that Afterimage plays itself. What is seen does not depend on it.',
      unit: '%',
      min: 0,
      max: 100,
      step: 1,
    },
    offsetMs: {
      label: 'Picture after sound',
      help: 'Raise it when the picture is ahead of loudspeakers that are late, lower it when the picture lags.',
      unit: 'ms',
      min: -300,
      max: 300,
      step: 5,
    },
  },
  migrations: {},
});
