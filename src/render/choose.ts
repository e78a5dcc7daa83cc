/** Which transition comes next, how long it takes and what is left to chance in it. Pure. */
import type { Settings } from '../shared/core-settings.ts';
import { repairParams } from './params.ts';
import type { TransitionDefinition, TransitionRun } from './transition.ts';

/** Longest share of a slide's time that its transition may take. */
const LARGEST_SHARE = 0.6;
const SHORTEST_MS = 100;
const VARIANT_TRIES = 8;

export interface ChoiceInput {
  readonly definitions: readonly TransitionDefinition[];
  readonly settings: Settings['transitions'];
  /** Asked for by name for this one change; wins over the settings. */
  readonly wanted?: string | undefined;
  readonly lastId: string | null;
  readonly lastVariant: string | null;
  /** Too costly here: not picked at random any more. */
  readonly dropped: ReadonlySet<string>;
  readonly reducedMotion: boolean;
  readonly isReady: (definition: TransitionDefinition) => boolean;
  readonly slideDurationMs?: number | undefined;
  /** 0–1. */
  readonly random: () => number;
  /** Must be one that needs nothing. */
  readonly fallback: TransitionDefinition;
}

export interface Choice {
  readonly definition: TransitionDefinition;
  readonly run: TransitionRun;
  readonly variant: string | null;
}

export function durationOf(
  definition: TransitionDefinition,
  settingMs: number,
  slideDurationMs: number | undefined,
): number {
  const wantedMs = settingMs > 0 ? settingMs : definition.durationMs;
  if (slideDurationMs === undefined) return wantedMs;
  return Math.max(SHORTEST_MS, Math.min(wantedMs, slideDurationMs * LARGEST_SHARE));
}

function fromPool(input: ChoiceInput): TransitionDefinition {
  const { definitions, settings, dropped, lastId } = input;
  const inPool = (definition: TransitionDefinition): boolean =>
    settings.pool.length > 0 ? settings.pool.includes(definition.id) : definition.tags.includes('calm');
  const usable = definitions.filter((definition) => inPool(definition) && !dropped.has(definition.id));
  const fresh = usable.filter((definition) => definition.id !== lastId);
  const candidates = (fresh.length > 0 ? fresh : usable).filter(input.isReady);
  return candidates[Math.min(candidates.length - 1, Math.floor(input.random() * candidates.length))] ?? input.fallback;
}

function pick(input: ChoiceInput): TransitionDefinition {
  const named = input.wanted ?? input.settings.type;
  if (input.reducedMotion && input.wanted === undefined) return input.fallback;
  if (named === 'random') return fromPool(input);
  const definition = input.definitions.find((candidate) => candidate.id === named);
  return definition && input.isReady(definition) ? definition : input.fallback;
}

export function chooseTransition(input: ChoiceInput): Choice {
  const definition = pick(input);
  const params = repairParams(definition, input.settings.params[definition.id]);
  let seed = input.random();
  let variant = definition.variant?.(params, seed) ?? null;
  for (let attempt = 0; attempt < VARIANT_TRIES && variant !== null && variant === input.lastVariant; attempt++) {
    seed = input.random();
    variant = definition.variant?.(params, seed) ?? null;
  }
  const durationMs = durationOf(definition, input.settings.durationMs, input.slideDurationMs);
  return { definition, run: { id: definition.id, durationMs, params, seed }, variant };
}
