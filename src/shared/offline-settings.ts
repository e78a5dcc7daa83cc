/** What is kept for days without a network. */
import * as z from 'zod/mini';
import { number } from './setting-fields.ts';
import { defineSettings } from './settings-spec.ts';

export const offlineSettings = defineSettings({
  namespace: 'offline',
  label: 'Without a network',
  version: 1,
  schema: z.object({ limitMb: number(0, 100_000, 1000) }),
  hints: {
    limitMb: {
      label: 'Photos kept on this device',
      help: 'Photos from the web stay for days without a network. At most this much, and never more than 40 % of what your browser allows. 0 keeps none.',
      unit: 'MB',
      min: 0,
      max: 100_000,
      step: 100,
    },
  },
  migrations: {},
});
