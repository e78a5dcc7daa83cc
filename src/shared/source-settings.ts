/** Where the photos come from. */
import * as z from 'zod/mini';
import { flag, number } from './setting-fields.ts';
import { defineSettings } from './settings-spec.ts';

const entry = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(80)),
  source: z.string().check(z.minLength(1), z.maxLength(80)),
  label: z._default(z.string().check(z.maxLength(200)), ''),
  enabled: flag(true),
  weight: number(0.1, 10, 1),
  params: z._default(z.record(z.string(), z.unknown()), {}),
});

export const sourceSettings = defineSettings({
  namespace: 'sources',
  label: 'Photos',
  version: 1,
  schema: z.object({
    entries: z._default(z.array(entry).check(z.maxLength(200)), [
      { id: 'generative', source: 'generative', label: 'Generated pictures', enabled: true, weight: 1, params: {} },
    ]),
    /** The companion's folder is added by itself once; a user who removes it is not asked again. */
    companionOffered: flag(false),
  }),
  hints: {
    entries: { label: 'Sources', help: 'Where the photos come from, and how much of each.', hidden: true },
    companionOffered: {
      label: 'Companion folder offered',
      help: 'Whether the companion’s folder has been added once.',
      hidden: true,
    },
  },
  keepOnReset: ['entries', 'companionOffered'],
  migrations: {},
});
