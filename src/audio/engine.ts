/**
 * The sound side of the page: one input at a time, from “choose” to the reader that visualizers draw from. Page thread.
 * Owns the audio graph and the audio worker while an input is open, and nothing while none is.
 *
 * Invariants
 * - What was asked last wins: an input that opens too late is closed again.
 * - The state is always one of `SoundState`, with a sentence whenever nothing is heard though something should be.
 * - What was lost is opened again by itself: at once when a device appears, every two seconds otherwise.
 */
import { AppError } from '../shared/errors.ts';
import { words } from '../shared/i18n.ts';
import type { OpenSoundOptions, SoundInput, SoundState, SoundStatus } from '../shared/sound-api.ts';
import { stoppedWorker, type AudioWorker, type SoundParts, type SoundWorkerView } from './engine-parts.ts';
import { openGraph, type Graph } from './graph.ts';
import type { OpenInput } from './input.ts';
import { createMediaSession } from './media-session.ts';
import { NeedsTap } from './music-permission.ts';
import { openInput } from './open-input.ts';
import { held } from './refusals.ts';
import { TapTempo } from './tap-tempo.ts';
import { ViewPump } from './view-pump.ts';

const RETRY_MS = 2000;
const MOST_DELAY_MS = 500;

export class SoundEngine {
  readonly pump = new ViewPump();
  readonly tap = new TapTempo();
  readonly #parts: SoundParts;
  #state: SoundState = 'off';
  #message: string | null = null;
  #wanted: { readonly input: SoundInput; readonly options: OpenSoundOptions } | null = null;
  #graph: Graph | null = null;
  #worker: AudioWorker | null = null;
  #open: OpenInput | null = null;
  /** Counts wishes: only the newest may finish. */
  #turn = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  /** What a tap has to open. */
  #needsTap: NeedsTap | null = null;
  readonly #session = createMediaSession({
    track: () => this.#open?.track?.() ?? null,
    player: () => this.#open?.player ?? null,
  });

  constructor(parts: SoundParts) {
    this.#parts = parts;
    const wake = (): void => {
      if (this.#state === 'held') void this.resume();
    };
    // A finger counts as a gesture when it leaves the glass, a mouse when it goes down.
    for (const type of ['pointerdown', 'pointerup', 'keydown'])
      addEventListener(type, wake, { capture: true, passive: true });
    navigator.mediaDevices?.addEventListener('devicechange', () => this.#state === 'lost' && void this.#reopen());
    addEventListener('online', () => this.#state === 'lost' && void this.#reopen());
    parts.store.onChange(() => this.#tune());
  }

  get state(): SoundState {
    return this.#state;
  }

  get player(): OpenInput['player'] {
    return this.#open?.player;
  }

  workerView(): SoundWorkerView {
    return {
      name: 'audio',
      health: () => this.#worker?.health() ?? stoppedWorker,
      kill: (reason) => this.#worker?.kill(reason),
    };
  }

  /** The person's own offset and what the loudspeaker adds. */
  get offsetMs(): number {
    const { outputLatency } = this.#graph?.context ?? {};
    const output = this.#open?.isAudible === true && outputLatency !== undefined ? outputLatency * 1000 : 0;
    return Math.min(MOST_DELAY_MS, this.#parts.store.get().sound.offsetMs + output);
  }

  async open(input: SoundInput, options: OpenSoundOptions = {}): Promise<void> {
    const turn = this.#begin(input, options);
    this.#become('opening', null);
    try {
      await this.#attach(turn);
    } catch (error) {
      if (turn !== this.#turn) return;
      if (error instanceof NeedsTap) return this.#waitForTap(error);
      const problem =
        error instanceof AppError
          ? error
          : new AppError('sound.failed', 'The sound could not be opened. Choose it once more, or take another input.', {
              cause: error,
            });
      this.#release();
      if (problem.retryable && (input === 'microphone' || input === 'stream')) this.#lose(turn, problem);
      else {
        await this.#shut();
        this.#become('refused', problem.message);
      }
      throw problem;
    }
  }

  async close(): Promise<void> {
    this.#turn += 1;
    this.#wanted = null;
    this.#needsTap = null;
    clearTimeout(this.#retry);
    this.#release();
    await this.#shut();
    this.#become('off', null);
  }

  async resume(): Promise<void> {
    const { context } = this.#graph ?? {};
    if (!context) return;
    const resumed = context.resume().catch(() => undefined);
    if (this.#needsTap) return this.#useTap(this.#needsTap);
    this.#open?.wake?.();
    await resumed;
    this.#settle();
  }

  #waitForTap(need: NeedsTap): void {
    this.#release();
    this.#needsTap = need;
    this.#become('held', need.message);
  }

  /** Inside the gesture. Refused, it stays refused until somebody chooses the input again. */
  async #useTap(need: NeedsTap): Promise<void> {
    this.#needsTap = null;
    const answer = await need.ask();
    const wanted = this.#wanted;
    if (!wanted || this.#state !== 'held' || this.#needsTap) return;
    if (answer === null) this.#needsTap = need;
    else if (answer) await this.open(wanted.input, wanted.options).catch(() => undefined);
    else this.#become('refused', words('Your music stays closed. Choose it again whenever you like.'));
  }

  status(): SoundStatus {
    const { frame } = this.pump;
    this.pump.refresh(performance.timeOrigin + performance.now(), false);
    return {
      state: this.#state,
      input: this.#wanted?.input ?? null,
      name: this.#open?.name ?? null,
      message: this.#message,
      sampleRate: this.#graph?.context.sampleRate ?? 0,
      isShared: this.#graph?.link.isShared ?? globalThis.crossOriginIsolated,
      latencyMs: this.pump.latency(),
      overruns: this.pump.overruns,
      tempoBpm: this.tap.bpm > 0 ? this.tap.bpm : frame.tempoBpm,
      tempoConfidence: this.tap.bpm > 0 ? 1 : frame.tempoConfidence,
      isTapped: this.tap.bpm > 0,
      track: this.#open?.track?.() ?? null,
    };
  }

  #begin(input: SoundInput, options: OpenSoundOptions): number {
    clearTimeout(this.#retry);
    this.#needsTap = null;
    this.#release();
    this.#wanted = { input, options };
    this.#turn += 1;
    return this.#turn;
  }

  async #attach(turn: number): Promise<void> {
    const wanted = this.#wanted;
    if (!wanted) return;
    const graph = await this.#ready(turn);
    if (!graph) return;
    const opened = await openInput(wanted.input, wanted.options, {
      graph,
      files: this.#parts,
      settings: this.#parts.store.get().sound,
      compose: (sampleRate) => this.#started().call('demo', [sampleRate]),
      events: {
        lost: (error) => turn === this.#turn && this.#lose(turn, error),
        tell: (message) => this.#parts.events.emit({ type: 'notice', message }),
        track: (isNew) => turn === this.#turn && this.#tellTrack(isNew),
      },
    });
    if (turn !== this.#turn) return opened.close();
    this.#open = opened;
    graph.connect(opened.node, { audible: opened.isAudible });
    this.#tune();
    this.#session.show();
    this.pump.resetMetrics();
    // A context that may run does so by itself; one that may not stays suspended and says nothing.
    await Promise.race([graph.context.resume().catch(() => undefined), new Promise((done) => setTimeout(done, 150))]);
    if (turn !== this.#turn) return;
    this.#settle();
    this.#tellTrack(true);
  }

  #tellTrack(isNew: boolean): void {
    const track = this.#open?.track?.();
    if (!track) return;
    const { title, artist, album, artworkUrl } = track;
    this.#parts.events.emit({ type: 'sound.track', title, artist, album, artworkUrl, isNew });
    this.#session.show();
  }

  /** The graph and the worker, made with the first input; null when something else was asked for meanwhile. */
  async #ready(turn: number): Promise<Graph | null> {
    if (this.#graph && this.#graph.context.state !== 'closed') return this.#graph;
    const graph = await openGraph(this.#parts.captureUrl, this.pump);
    if (turn !== this.#turn) {
      await graph.close();
      return null;
    }
    this.#graph = graph;
    graph.context.addEventListener('statechange', () => this.#graph === graph && this.#open && this.#settle());
    this.#started();
    return graph;
  }

  #started(): AudioWorker {
    return (this.#worker ??= this.#parts.startWorker({
      onGeneration: (call) => {
        if (!this.#graph) return;
        const { feed, transfer } = this.#graph.link.feed(Math.max(0, this.offsetMs));
        return call('listen', [feed], { transfer });
      },
      onState: ({ state, lastError }) =>
        this.#parts.events.emit({ type: 'worker.state', worker: 'audio', state, reason: lastError }),
    }));
  }

  /** Whether sound runs or waits for a tap. */
  #settle(): void {
    const isRunning = this.#graph?.context.state === 'running';
    if (this.#state === 'lost' && !this.#open) return;
    this.#become(isRunning ? 'running' : 'held', isRunning ? null : held);
    this.#tune();
  }

  #lose(turn: number, error: AppError): void {
    this.#release();
    this.#become('lost', error.message);
    if (!error.retryable) return;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => turn === this.#turn && void this.#reopen(), RETRY_MS);
  }

  /** Quietly: the sentence stays until it works or the reason changes. */
  async #reopen(): Promise<void> {
    const turn = ++this.#turn;
    clearTimeout(this.#retry);
    try {
      await this.#attach(turn);
    } catch (error) {
      if (turn === this.#turn && error instanceof AppError) this.#lose(turn, error);
    }
  }

  /** Ends the input, keeps graph and worker for the next. */
  #release(): void {
    this.#graph?.disconnect();
    this.#open?.close();
    this.#open = null;
    this.#session.hide();
  }

  async #shut(): Promise<void> {
    const graph = this.#graph;
    this.#graph = null;
    this.#worker?.stop();
    this.#worker = null;
    this.tap.clear();
    this.pump.disconnect();
    await graph?.close();
  }

  #tune(): void {
    this.#graph?.setVolume(this.#parts.store.get().sound.volume / 100);
    const delayMs = Math.max(0, this.offsetMs);
    if (Math.abs(delayMs - this.pump.delayMs) < 1) return;
    this.pump.delayMs = delayMs;
    this.#worker?.call('delay', [delayMs]).catch(() => undefined);
  }

  #become(state: SoundState, message: string | null): void {
    if (state === this.#state && message === this.#message) return;
    this.#state = state;
    this.#message = message;
    this.#parts.events.emit({ type: 'sound.state', state, input: this.#wanted?.input ?? null, message });
  }
}
