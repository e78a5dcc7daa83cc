/** A reader whose sound is a script: what the analyzer hears in generated samples, told at the times that are asked for. */
import type { AnalysisFrame } from '../../src/shared/audio-features.ts';
import type { AudioReader, AudioView, HeardBeat, HeardOnset } from '../../src/shared/audio-view.ts';
import { Analyzer } from '../../src/workers/audio/analyzer.ts';

export type Script = 'silence' | 'tone' | 'music';
const RATE = 48_000;
const WAVE = 512;

function noiseSource(): () => number {
  let state = 7;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 0x8000_0000 - 1;
  };
}

/** Kick, snare, hats, a bass line and chords at 120 BPM; a steady 440 Hz; or nothing. */
export function samplesOf(script: Script, seconds: number): Float32Array {
  const samples = new Float32Array(Math.round(seconds * RATE));
  if (script === 'silence') return samples;
  const noise = noiseSource();
  const chords = [
    [220, 261.6, 329.6],
    [174.6, 220, 261.6],
    [130.8, 164.8, 196],
    [196, 246.9, 293.7],
  ];
  const saw = (hz: number, t: number): number => 2 * ((hz * t) % 1) - 1;
  for (let i = 0; i < samples.length; i++) {
    const t = i / RATE;
    if (script === 'tone') {
      samples[i] = 0.5 * Math.sin(2 * Math.PI * 440 * t);
      continue;
    }
    const beat = t % 0.5;
    const chord = chords[Math.floor(t / 2) % 4] ?? [];
    const kick = Math.sin(2 * Math.PI * (48 * beat + 9 * (1 - Math.exp(-beat * 28)))) * Math.exp(-beat * 9);
    const snare = noise() * Math.exp(-(((t + 0.5) % 1) * 16)) * 0.5;
    const hat = noise() * Math.exp(-((t % 0.25) * 60)) * 0.22;
    const bass = saw((chord[0] ?? 110) / 4, t) * 0.18;
    const pad = chord.reduce((sum, hz, voice) => sum + saw(hz * (1 + voice * 0.002), t), 0) * 0.045;
    const lead =
      Math.sin(2 * Math.PI * (chord[Math.floor(t * 8) % 3] ?? 440) * 4 * t) * Math.exp(-((t % 0.125) * 14)) * 0.14;
    samples[i] = 0.75 * (0.8 * kick + snare + hat + bass + pad + lead);
  }
  return samples;
}

/** Analysed once; readers only read. */
const heard = new Map<string, { samples: Float32Array; frames: AnalysisFrame[] }>();

function hear(script: Script, seconds: number): { samples: Float32Array; frames: AnalysisFrame[] } {
  const key = `${script} ${seconds}`;
  const known = heard.get(key);
  if (known) return known;
  const samples = samplesOf(script, seconds);
  const made = { samples, frames: new Analyzer({ sampleRate: RATE }).process(samples) };
  heard.set(key, made);
  return made;
}

export class ScriptedReader implements AudioReader {
  active = true;
  reads = 0;
  readonly #frames: AnalysisFrame[];
  readonly #samples: Float32Array;
  readonly #wave = new Float32Array(WAVE);
  readonly #startMs: number;
  #next = 0;

  /** Repeats its last moment once it has told everything. */
  constructor(script: Script, seconds: number, startMs = 0) {
    const { samples, frames } = hear(script, seconds);
    this.#samples = samples;
    this.#frames = frames;
    this.#startMs = startMs;
  }

  read(nowMs: number): AudioView {
    this.reads++;
    const timeSec = Math.max(0, (nowMs - this.#startMs) / 1000);
    const onsets: HeardOnset[] = [];
    const beats: HeardBeat[] = [];
    let at = Math.min(this.#next, this.#frames.length - 1);
    while (at < this.#frames.length - 1 && (this.#frames[at + 1]?.timeSec ?? Infinity) <= timeSec) {
      at++;
      const { onset, beat, timeSec: when } = this.#frames[at] as AnalysisFrame;
      if (onset) onsets.push({ ...onset, timeSec: when });
      if (beat) beats.push(beat);
    }
    this.#next = at;
    const frame = this.#frames[at];
    if (!frame) throw new Error('the script is empty');
    const end = Math.min(this.#samples.length, Math.floor(timeSec * RATE));
    for (let i = 0; i < WAVE; i++) this.#wave[i] = this.#samples[end - (WAVE - i) * 3] ?? 0;
    const { features, tempoBpm, tempoConfidence, beatPhase } = frame;
    const { active } = this;
    return { active, timeSec, features, onsets, beats, tempoBpm, tempoConfidence, beatPhase, waveform: this.#wave };
  }
}

function steadyView(level: number): AudioView {
  const meters = (count: number) => ({
    db: new Float32Array(count).fill(-20),
    level: new Float32Array(count).fill(level),
    presence: new Float32Array(count).fill(level),
    hits: new Float32Array(count).fill(level),
    time: new Float32Array(count),
  });
  const { features } = hear('silence', 0.2).frames[0] as AnalysisFrame;
  return {
    active: true,
    timeSec: 0,
    features: { ...features, bands: meters(7), bars: meters(48), silent: false, idle: 0 },
    onsets: [],
    beats: [],
    tempoBpm: 0,
    tempoConfidence: 0,
    beatPhase: 0,
    waveform: Float32Array.from({ length: 1024 }, (_, at) => 0.6 * level * Math.sin(at / 19)),
  };
}

const KICK_SEC = 0.6;

/** Quiet, loud after half a second, nearly silent after one and a half, with one kick between: steps with exact times. */
export class SteppedReader implements AudioReader {
  readonly #aheadMs: number;
  readonly #views = [0.2, 0.9, 0.1].map(steadyView);
  #isKickTold = false;

  /** `aheadMs`: how much earlier the steps are heard. */
  constructor(aheadMs: number) {
    this.#aheadMs = aheadMs;
  }

  read(nowMs: number): AudioView {
    const atMs = nowMs + this.#aheadMs + 0.001;
    const view = this.#views[atMs >= 1_500 ? 2 : atMs >= 500 ? 1 : 0];
    if (!view) throw new Error('there is no such step');
    const isKick = !this.#isKickTold && nowMs + 0.001 >= KICK_SEC * 1000;
    this.#isKickTold ||= isKick;
    const onsets = isKick ? [{ timeSec: KICK_SEC, strength: 1, lane: 'kick' as const }] : [];
    return { ...view, timeSec: nowMs / 1000, onsets };
  }
}
