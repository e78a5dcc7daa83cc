/** Which transition comes next, how long it takes and what is left to chance in it. Pure. */
import type { AgreedRun } from '../shared/accord.ts';
import type { Settings } from '../shared/core-settings.ts';
import type { TierId } from '../shared/tier.ts';
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
  /** What another display plays at this change: the same here, where it can be drawn. */
  readonly agreed?: AgreedRun | null | undefined;
  readonly lastId: string | null;
  readonly lastVariant: string | null;
  /** Too costly here: not picked at random any more. */
  readonly dropped: ReadonlySet<string>;
  readonly reducedMotion: boolean;
  /** Missing: shader. */
  readonly tier?: TierId;
  /** Picked ahead by `planNext`, in this order. Missing: none. */
  readonly planned?: readonly TransitionDefinition[];
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

type Lengths = Pick<Settings['transitions'], 'durationMs' | 'durations'>;

/** The user's own time for this one, else for all, else the one it was made for; less where photos change quickly. */
export function durationOf(
  definition: TransitionDefinition,
  { durationMs, durations }: Lengths,
  slideDurationMs: number | undefined,
): number {
  const own = Object.hasOwn(durations, definition.id) ? durations[definition.id] : undefined;
  const wantedMs = own ?? (durationMs > 0 ? durationMs : definition.durationMs);
  if (slideDurationMs === undefined) return wantedMs;
  return Math.max(SHORTEST_MS, Math.min(wantedMs, slideDurationMs * LARGEST_SHARE));
}

/** Without shaders a body that has no simpler form would be one more crossfade. */
function hasForm(definition: TransitionDefinition, tier: TierId | undefined): boolean {
  if (tier === 'canvas2d') return definition.canvas2d !== undefined || definition.tags.includes('reduced-motion');
  if (tier === 'css') return definition.css !== undefined || definition.tags.includes('reduced-motion');
  return true;
}

function inMood({ tags, origin }: TransitionDefinition, mood: Settings['transitions']['mood']): boolean {
  if (mood === 'everything') return true;
  // What a person brought is in no mood of ours: it takes part when starred.
  return origin !== 'custom' && tags.includes(mood) && !tags.includes('flashing');
}

/** Everything that may be picked at random, on this renderer. */
export function poolOf(input: ChoiceInput): TransitionDefinition[] {
  const { definitions, settings, dropped, tier } = input;
  const starred = new Set(settings.pool);
  const isIn = (definition: TransitionDefinition): boolean =>
    starred.size > 0 ? starred.has(definition.id) : inMood(definition, settings.mood);
  const usable = definitions.filter((definition) => isIn(definition) && !dropped.has(definition.id));
  const drawable = usable.filter((definition) => hasForm(definition, tier));
  return drawable.length > 0 ? drawable : usable;
}

function takeOne(from: readonly TransitionDefinition[], lastId: string | null, random: () => number) {
  const fresh = from.filter((definition) => definition.id !== lastId);
  const candidates = fresh.length > 0 ? fresh : from;
  return candidates[Math.min(candidates.length - 1, Math.floor(random() * candidates.length))];
}

/**
 * The next `count` changes, picked ahead so that their programs can be made while nothing waits for them;
 * none is the same as the one before it.
 */
export function planNext(input: ChoiceInput, count: number): TransitionDefinition[] {
  const { settings, random, fallback } = input;
  if (input.reducedMotion) return [fallback];
  if (settings.type !== 'random') {
    return input.definitions.filter((definition) => definition.id === settings.type);
  }
  const pool = poolOf(input);
  const plan: TransitionDefinition[] = [];
  while (plan.length < count) {
    const next = takeOne(pool, plan.at(-1)?.id ?? input.lastId, random);
    if (!next) break;
    plan.push(next);
  }
  return plan;
}

function fromPool(input: ChoiceInput): TransitionDefinition {
  const { lastId, isReady } = input;
  const planned = input.planned?.find((definition) => isReady(definition) && definition.id !== lastId);
  if (planned) return planned;
  const pool = poolOf(input);
  const fresh = pool.filter((definition) => definition.id !== lastId);
  return takeOne((fresh.length > 0 ? fresh : pool).filter(isReady), lastId, input.random) ?? input.fallback;
}

function pick(input: ChoiceInput): TransitionDefinition {
  const named = input.wanted ?? input.agreed?.id ?? input.settings.type;
  if (input.reducedMotion && input.wanted === undefined) return input.fallback;
  if (named === 'random') return fromPool(input);
  const definition = input.definitions.find((candidate) => candidate.id === named);
  const isTooSlow = input.wanted === undefined && input.agreed && input.dropped.has(named);
  return definition && !isTooSlow && input.isReady(definition) ? definition : input.fallback;
}

/** The same picture at the same pace as on the display that chose; another body only where that one cannot be drawn. */
function repeat(
  agreed: AgreedRun,
  definition: TransitionDefinition,
  { settings, slideDurationMs }: ChoiceInput,
): Choice {
  const params = repairParams(definition, settings.params[definition.id]);
  const { seed, easing } = agreed;
  const ownEasing = settings.easing === 'auto' ? {} : { easing: settings.easing };
  const durationMs = durationOf(definition, { durationMs: agreed.durationMs, durations: {} }, slideDurationMs);
  const run = { id: definition.id, durationMs, params, seed, ...(easing ? { easing } : ownEasing) };
  return { definition, run, variant: definition.variant?.(params, seed) ?? null };
}

export function chooseTransition(input: ChoiceInput): Choice {
  const definition = pick(input);
  const { settings, agreed } = input;
  if (agreed && input.wanted === undefined) return repeat(agreed, definition, input);
  const params = repairParams(definition, settings.params[definition.id]);
  let seed = input.random();
  let variant = definition.variant?.(params, seed) ?? null;
  for (let attempt = 0; attempt < VARIANT_TRIES && variant !== null && variant === input.lastVariant; attempt++) {
    seed = input.random();
    variant = definition.variant?.(params, seed) ?? null;
  }
  const durationMs = durationOf(definition, settings, input.slideDurationMs);
  const easing = settings.easing === 'auto' ? {} : { easing: settings.easing };
  return { definition, run: { id: definition.id, durationMs, params, seed, ...easing }, variant };
}
