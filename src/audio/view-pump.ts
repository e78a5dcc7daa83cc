/**
 * The page's end of the path: takes the newest frame out of the mailbox and the events out of their rings, once per drawn
 * frame, for any number of readers. Page thread; the only reader of that memory. No message, no allocation.
 */
import type { OnsetLane } from '../shared/audio-features.ts';
import { BEAT_WIDTH, LANES, ONSET_WIDTH, type ViewMemory } from '../shared/audio-link.ts';
import { CountedRingReader } from '../shared/counted-ring.ts';
import { createFrameStore, FrameSlot, SLOT_BYTES, type FrameStore } from '../shared/frame-slot.ts';
import { MailboxReader, slotOffsets } from '../shared/mailbox.ts';
import type { SoundLatency } from '../shared/sound-api.ts';

const EVENTS = 256;
const LATENCIES = 4096;
/** Without a frame for this long nothing is heard any more; what is shown then falls to its rest. */
const STALE_AFTER_MS = 300;
const STALE_FADE_MS = 700;

interface EventRow {
  timeSec: number;
  strength: number;
  lane: OnsetLane;
}

/** The last events, counted, so that each reader finds those it has not seen. */
class EventLane {
  readonly #rows: readonly EventRow[] = Array.from({ length: EVENTS }, () => ({
    timeSec: 0,
    strength: 0,
    lane: 'kick' as const,
  }));
  count = 0;

  push(timeSec: number, strength: number, lane: OnsetLane): void {
    const row = this.#rows[this.count % EVENTS];
    if (!row) return;
    row.timeSec = timeSec;
    row.strength = strength;
    row.lane = lane;
    this.count += 1;
  }

  /** The oldest that is kept, if `n` is older. */
  oldest(n: number): number {
    return Math.max(n, this.count - EVENTS);
  }

  row(n: number): EventRow | undefined {
    return this.#rows[n % EVENTS];
  }
}

interface Source {
  readonly mailbox: MailboxReader;
  readonly slots: readonly FrameSlot[];
  readonly onsets: CountedRingReader;
  readonly beats: CountedRingReader;
}

export class ViewPump {
  readonly frame: FrameStore = createFrameStore();
  readonly onsets = new EventLane();
  readonly beats = new EventLane();
  readonly #latencies = new Float32Array(LATENCIES);
  #measured = 0;
  #source: Source | null = null;
  #slot: FrameSlot | null = null;
  /** NaN: counting begins with the next frame. */
  #droppedBefore = Number.NaN;
  /** 0: fresh, 1: nothing has come for long. */
  staleness = 1;
  delayMs = 0;

  /** Memory of a new generation. The last frame stays until it is stale. */
  connect(memory: ViewMemory): void {
    this.#source = {
      mailbox: new MailboxReader(memory.mailbox),
      slots: slotOffsets(SLOT_BYTES).map((offset) => new FrameSlot(memory.mailbox, offset)),
      onsets: new CountedRingReader(memory.onsets, ONSET_WIDTH),
      beats: new CountedRingReader(memory.beats, BEAT_WIDTH),
    };
  }

  /** No input: everything rests. */
  disconnect(): void {
    this.#source = null;
    this.#slot = null;
    this.#rest();
  }

  /** `epochMs`: this moment in milliseconds since 1970 on the monotonic clock. `isDrawn`: a frame is made of it. */
  refresh(epochMs: number, isDrawn: boolean): void {
    if (this.#source === null) return;
    const { mailbox, slots, onsets, beats } = this.#source;
    const index = mailbox.take();
    // Events go first into their rings: whoever sees a frame sees what happened up to it.
    while (onsets.next()) this.onsets.push(onsets.row[0] ?? 0, onsets.row[1] ?? 0, LANES[onsets.row[2] ?? 0] ?? 'kick');
    while (beats.next()) this.beats.push(beats.row[0] ?? 0, beats.row[1] ?? 0, 'kick');
    if (index >= 0) {
      this.#slot = slots[index] ?? null;
      this.#slot?.read(this.frame);
      if (Number.isNaN(this.#droppedBefore)) this.#droppedBefore = this.frame.dropped;
    }
    if (index >= 0 && isDrawn) {
      this.#latencies[this.#measured % LATENCIES] =
        performance.timeOrigin + performance.now() - this.frame.pushedAtMs - this.delayMs;
      this.#measured += 1;
    }
    const ageMs = epochMs - this.frame.heardAtMs - this.delayMs;
    const staleness = Math.max(0, Math.min(1, (ageMs - STALE_AFTER_MS) / STALE_FADE_MS));
    if (staleness > 0) this.#fade(staleness);
    this.staleness = staleness;
  }

  get overruns(): number {
    return Math.max(0, this.frame.dropped - this.#droppedBefore) || 0;
  }

  latency(): SoundLatency {
    const sorted = this.#latencies.slice(0, Math.min(this.#measured, LATENCIES)).sort();
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
    return { count: this.#measured, p50: at(0.5), p95: at(0.95) };
  }

  resetMetrics(): void {
    this.#measured = 0;
    this.#droppedBefore = Number.NaN;
  }

  /** What was last heard, on its way to silence. */
  #fade(staleness: number): void {
    if (this.#slot === null || staleness >= 1) return this.#rest();
    this.#slot.read(this.frame);
    const { features, wave } = this.frame;
    const left = 1 - staleness;
    for (const meters of [features.bands, features.bars]) {
      scale(meters.level, left);
      scale(meters.presence, left);
      scale(meters.hits, left);
    }
    scale(wave, left);
    features.rms *= left;
    features.flux = 0;
    features.silent = true;
    features.idle = Math.max(features.idle, staleness);
  }

  #rest(): void {
    const { features, wave } = this.frame;
    for (const meters of [features.bands, features.bars]) {
      meters.db.fill(-120);
      meters.level.fill(0);
      meters.presence.fill(0);
      meters.hits.fill(0);
    }
    wave.fill(0);
    features.chroma.fill(0);
    features.rms = features.flux = features.centroidHz = features.rolloffHz = features.flatness = 0;
    features.loudnessDb = -120;
    features.buildUp = features.drop = 0;
    features.silent = true;
    features.idle = 1;
    this.frame.tempoBpm = this.frame.tempoConfidence = this.frame.beatPhase = 0;
    this.staleness = 1;
  }
}

function scale(values: Float32Array, factor: number): void {
  for (let i = 0; i < values.length; i += 1) values[i] = (values[i] ?? 0) * factor;
}
