/**
 * Several displays of one browser, one choice: whichever changes its photo tells the others with which transition and seed, and
 * they do the same at their next change. With `display.inStep` they also change at the same moment: one leads (see lead.ts), the
 * others follow its word. Loaded after the first photo. Main thread.
 *
 * Invariants: a display alone changes exactly as if this were not here; a word that is lost, late, unknown or nonsense costs a
 * display nothing but being apart for one photo; a leader that falls silent is replaced within an interval.
 */
import type { Accord, AgreedRun, ExpectedRun, Pacer } from '../shared/accord.ts';
import type { SettingsStore } from '../shared/app-api.ts';
import type { EventLog } from '../shared/events.ts';
import { ownDisplays, type Displays } from './displays.ts';
import { Lead, type Locks } from './lead.ts';

export interface StepClock {
  /** `performance.now()`, which the stage goes by. */
  nowMs(): number;
  /** `Date.now()`, the same for all windows of a device. */
  wallMs(): number;
  setTimeout(run: () => void, delayMs: number): unknown;
}

export interface StepParts {
  readonly displays: Pick<Displays, 'count' | 'callRoll' | 'tell' | 'onTold'>;
  readonly lead: Lead;
  readonly stage: {
    accord: Accord | null;
    upcoming(): ExpectedRun | null;
    expect(next: ExpectedRun): void;
  };
  readonly show: { pace(pacer: Pacer): () => void };
  readonly settings: Pick<SettingsStore, 'get'>;
  readonly events: Pick<EventLog, 'on'>;
  readonly clock: StepClock;
}

/** From the word to the first frame: time for the others to bring their photo to the renderer. */
export const headStartMs = 300;
/** A word on a change that nobody here followed at once is of use for this long, at most. */
const longestUseMs = 30_000;
/** After a change, until what comes next is picked and its geometry begun. */
const settleMs = 500;
/** Later than this share of the transition, a display plays it in full rather than catching up. */
const lateShare = 0.6;

interface Chosen {
  readonly type: 'chosen';
  readonly run: AgreedRun;
  /** Picked at random: displays that leave it to chance, too, play the same. */
  readonly isRandom: boolean;
  /** `Date.now()` of the first frame; null: whenever each display is due. */
  readonly startAtMs: number | null;
}

type StepWord = Chosen | ({ readonly type: 'next' } & ExpectedRun);

const easings: readonly unknown[] = ['linear', 'in-out-sine', 'in-out-quad', 'in-out-cubic'];
const isShare = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 1;
const isName = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= 80;

function readRun(raw: unknown): AgreedRun | null {
  const { id, durationMs, seed, easing } = (typeof raw === 'object' && raw !== null ? raw : {}) as Partial<AgreedRun>;
  if (!isName(id) || !isShare(seed) || typeof durationMs !== 'number') return null;
  if (!(durationMs >= 100 && durationMs <= 30_000)) return null;
  return { id, durationMs, seed, ...(easing !== undefined && easings.includes(easing) ? { easing } : {}) };
}

/** Total: whatever makes no sense is no word. */
export function readStepWord(raw: unknown): StepWord | null {
  const word = (typeof raw === 'object' && raw !== null ? raw : {}) as Partial<Record<string, unknown>>;
  if (word['type'] === 'next') {
    const { id, seed } = word;
    return isName(id) ? { type: 'next', id, seed: isShare(seed) ? seed : null } : null;
  }
  const run = word['type'] === 'chosen' ? readRun(word['run']) : null;
  if (!run) return null;
  const { startAtMs } = word;
  const isMoment = typeof startAtMs === 'number' && Number.isFinite(startAtMs);
  return { type: 'chosen', run, isRandom: word['isRandom'] === true, startAtMs: isMoment ? startAtMs : null };
}

/** How long a display waits for the leader's word before it takes the lead. */
export const patienceFor = (intervalMs: number): number => Math.min(15_000, Math.max(2_000, intervalMs / 2));

interface Heard {
  readonly word: Chosen;
  readonly atMs: number;
  /** On this window's clock; 0: no moment was agreed. */
  readonly startMs: number;
}

class Step implements Accord, Pacer {
  readonly #parts: StepParts;
  readonly #change: () => void;
  #heard: Heard | null = null;
  /** What the change that is just beginning goes by. */
  #followed: Heard | null = null;
  /** This photo's time is over, and the leader has not said so. */
  #isWaiting = false;
  #lastId: string | null = null;

  constructor(parts: StepParts) {
    const { displays, lead, stage, show, events } = parts;
    this.#parts = parts;
    displays.onTold((data) => this.#onTold(data));
    lead.won = () => {
      if (this.#isWaiting) this.#change();
    };
    stage.accord = this;
    events.on(({ type }) => {
      if (type === 'transition.ended') parts.clock.setTimeout(() => this.#announce(), settleMs);
    });
    this.#change = show.pace(this);
    displays.callRoll();
  }

  get #inStep(): boolean {
    return this.#parts.settings.get().display.inStep;
  }

  get #isRandom(): boolean {
    return this.#parts.settings.get().transitions.type === 'random';
  }

  #onTold(data: unknown): void {
    const word = readStepWord(data);
    if (word?.type === 'next') {
      if (this.#isRandom) this.#parts.stage.expect(word);
    } else if (word) this.#onChosen(word);
  }

  #onChosen(word: Chosen): void {
    const { clock } = this.#parts;
    const atMs = clock.nowMs();
    const moment = this.#inStep ? word.startAtMs : null;
    this.#heard = { word, atMs, startMs: moment === null ? 0 : atMs + moment - clock.wallMs() };
    if (moment !== null) this.#change();
  }

  playing(isPlaying: boolean): void {
    const { lead } = this.#parts;
    if (isPlaying) lead.stand();
    else lead.resign();
  }

  patienceMs(): number {
    const { displays, lead, settings } = this.#parts;
    if (!this.#inStep || displays.count() === 0 || lead.leads || !lead.isPossible) return 0;
    if (this.#isWaiting) {
      this.#isWaiting = false;
      lead.take();
      return 0;
    }
    this.#isWaiting = true;
    return patienceFor(settings.get().slideshow.intervalSec * 1000);
  }

  heard(): AgreedRun | null {
    const heard = this.#heard;
    this.#heard = null;
    this.#followed = null;
    if (!heard || this.#parts.clock.nowMs() - heard.atMs > this.#usefulMs(heard)) return null;
    const { word, startMs } = heard;
    const { type } = this.#parts.settings.get().transitions;
    const isMine =
      word.isRandom && type === 'random' ? startMs > 0 || word.run.id !== this.#lastId : type === word.run.id;
    if (isMine || startMs > 0) this.#followed = heard;
    return isMine ? word.run : null;
  }

  #usefulMs({ word, startMs }: Heard): number {
    if (startMs > 0) return headStartMs + word.run.durationMs;
    return Math.min(longestUseMs, (this.#parts.settings.get().slideshow.intervalSec * 1000) / 2);
  }

  begins(run: AgreedRun): number {
    const { displays, clock } = this.#parts;
    const followed = this.#followed;
    this.#followed = null;
    this.#isWaiting = false;
    this.#lastId = run.id;
    const nowMs = clock.nowMs();
    if (followed) return nowMs < followed.startMs + run.durationMs * lateShare ? followed.startMs : 0;
    if (displays.count() === 0) return 0;
    const { id, durationMs, seed, easing } = run;
    const startAtMs = this.#inStep ? clock.wallMs() + headStartMs : null;
    const plain: AgreedRun = { id, durationMs, seed, ...(easing ? { easing } : {}) };
    displays.tell({ type: 'chosen', run: plain, isRandom: this.#isRandom, startAtMs } satisfies StepWord);
    displays.callRoll();
    return startAtMs === null ? 0 : nowMs + headStartMs;
  }

  /** The leader says what it will play, so that the others have it ready. */
  #announce(): void {
    const { displays, lead, stage } = this.#parts;
    const next = lead.leads && displays.count() > 0 && this.#isRandom ? stage.upcoming() : null;
    if (next) displays.tell({ type: 'next', ...next } satisfies StepWord);
  }
}

export function openStep(parts: StepParts): void {
  void new Step(parts);
}

/** In a browser: its channel, its locks, its clocks. */
export function joinDisplays(parts: Omit<StepParts, 'displays' | 'lead' | 'clock'>): void {
  const clock: StepClock = {
    nowMs: () => performance.now(),
    wallMs: () => Date.now(),
    setTimeout: (run, delayMs) => setTimeout(run, delayMs),
  };
  const locks = (navigator as { locks?: LockManager }).locks;
  const held: Locks | undefined = locks && { request: locks.request.bind(locks) };
  openStep({ ...parts, displays: ownDisplays(), lead: new Lead(held), clock });
}
