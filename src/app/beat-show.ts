/** Photos that move with the music: the next one after so many beats, transitions of whole beats, a pulse. Main thread. */
import type { AudioView } from '../shared/audio-view.ts';
import type { Settings } from '../shared/core-settings.ts';

type Mood = Settings['transitions']['mood'];

export interface BeatShowParts {
  settings(): Settings['visualizer'];
  next(): void;
  /** What the music asks for, above what the user chose; null: nothing any more. Never saved. */
  setMood(mood: Mood | null): void;
  /** 1: as it is. */
  pulse(scale: number): void;
}

/** Below this a beat is a guess, and photos keep their own time. */
const SURE = 0.35;
const MOST_PULSE = 0.012;
const PULSE_RISE_MS = 30;
const PULSE_FALL_MS = 240;
/** Energy above which transitions get lively, and below which they get calm again. */
const [LOUD, QUIET] = [0.62, 0.42];
const ENERGY_MS = 6_000;

const share = (dtMs: number, tauMs: number): number => 1 - Math.exp(-dtMs / tauMs);

export class BeatShow {
  readonly #parts: BeatShowParts;
  #beats = 0;
  #bpm = 0;
  #phase = 0;
  #atMs = 0;
  #pulse = 0;
  #energy = 0;
  #mood: Mood | null = null;

  constructor(parts: BeatShowParts) {
    this.#parts = parts;
  }

  /** Something here follows the sound. */
  wants(): boolean {
    const { advance, landOnBeat, pulse, moodByEnergy, takeOver } = this.#parts.settings();
    return advance !== 'off' || landOnBeat || pulse > 0 || moodByEnergy || takeOver;
  }

  heard(view: AudioView, nowMs: number): void {
    const dtMs = Math.min(200, Math.max(0, nowMs - this.#atMs));
    this.#atMs = nowMs;
    const isSure = view.active && !view.features.silent && view.tempoConfidence >= SURE;
    this.#bpm = isSure ? view.tempoBpm : 0;
    this.#phase = view.beatPhase;
    this.#count(view, isSure);
    this.#breathe(view, dtMs);
    this.#feel(view, dtMs);
  }

  #count({ beats, features }: AudioView, isSure: boolean): void {
    const { advance, advanceEvery } = this.#parts.settings();
    if (advance === 'off' || !isSure) {
      this.#beats = 0;
      return;
    }
    this.#beats += beats.length;
    const perBar = features.bar.confidence > 0.3 && features.bar.beats > 1 ? features.bar.beats : 4;
    if (this.#beats < advanceEvery * (advance === 'bars' ? perBar : 1)) return;
    this.#beats = 0;
    this.#parts.next();
  }

  #breathe({ active, features }: AudioView, dtMs: number): void {
    const amount = this.#parts.settings().pulse;
    if (amount === 0 && this.#pulse === 0) return;
    const goal = active ? amount * (features.bands.hits[1] ?? 0) : 0;
    const before = this.#pulse;
    this.#pulse += (goal - this.#pulse) * share(dtMs, goal > this.#pulse ? PULSE_RISE_MS : PULSE_FALL_MS);
    if (this.#pulse < 0.001) this.#pulse = 0;
    if (this.#pulse !== before) this.#parts.pulse(1 + MOST_PULSE * this.#pulse);
  }

  /** The settings changed: what is not asked for any more ends at once. */
  settle(): void {
    if (!this.#parts.settings().moodByEnergy) this.#ask(null);
  }

  #feel({ active, features }: AudioView, dtMs: number): void {
    if (!this.#parts.settings().moodByEnergy || !active || features.silent) return;
    const { presence } = features.bands;
    const now = 0.5 * (presence[1] ?? 0) + 0.3 * (presence[3] ?? 0) + 0.2 * (presence[5] ?? 0);
    this.#energy += (now - this.#energy) * share(dtMs, ENERGY_MS);
    const mood = this.#energy > LOUD ? 'lively' : this.#energy < QUIET ? 'calm' : this.#mood;
    if (mood !== null) this.#ask(mood);
  }

  #ask(mood: Mood | null): void {
    if (mood === this.#mood) return;
    this.#mood = mood;
    this.#parts.setMood(mood);
  }

  /** The time to the beat that is nearest to the wanted end; never shorter than one beat, nor than half the wish. */
  fitDuration(durationMs: number): number {
    if (!this.#parts.settings().landOnBeat || this.#bpm <= 0 || durationMs <= 0) return durationMs;
    const beatMs = 60_000 / this.#bpm;
    const toNextMs = (1 - this.#phase) * beatMs;
    const more = Math.max(0, Math.round((durationMs - toNextMs) / beatMs));
    const fit = toNextMs + more * beatMs;
    return fit < Math.min(beatMs * 0.5, durationMs / 2) ? fit + beatMs : fit;
  }

  /** The input was closed. */
  rest(): void {
    this.#beats = 0;
    this.#bpm = 0;
    this.#pulse = 0;
    this.#parts.pulse(1);
    this.#energy = 0;
    this.#ask(null);
  }
}
