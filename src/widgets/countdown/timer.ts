/**
 * A timer: started and held by a press, kept through a reload. Nothing runs while it stands; while it runs its digits change once a
 * second, and one wait goes to its end, which comes in a hidden page, too.
 */
import { t } from '../../shared/i18n.ts';
import { profiled } from '../../shared/profile.ts';
import { element, say } from '../element.ts';
import { createLife } from '../life.ts';
import type { WidgetTools } from '../widget.ts';
import type { Chime } from './chime.ts';
import { keepTimer, leftOf, pressTimer, readTimer, sayTimer, type TimerState } from './timer-state.ts';

export interface TimerValues {
  readonly minutes: number;
  readonly chime: boolean;
}

/** Later than this after its end nobody is called: the page was opened again, or the device slept. */
const lateMs = 60_000;
const turnMs = 3000;
const lockName = profiled('afterimage.chime');

export interface TimerParts {
  /** Fetches the code of the sound. */
  loadChime(): Promise<Pick<typeof import('./chime.ts'), 'createChime'>>;
}

/** Runs in one of all windows that show this timer. */
async function inOneWindow(
  tools: Pick<WidgetTools, 'after' | 'signal'>,
  run: () => Promise<boolean>,
): Promise<boolean> {
  const locks = (navigator as { locks?: LockManager }).locks;
  if (!locks) return run();
  return locks.request(lockName, { ifAvailable: true }, async (lock) => {
    if (!lock) return true;
    const isHeard = await run();
    // Another window may be a moment late.
    await new Promise<void>((resolve) => {
      tools.after(turnMs, resolve);
      tools.signal.addEventListener('abort', () => resolve());
    });
    return isHeard;
  });
}

function createWords(locale: string) {
  const timeOf = (ms: number): string => new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(ms);
  return (state: TimerState, nowMs: number): string => {
    switch (state.kind) {
      case 'set':
        return t('Press to start.');
      case 'running':
        return t('Press to hold.');
      case 'held':
        return t('Held. Press to go on.');
      case 'up':
        return nowMs - state.endMs < lateMs
          ? t('Time is up. Press to begin again.')
          : t('Time was up at {time}. Press to begin again.', { time: timeOf(state.endMs) });
    }
  };
}

/** Says whether the sound may be heard, and rings when it is time. */
function createBell(tools: WidgetTools, { loadChime }: TimerParts, changed: () => void) {
  const life = createLife();
  let chime: Promise<Chime> | null = null;
  let isSilent = false;
  const open = (): Promise<Chime> => {
    chime ??= loadChime().then(({ createChime }) => createChime(tools));
    chime.catch(() => (chime = null));
    return chime;
  };
  const attempt = async (work: (one: Chime) => Promise<boolean>): Promise<void> => {
    const isHeard = await open()
      .then(work)
      .catch(() => false);
    if (life.signal.aborted) return;
    isSilent = !isHeard;
    changed();
  };
  const stop = (): void => {
    void chime?.then((one) => one.stop()).catch(() => undefined);
    chime = null;
  };
  life.onEnd(stop);
  return {
    get isSilent() {
      return isSilent;
    },
    prepare: () => void attempt((one) => one.prepare()),
    ring: () => void attempt(async (one) => (await one.prepare()) && inOneWindow(tools, () => one.ring())),
    stop() {
      isSilent = false;
      stop();
    },
    end: () => life.end(),
  };
}

interface Look {
  readonly left: string;
  readonly words: string;
  readonly isHeld: boolean;
  readonly isPulsing: boolean;
  readonly silent: string;
}

function createBody(host: HTMLElement, press: () => void, reset: () => void): (look: Look) => void {
  const digits = element('b', { class: 'countdown-timer' });
  const button = element('button', { class: 'countdown-button', attributes: { type: 'button' } }, digits);
  const words = element('p', { class: 'widget-note' });
  const silent = element('p', { class: 'widget-note' });
  const again = element('button', { class: 'widget-button countdown-again', text: t('Set back') });
  again.setAttribute('type', 'button');
  host.append(button, words, silent, again);
  button.addEventListener('click', press);
  again.addEventListener('click', reset);
  return (look) => {
    say(digits, look.left);
    say(words, look.words);
    say(silent, look.silent);
    silent.hidden = look.silent === '';
    again.hidden = !look.isHeld;
    button.classList.toggle('is-calling', look.isPulsing);
  };
}

export interface MountedTimer {
  /** Less motion is wanted, or no longer. */
  look(): void;
  /** Another window started or held it. */
  follow(): void;
  stop(): void;
}

class Timer implements MountedTimer {
  readonly #values: TimerValues;
  readonly #tools: WidgetTools;
  readonly #life = createLife();
  readonly #bell: ReturnType<typeof createBell>;
  readonly #draw: (look: Look) => void;
  readonly #say: ReturnType<typeof createWords>;
  #state: TimerState = { kind: 'set' };
  #isCalling = false;
  #stopWaiting = (): void => undefined;

  constructor(host: HTMLElement, values: TimerValues, tools: WidgetTools, parts: TimerParts) {
    this.#values = values;
    this.#tools = tools;
    this.#say = createWords(tools.locale);
    this.#bell = createBell(tools, parts, () => this.look());
    this.#draw = createBody(
      host,
      () => this.#turn(pressTimer(this.#state, values.minutes, tools.now())),
      () => this.#turn({ kind: 'set' }),
    );
    this.#life.onEnd(() => this.#stopWaiting());
    this.#life.onEnd(() => this.#bell.end());
    // The first press after a reload is leave to sound.
    const heard = { signal: AbortSignal.any([tools.signal, this.#life.signal]), capture: true };
    const retry = (): void => {
      if (this.#bell.isSilent) this.#askForLeave();
    };
    for (const kind of ['pointerup', 'keydown']) addEventListener(kind, retry, heard);
    this.#become(this.#kept());
    this.#askForLeave();
    this.look();
  }

  #kept(): TimerState {
    return readTimer(this.#tools.memo.read(), this.#values.minutes, this.#tools.now());
  }

  #isRecent(endMs: number): boolean {
    return this.#tools.now() - endMs < lateMs;
  }

  #become(next: TimerState): void {
    const { now, each, after } = this.#tools;
    this.#state = next;
    this.#isCalling = next.kind === 'up' && this.#isRecent(next.endMs);
    this.#stopWaiting();
    this.#stopWaiting = () => undefined;
    if (next.kind !== 'running') return;
    const run = (): void => this.look();
    const ends = [each('second', run), after(Math.max(0, next.endMs - now()), run)];
    this.#stopWaiting = () => ends.forEach((stop) => stop());
  }

  #turn(next: TimerState): void {
    this.#bell.stop();
    this.#become(next);
    this.#tools.memo.write(keepTimer(next, this.#values.minutes));
    this.#askForLeave();
    this.look();
  }

  #end(endMs: number): void {
    this.#become({ kind: 'up', endMs });
    this.#tools.memo.write(keepTimer(this.#state, this.#values.minutes));
    if (this.#isCalling && this.#values.chime) this.#bell.ring();
  }

  #askForLeave(): void {
    if (this.#values.chime && this.#state.kind === 'running') this.#bell.prepare();
  }

  #silentWords(): string {
    if (!this.#values.chime || !this.#bell.isSilent) return '';
    if (this.#state.kind === 'running') return t('This browser lets nothing sound until you press somewhere.');
    return this.#state.kind === 'up' ? t('It could not sound: this browser waits for a press first.') : '';
  }

  look(): void {
    const { now, isStill } = this.#tools;
    if (this.#state.kind === 'running' && this.#state.endMs <= now()) this.#end(this.#state.endMs);
    this.#draw({
      left: sayTimer(leftOf(this.#state, this.#values.minutes, now())),
      words: this.#say(this.#state, now()),
      isHeld: this.#state.kind === 'held',
      isPulsing: this.#isCalling && !isStill(),
      silent: this.#silentWords(),
    });
  }

  follow(): void {
    const kept = this.#kept();
    if (JSON.stringify(kept) === JSON.stringify(this.#state)) return;
    this.#bell.stop();
    this.#become(kept);
    this.#askForLeave();
    this.look();
  }

  stop(): void {
    this.#life.end();
  }
}

export const mountTimer = (
  host: HTMLElement,
  values: TimerValues,
  tools: WidgetTools,
  parts: TimerParts,
): MountedTimer => new Timer(host, values, tools, parts);
