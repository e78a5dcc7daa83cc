/** The photo folder that the companion was started with; adds itself when there is one (available.worker.ts). */
import * as z from 'zod/mini';
import type { SourceDefinition } from '../../shared/source.ts';

export const source: SourceDefinition = {
  id: 'companion',
  label: 'The companion’s folder',
  description: 'Shows the photo folder that Afterimage was started with.',
  params: z.object({}),
  setup: 'none',
  configure: async () => ({ params: {}, label: 'Companion’s folder' }),
};
