/** An `AudioReader` over the pump. Page thread. Its view and arrays are its own and are written again at every read. */
import type { AudioReader, AudioView, HeardBeat, HeardOnset } from '../shared/audio-view.ts';
import type { TapTempo } from './tap-tempo.ts';
import type { ViewPump } from './view-pump.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export interface ReaderParts {
  readonly pump: ViewPump;
  readonly tap: TapTempo;
  isActive(): boolean;
  /** How far the person moves what is seen against what is heard; above 0: later. */
  offsetMs(): number;
}

/** Time is carried on past the last frame, but not for ever. */
const CARRY_MS = 2000;
const MOST_BEATS = 16;

export function createReader({ pump, tap, isActive, offsetMs }: ReaderParts): AudioReader {
  const onsets: Mutable<HeardOnset>[] = [];
  const beats: Mutable<HeardBeat>[] = [];
  const onsetPool = Array.from({ length: 256 }, (): Mutable<HeardOnset> => ({ timeSec: 0, strength: 0, lane: 'kick' }));
  const beatPool = Array.from({ length: 256 }, (): Mutable<HeardBeat> => ({ timeSec: 0, confidence: 0 }));
  const view: Mutable<AudioView> = {
    active: false,
    timeSec: 0,
    features: pump.frame.features,
    onsets,
    beats,
    tempoBpm: 0,
    tempoConfidence: 0,
    beatPhase: 0,
    waveform: pump.frame.wave,
  };
  let onsetsRead = pump.onsets.count;
  let beatsRead = pump.beats.count;
  let tappedBeat = Number.NaN;

  const takeEvents = (): void => {
    for (let n = pump.onsets.oldest(onsetsRead); n < pump.onsets.count; n += 1) {
      const row = pump.onsets.row(n);
      const onset = onsetPool[onsets.length];
      if (!row || !onset) continue;
      onset.timeSec = row.timeSec;
      onset.strength = row.strength;
      onset.lane = row.lane;
      onsets.push(onset);
    }
    onsetsRead = pump.onsets.count;
    if (tap.bpm === 0) {
      for (let n = pump.beats.oldest(beatsRead); n < pump.beats.count; n += 1) {
        const row = pump.beats.row(n);
        if (row) takeBeat(row.timeSec, row.strength);
      }
    }
    beatsRead = pump.beats.count;
  };
  const takeBeat = (timeSec: number, confidence: number): void => {
    const beat = beatPool[beats.length];
    if (!beat) return;
    beat.timeSec = timeSec;
    beat.confidence = confidence;
    beats.push(beat);
  };
  /** The grid of the taps takes the place of what was heard. */
  const followTaps = (nowMs: number): void => {
    const position = tap.beatsAt(nowMs - offsetMs());
    const beat = Math.floor(position);
    if (Number.isNaN(tappedBeat)) tappedBeat = beat;
    for (let n = Math.max(tappedBeat + 1, beat - MOST_BEATS); n <= beat; n += 1) {
      takeBeat(view.timeSec + (tap.timeOfBeat(n) - (nowMs - offsetMs())) / 1000, 1);
    }
    tappedBeat = beat;
    view.tempoBpm = tap.bpm;
    view.tempoConfidence = 1;
    view.beatPhase = position - beat;
  };

  return {
    read(nowMs) {
      pump.refresh(performance.timeOrigin + nowMs, true);
      onsets.length = 0;
      beats.length = 0;
      takeEvents();
      view.active = isActive();
      const { frame } = pump;
      const sinceMs = performance.timeOrigin + nowMs - frame.heardAtMs;
      const carriedMs = Math.max(0, Math.min(CARRY_MS, sinceMs)) - offsetMs();
      if (view.active && frame.heardAtMs > 0) view.timeSec = Math.max(0, frame.timeSec + carriedMs / 1000);
      view.tempoBpm = frame.tempoBpm;
      view.tempoConfidence = frame.tempoConfidence * (1 - pump.staleness);
      const beatsOn = frame.beatPhase + ((view.timeSec - frame.timeSec) * frame.tempoBpm) / 60;
      view.beatPhase = beatsOn - Math.floor(beatsOn);
      if (tap.bpm > 0 && view.active) followTaps(nowMs);
      else tappedBeat = Number.NaN;
      return view;
    },
  };
}
