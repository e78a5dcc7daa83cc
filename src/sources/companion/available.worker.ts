/** Whether the companion was started with a photo folder. Worker only. */
import type { SourceAvailable } from '../../shared/source.ts';
import { ask } from './worker/ask.ts';
import { stateOfCompanion } from './worker/folder-state.ts';

/** Also while the folder is away: it is offered, and its disk may come back. */
export const available: SourceAvailable = async ({ baseUrl, signal }) => {
  const state = stateOfCompanion(await ask(new URL('/api/companion', baseUrl), signal));
  return state !== null && state !== 'none' && state !== 'down';
};
