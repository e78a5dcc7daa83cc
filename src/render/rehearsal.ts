/**
 * Picks the next transitions ahead, has their programs and geometry made while the slide rests, and retires those too slow here. With
 * well over a hundred of them only the next few are ever compiled. Main thread; comes with the first of them, after the first photo.
 */
import type { AgreedRun, ExpectedRun } from '../shared/accord.ts';
import type { Settings } from '../shared/core-settings.ts';
import type { EventLog } from '../shared/events.ts';
import { say } from '../shared/i18n.ts';
import type { GeometryPort } from '../shared/mesh.ts';
import { chooseTransition, planNext, type Choice, type ChoiceInput } from './choose.ts';
import type { Geometries } from './geometries.ts';
import { Pace } from './pace.ts';
import { repairParams } from './params.ts';
import { Suspect, type TransitionGuard } from './suspect.ts';
import type { StageTier } from './tier.ts';
import { slowestFrameMs } from './tier-kit.ts';
import type { TransitionDefinition } from './transition.ts';
import { transition as crossfade } from './transitions/crossfade/index.ts';
import type { PixelSize } from './view.ts';

const COMPILE_POLL_MS = 40;
/** Changes picked ahead: the next one, and one for a person who presses on at once. */
const AHEAD = 2;

export interface RehearsalEnv {
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

/** The transitions there are; more may come. */
interface Known {
  readonly definitions: readonly TransitionDefinition[];
  readonly hasPackaged: boolean;
  find(id: string): TransitionDefinition | undefined;
}

export class Rehearsal {
  readonly #env: RehearsalEnv;
  readonly #library: Known;
  readonly #pace = new Pace();
  readonly #suspect: Suspect;
  readonly #dropped = new Set<string>();
  #geometries: Geometries | null = null;
  #loadingGeometries = false;
  #last: { id: string | null; variant: string | null } = { id: null, variant: null };
  #plan: readonly TransitionDefinition[] = [];
  #plannedFor: unknown = null;
  #expected: ExpectedRun | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #disposed = false;
  #checked: string | null = null;

  constructor(env: RehearsalEnv, library: Known) {
    this.#env = env;
    this.#library = library;
    this.#suspect = new Suspect(env.guard);
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
      const { Geometries } = await import('./geometries.ts');
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

  /** Starts making its program when there is none. */
  isReady(id: string): boolean {
    const definition = this.#library.find(id);
    return definition !== undefined && this.#prepare(definition) === 'ready';
  }

  /** An id that no transition here has is told once; photos crossfade meanwhile. */
  #checkType(): void {
    const { type } = this.#env.settings().transitions;
    if (!this.#library.hasPackaged || type === this.#checked) return;
    this.#checked = type;
    if (type === 'random' || type.startsWith('custom-') || this.#library.find(type)) return;
    const known = this.#library.definitions.filter(({ origin = 'own' }) => origin === 'own').map(({ id }) => id);
    const message = say`must be random or the id of a transition, such as ${known.join(', ')}`;
    this.#env.events.emit({ type: 'settings.rejected', path: 'transitions.type', message });
  }

  /** Settings or the transitions there are have changed. */
  refresh(): void {
    this.#checkType();
    const { type, pool, mood } = this.#env.settings().transitions;
    const basis = JSON.stringify([type, pool, mood, this.#env.reducedMotion(), this.#library.definitions.length]);
    if (basis === this.#plannedFor) return;
    this.#plannedFor = basis;
    this.#plan = [];
    this.rest();
  }

  /** Nothing moves for a while: the next changes are picked and made ready. */
  rest(): void {
    if (this.#plan.length < AHEAD) {
      const lastId = this.#plan.at(-1)?.id ?? this.#last.id;
      const more = planNext({ ...this.#input(), lastId }, AHEAD - this.#plan.length);
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
    const definition = this.#library.find(next.id);
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
      if (!active.isPrepared(definition)) this.#suspect.watch(definition);
      const state = this.#prepare(definition);
      if (state !== 'pending') this.#suspect.clear();
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
    const { transitions: settings } = this.#env.settings();
    const named = settings.type === 'random' ? undefined : this.#library.find(settings.type);
    return {
      definitions: this.#library.definitions,
      settings: named ? { ...settings, type: named.id } : settings,
      lastId: this.#last.id,
      lastVariant: this.#last.variant,
      dropped: this.#dropped,
      reducedMotion: this.#env.reducedMotion(),
      tier: this.#env.active().id,
      planned: this.#plan,
      isReady: (definition) => this.#isPrepared(definition),
      random: this.#env.random,
      fallback: crossfade,
    };
  }

  /** `wanted`: this one, whatever the settings say; `agreed`: what another display plays at this change. */
  choose(
    wanted: string | undefined,
    slideDurationMs: number | undefined,
    agreed: AgreedRun | null | undefined,
  ): Choice {
    const id = wanted === undefined ? undefined : (this.#library.find(wanted)?.id ?? wanted);
    const choice = chooseTransition({ ...this.#input(), wanted: id, slideDurationMs, agreed });
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
    this.#suspect.watch(definition);
  }

  gap(ms: number): void {
    this.#pace.gap(ms);
  }

  /** A run is over, however. */
  ended(definition: TransitionDefinition, how: 'finished' | 'cancelled' | 'watchdog' | 'hidden'): void {
    const guilty = how === 'watchdog' ? this.#suspect.blame('it stood still for seconds') : null;
    if (guilty) this.#drop(guilty, 'it stood still');
    this.#suspect.clear();
    if (how === 'finished') this.#judge(definition);
  }

  #judge(definition: TransitionDefinition): void {
    const isFade = definition.tags.includes('reduced-motion');
    const verdict = this.#pace.judge(definition.id, isFade, slowestFrameMs(this.#env.settings().display));
    if (verdict === 'demote') this.#env.demote('it could not keep a watchable frame rate over several transitions');
    else if (verdict === 'drop') this.#drop(definition, 'it is too slow on this device');
  }

  /** True when a pasted transition was at work: then it is to blame, and the renderer is not. */
  contextLost(): boolean {
    const guilty = this.#suspect.blame('it made your graphics card fail');
    if (guilty) this.#drop(guilty, 'the graphics context was lost while it ran');
    return guilty !== null;
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
  }
}
