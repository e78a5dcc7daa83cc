/**
 * What is known about the companion's folder, in one word, to see whether a listing is still good. Worker only.
 * The companion gives equal folders equal revisions, also after a restart.
 */
import type { Answer, Trouble } from './ask.ts';

export type FolderState = Trouble | `at ${string}`;

/** From an event, or from the `photos` part of `/api/companion`; null when it says nothing of use. Total. */
export function readState(summary: unknown): FolderState | null {
  if (typeof summary !== 'object' || summary === null) return null;
  const { enabled, available, revision } = summary as Record<string, unknown>;
  if (enabled === false) return 'none';
  if (available === false) return 'away';
  return typeof revision === 'string' ? `at ${revision}` : null;
}

/** From the answer to `/api/companion`. */
export function stateOfCompanion(answer: Answer): FolderState | null {
  if (!answer.ok) return answer.trouble;
  const { value } = answer;
  return typeof value === 'object' && value !== null && 'photos' in value ? readState(value.photos) : 'none';
}
