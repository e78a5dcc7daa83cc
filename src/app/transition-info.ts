/** What others learn of a transition. */
import type { TransitionInfo } from '../shared/app-api.ts';
import { say } from '../shared/i18n.ts';
import type { KnownTransition } from './ports.ts';

export interface BlockedTransition {
  readonly id: string;
  readonly name: string;
  /** Goes on after “Not played any more”. */
  readonly reason: string;
}

export function infoOf(known: KnownTransition): TransitionInfo {
  const { id, label, origin = 'own', tags, params, durationMs, description, author, licence } = known;
  const credit = { ...(author ? { author } : {}), ...(licence ? { licence } : {}) };
  return { id, label, origin, tags, params, durationMs, description, ...credit };
}

export function blockedInfo({ id, name, reason }: BlockedTransition): TransitionInfo {
  const description = say`Not played any more: ${reason}.`;
  return { id, label: name, origin: 'custom', tags: ['blocked'], params: {}, durationMs: 0, description };
}
