/**
 * What the stage can play: picks the next transitions ahead, has their programs made while the slide rests,
 * and retires those too slow here. With well over a hundred of them only the next few are ever compiled.
 */
import type { AgreedRun, ExpectedRun } from '../shared/accord.ts';
import type { Settings } from '../shared/core-settings.ts';
import type { EventLog } from '../shared/events.ts';
import { say } from '../shared/i18n.ts';
import type { GeometryPort } from '../shared/mesh.ts';
import type { Choice, ChoiceInput } from './choose.ts';
import type { Geometries } from './geometries.ts';
import { Library } from './library.ts';
import { Pace } from './pace.ts';
import type { StageTier } from './tier.ts';
import type { TransitionDefinition } from './transition.ts';
import { transition as crossfade } from './transitions/crossfade/index.ts';
import type { PixelSize } from './view.ts';

const COMPILE_POLL_MS = 40;
/** Changes picked ahead: the next one, and one for a person who presses on at once. */
const AHEAD = 2;
/** The package is asked for again when it could not be fetched. */
const FETCH_AGAIN_MS = 60_000;

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
  /** A transition is running: nothing is compiled meanwhile. */
  busy(): boolean;
  readonly guard?: TransitionGuard | undefined;
  /** The renderer is too slow as a whole. */
  demote(reason: string): void;
}

/**
 * Remembers, outside this page's life, which pasted transition is being tried: when the page dies with it, the next
 * start knows whom to blame. Only called for transitions of origin `custom`.
 */
export interface TransitionGuard {
  begin(id: string): void;
  /** It went well. */
  end(id: string): void;
  /** It did harm: it is not to be played again. */
  blame(id: string, reason: string): void;
}

const noGuard: TransitionGuard = { begin: () => undefined, end: () => undefined, blame: () => undefined };

/** Longest watchable time between two frames; 0 when the renderer may take as long as it likes. */
export function slowestFrameMs({ tier, minFps }: Settings['display']): number {
  return tier === 'auto' && minFps > 0 ? 1000 / minFps : 0;
}

export class Repertoire {
  readonly library = new Library();
  readonly #env: RepertoireEnv;
  readonly #pace = new Pace();
  #geometries: Geometries | null = null;
  #loadingGeometries = false;
  readonly #dropped = new Set<string>();
  #last: { id: string | null; variant: string | null } = { id: null, variant: null };
  #plan: readonly TransitionDefinition[] = [];
  #plannedFor: unknown = null;
  #expected: ExpectedRun | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #fetchTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #guard: TransitionGuard;
  /** A pasted one that is being compiled or played. */
  #suspect: TransitionDefinition | null = null;
  #disposed = false;
  #checked: string | null = null;

  constructor(env: RepertoireEnv) {
    this.#env = env;
    this.#guard = env.guard ?? noGuard;
    this.library.geometry = env.geometry;
    this.library.changed = () => this.refresh();
  }

  /** Starts whatever it needs before it can be chosen: its program, its geometry. */
  #prepare(definition: TransitionDefinition): 'ready' | 'pending' | 'failed' {
    const active = this.#env.active();
    const compiled = active.prepare(definition);
    if (!definition.mesh || active.id === 'css' || compiled === 'failed') return compiled;
    if (!this.#geometries) void this.#loadGeometries();
    const built = this.#geometries?.state(definition) ?? 'pending';
    return compiled === 'ready' ? built : compiled;
  }

  /** Like `#prepare`, without starting anything. */
  #isPrepared(definition: TransitionDefinition): boolean {
    const active = this.#env.active();
    if (!active.isPrepared(definition)) return false;
    return !definition.mesh || active.id === 'css' || this.#geometries?.has(definition) === true;
  }

  async #loadGeometries(): Promise<void> {
    if (this.#loadingGeometries) return;
    this.#loadingGeometries = true;
    try {
      const [{ Geometries }, { repairParams }] = await Promise.all([import('./geometries.ts'), import('./params.ts')]);
      const { random, geometry: build, size, settings } = this.#env;
      const params = (definition: TransitionDefinition) =>
        repairParams(definition, settings().transitions.params[definition.id]);
      const expected = (id: string) => (this.#expected?.id === id ? this.#expected.seed : null);
      this.#geometries = new Geometries({ build, random, size, params, expected });
    } catch {
      // Offline before their first use: the others serve, and it is tried again when the next change is prepared.
      this.#loadingGeometries = false;
    }
  }

  get definitions(): readonly TransitionDefinition[] {
    return this.library.definitions;
  }

  /** Starts making its program when there is none. */
  isReady(id: string): boolean {
    const definition = this.library.find(id);
    return definition !== undefined && this.#prepare(definition) === 'ready';
  }

  async load(): Promise<void> {
    try {
      await this.library.loadOwn();
    } catch {
      this.#env.events.emit({ type: 'notice', message: 'Transitions could not be loaded; photos crossfade.' });
      return;
    }
    void this.#fetchPackaged();
  }

  async #fetchPackaged(): Promise<void> {
    try {
      await this.library.loadPackaged();
      this.checkType();
    } catch {
      // Offline before the first use: ours serve, and the rest is tried again.
      if (!this.#disposed) this.#fetchTimer = setTimeout(() => void this.#fetchPackaged(), FETCH_AGAIN_MS);
    }
  }

  /** An id that no transition here has is told once; photos crossfade meanwhile. */
  checkType(): void {
    const { type } = this.#env.settings().transitions;
    if (!this.library.hasPackaged || type === this.#checked) return;
    this.#checked = type;
    if (type === 'random' || type.startsWith('custom-') || this.library.find(type)) return;
    const known = this.definitions.filter(({ origin = 'own' }) => origin === 'own').map(({ id }) => id);
    const message = say`must be random or the id of a transition, such as ${known.join(', ')}`;
    this.#env.events.emit({ type: 'settings.rejected', path: 'transitions.type', message });
  }

  /** Settings or the transitions there are have changed. */
  refresh(): void {
    this.checkType();
    const { type, pool, mood } = this.#env.settings().transitions;
    const basis = JSON.stringify([type, pool, mood, this.#env.reducedMotion(), this.definitions.length]);
    if (basis === this.#plannedFor) return;
    this.#plannedFor = basis;
    this.#plan = [];
    this.rest();
  }

  /** Nothing moves for a while: the next changes are picked and made ready. */
  rest(): void {
    const { rules } = this.library;
    if (rules && this.#plan.length < AHEAD) {
      const lastId = this.#plan.at(-1)?.id ?? this.#last.id;
      const more = rules.planNext({ ...this.#input(), lastId }, AHEAD - this.#plan.length);
      this.#plan = [...this.#plan, ...more].slice(0, AHEAD);
    }
    this.#warmUp();
  }

  upcoming(): ExpectedRun | null {
    const [next] = this.#plan;
    return next ? { id: next.id, seed: this.#geometries?.seedOf(next) ?? null } : null;
  }

  /** Another display plays this next: it comes first here, too. */
  expect(next: ExpectedRun): void {
    const definition = this.library.find(next.id);
    if (!definition || this.#dropped.has(next.id)) return;
    this.#expected = next;
    this.#plan = [definition, ...this.#plan.filter((other) => other !== definition)].slice(0, AHEAD);
    this.#warmUp();
  }

  /** Compiles one program after the other while nothing depends on it. */
  #warmUp(): void {
    clearTimeout(this.#timer);
    if (this.#disposed) return;
    if (this.#env.busy()) {
      this.#timer = setTimeout(() => this.#warmUp(), COMPILE_POLL_MS * 5);
      return;
    }
    const active = this.#env.active();
    for (const definition of [crossfade, ...this.#plan]) {
      if (!active.isPrepared(definition)) this.#watch(definition);
      const state = this.#prepare(definition);
      if (state !== 'pending') this.#clear();
      if (state === 'failed' && definition !== crossfade) {
        this.#drop(definition, 'it does not compile on this device');
        this.#plan = this.#plan.filter((other) => other !== definition);
        this.#timer = setTimeout(() => this.rest(), COMPILE_POLL_MS);
        return;
      }
      if (state === 'pending') {
        this.#timer = setTimeout(() => this.#warmUp(), COMPILE_POLL_MS);
        return;
      }
    }
  }

  #input(): ChoiceInput {
    const active = this.#env.active();
    const { transitions: settings } = this.#env.settings();
    const named = settings.type === 'random' ? undefined : this.library.find(settings.type);
    return {
      definitions: this.library.definitions,
      settings: named ? { ...settings, type: named.id } : settings,
      lastId: this.#last.id,
      lastVariant: this.#last.variant,
      dropped: this.#dropped,
      reducedMotion: this.#env.reducedMotion(),
      tier: active.id,
      planned: this.#plan,
      isReady: (definition) => this.#isPrepared(definition),
      random: this.#env.random,
      fallback: crossfade,
    };
  }

  choose(
    wanted: string | undefined,
    slideDurationMs: number | undefined,
    agreed: AgreedRun | null | undefined,
  ): Choice {
    const { rules } = this.library;
    if (!rules) return plainFade;
    const id = wanted === undefined ? undefined : (this.library.find(wanted)?.id ?? wanted);
    const choice = rules.chooseTransition({ ...this.#input(), wanted: id, slideDurationMs, agreed });
    return this.#geometries?.attach(choice) ?? choice;
  }

  played(choice: Choice): void {
    const { definition, run, variant } = choice;
    this.#expected = null;
    this.#geometries?.played(choice);
    this.#last = { id: run.id, variant };
    const at = this.#plan.indexOf(definition);
    if (at >= 0) this.#plan = this.#plan.slice(at + 1);
  }

  /** A run begins; its frame gaps are counted from here. */
  begin(definition: TransitionDefinition): void {
    this.#pace.begin();
    this.#watch(definition);
  }

  #watch(definition: TransitionDefinition): void {
    if (definition.origin !== 'custom' || this.#suspect === definition) return;
    this.#suspect = definition;
    this.#guard.begin(definition.id);
  }

  #clear(): void {
    const suspect = this.#suspect;
    this.#suspect = null;
    if (suspect) this.#guard.end(suspect.id);
  }

  /** True when a pasted transition was at work: then it is to blame, and the renderer is not. */
  contextLost(): boolean {
    const suspect = this.#suspect;
    if (!suspect) return false;
    this.#suspect = null;
    this.#drop(suspect, 'the graphics context was lost while it ran');
    this.#guard.blame(suspect.id, 'it made your graphics card fail');
    return true;
  }

  /** A run is over, however. */
  ended(definition: TransitionDefinition, how: 'finished' | 'cancelled' | 'watchdog' | 'hidden'): void {
    if (this.#suspect && how === 'watchdog') {
      this.#guard.blame(this.#suspect.id, 'it stood still for seconds');
      this.#drop(this.#suspect, 'it stood still');
      this.#suspect = null;
    }
    this.#clear();
    if (how === 'finished') this.judge(definition);
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
    } else if (verdict === 'drop') {
      this.#drop(definition, 'it is too slow on this device');
    }
  }

  #drop({ id }: TransitionDefinition, reason: string): void {
    if (this.#dropped.has(id)) return;
    this.#dropped.add(id);
    this.#env.events.emit({ type: 'transition.dropped', id, reason });
  }

  /** Another renderer draws from now on; what it can draw well may be something else. */
  tierChanged(): void {
    this.#pace.reset();
    this.#plan = [];
    this.rest();
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#fetchTimer);
  }
}
