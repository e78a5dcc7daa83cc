/** What the stage can play: loads and warms up transitions, picks the next one, retires those too slow here. */
import type { Settings } from '../shared/core-settings.ts';
import type { EventLog } from '../shared/events.ts';
import type { Choice } from './choose.ts';
import { Geometries, type GeometryPort } from './geometries.ts';
import { Pace } from './pace.ts';
import { repairParams } from './params.ts';
import type { StageTier } from './tier.ts';
import type { TransitionDefinition } from './transition.ts';
import { loadTransitions, type LoadedTransitions } from './transitions.ts';
import { transition as crossfade } from './transitions/crossfade/index.ts';
import type { PixelSize } from './view.ts';

const COMPILE_POLL_MS = 40;

/** Until the others are there. */
const plainFade: Choice = {
  definition: crossfade,
  run: { id: crossfade.id, durationMs: crossfade.durationMs, params: {}, seed: 0 },
  variant: null,
};

export interface RepertoireEnv {
  readonly events: EventLog;
  readonly random: () => number;
  settings(): Pick<Settings, 'display' | 'transitions'>;
  reducedMotion(): boolean;
  active(): StageTier;
  /** Builds geometry in a worker; without it mesh transitions are never ready. */
  readonly geometry?: GeometryPort | undefined;
  size(): PixelSize;
  /** The renderer is too slow as a whole. */
  demote(reason: string): void;
}

/** Longest watchable time between two frames; 0 when the renderer may take as long as it likes. */
export function slowestFrameMs({ tier, minFps }: Settings['display']): number {
  return tier === 'auto' && minFps > 0 ? 1000 / minFps : 0;
}

export class Repertoire {
  readonly #env: RepertoireEnv;
  readonly #pace = new Pace();
  readonly #geometries: Geometries;
  readonly #dropped = new Set<string>();
  #loaded: LoadedTransitions | null = null;
  #last: { id: string | null; variant: string | null } = { id: null, variant: null };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #disposed = false;
  #checked: string | null = null;

  constructor(env: RepertoireEnv) {
    this.#env = env;
    this.#geometries = new Geometries({
      build: env.geometry,
      random: env.random,
      size: () => env.size(),
      params: (definition) => repairParams(definition, env.settings().transitions.params[definition.id]),
    });
  }

  /** Starts whatever it needs before it can be chosen: its program, its geometry. */
  #prepare(definition: TransitionDefinition): 'ready' | 'pending' | 'failed' {
    const active = this.#env.active();
    const compiled = active.prepare(definition);
    if (!definition.mesh || active.id === 'css' || compiled === 'failed') return compiled;
    const built = this.#geometries.state(definition);
    return compiled === 'ready' ? built : compiled;
  }

  get definitions(): readonly TransitionDefinition[] {
    return this.#loaded?.allTransitions ?? [];
  }

  isReady(id: string): boolean {
    const definition = this.definitions.find((candidate) => candidate.id === id);
    return definition !== undefined && this.#prepare(definition) === 'ready';
  }

  async load(): Promise<void> {
    try {
      this.#loaded = await loadTransitions();
      this.checkType();
    } catch {
      this.#env.events.emit({ type: 'notice', message: 'Transitions could not be loaded; photos crossfade.' });
    }
  }

  /** An id that no transition here has is told once; photos crossfade meanwhile. */
  checkType(): void {
    const { type } = this.#env.settings().transitions;
    const known = this.definitions.map(({ id }) => id);
    if (!this.#loaded || type === this.#checked) return;
    this.#checked = type;
    if (type === 'random' || known.includes(type)) return;
    const message = `must be random or one of ${known.join(', ')}`;
    this.#env.events.emit({ type: 'settings.rejected', path: 'transitions.type', message });
  }

  /** Compiles one transition after the other while nothing depends on it. */
  warmUp(): void {
    clearTimeout(this.#timer);
    if (this.#disposed) return;
    const pending = this.definitions.find((definition) => this.#prepare(definition) === 'pending');
    if (pending) this.#timer = setTimeout(() => this.warmUp(), COMPILE_POLL_MS);
  }

  choose(wanted: string | undefined, slideDurationMs: number | undefined): Choice {
    if (!this.#loaded) return plainFade;
    const choice = this.#loaded.chooseTransition({
      definitions: this.#loaded.allTransitions,
      settings: this.#env.settings().transitions,
      wanted,
      lastId: this.#last.id,
      lastVariant: this.#last.variant,
      dropped: this.#dropped,
      reducedMotion: this.#env.reducedMotion(),
      isReady: (definition) => this.#prepare(definition) === 'ready',
      slideDurationMs,
      random: this.#env.random,
      fallback: crossfade,
    });
    return this.#geometries.attach(choice);
  }

  played(choice: Choice): void {
    const { run, variant } = choice;
    this.#geometries.played(choice);
    this.#last = { id: run.id, variant };
  }

  /** A run begins; its frame gaps are counted from here. */
  begin(): void {
    this.#pace.begin();
  }

  gap(ms: number): void {
    this.#pace.gap(ms);
  }

  judge(definition: TransitionDefinition): void {
    const { id } = definition;
    const isFade = definition.tags.includes('reduced-motion');
    const verdict = this.#pace.judge(id, isFade, slowestFrameMs(this.#env.settings().display));
    if (verdict === 'demote') {
      this.#env.demote('it could not keep a watchable frame rate over several transitions');
    } else if (verdict === 'drop' && !this.#dropped.has(id)) {
      this.#dropped.add(id);
      this.#env.events.emit({ type: 'transition.dropped', id, reason: 'it is too slow on this device' });
    }
  }

  /** Another renderer draws from now on. */
  tierChanged(): void {
    this.#pace.reset();
    this.warmUp();
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
  }
}
