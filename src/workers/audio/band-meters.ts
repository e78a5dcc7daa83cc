/**
 * Level, presence, hits and time of a row of frequency bands. Worker thread. All time constants are in seconds, so that
 * the meters move alike at any hop size and sample rate.
 */
import type { BandFeatures } from '../../shared/audio-features.ts';
import { approach } from './time-constant.ts';

const ATTACK_SEC = 0.01;
const RELEASE_SEC = 0.12;
const PRESENCE_SEC = 1;
const HIT_SEC = 0.15;
const REFERENCE_RELEASE_SEC = 10;
/** What a meter shows below the loudest band of the last seconds. */
const RANGE_DB = 42;
/** Rooms are never quite silent: quieter peaks than this are not blown up to full meters. */
const QUIETEST_REFERENCE_DB = -60;
const FLOOR_DB = -120;
/** A hit is this much above the presence of its band, and the band itself is worth looking at. */
const HIT_OVER = 0.16;
const HIT_FLOOR = 0.2;
/** db, level, presence, hits and time. */
const METERS = 5;
/** Readings that share a buffer: many small ones cost the collector more than a large one. */
const READINGS = 32;

export const toDb = (power: number): number => Math.max(FLOOR_DB, 10 * Math.log10(power * 2 + 1e-30));

/** Shares of the way to go in one step of `dtSec`. */
interface Rates {
  readonly dtSec: number;
  readonly fall: number;
  readonly attack: number;
  readonly release: number;
  readonly presence: number;
  readonly hit: number;
  readonly fade: number;
}

const ratesOf = (dtSec: number): Rates => ({
  dtSec,
  fall: approach(dtSec, REFERENCE_RELEASE_SEC),
  attack: approach(dtSec, ATTACK_SEC),
  release: approach(dtSec, RELEASE_SEC),
  presence: approach(dtSec, PRESENCE_SEC),
  hit: approach(dtSec, HIT_SEC),
  fade: Math.exp(-dtSec / HIT_SEC),
});

export class BandMeters {
  /** All that is read, in its order: a copy of it is a reading. */
  readonly #shown: Float32Array;
  readonly #db: Float32Array;
  readonly #level: Float32Array;
  readonly #presence: Float32Array;
  readonly #hits: Float32Array;
  readonly #shownTime: Float32Array;
  readonly #average: Float32Array;
  readonly #time: Float64Array;
  #rates = ratesOf(0);
  #referenceDb = QUIETEST_REFERENCE_DB;
  #readings: Float32Array<ArrayBuffer>;
  /** Floats of `#readings` that have been given away. */
  #given = 0;

  constructor(readonly count: number) {
    this.#shown = new Float32Array(METERS * count);
    const [db, level, presence, hits, time] = this.#meters(this.#shown.buffer, 0);
    this.#db = db.fill(FLOOR_DB);
    this.#level = level;
    this.#presence = presence;
    this.#hits = hits;
    this.#shownTime = time;
    this.#average = new Float32Array(count);
    this.#time = new Float64Array(count);
    this.#readings = new Float32Array(READINGS * METERS * count);
  }

  /** Views of the five meters from `at` (floats) on. */
  #meters(buffer: ArrayBufferLike, at: number): [Float32Array, Float32Array, Float32Array, Float32Array, Float32Array] {
    const meter = (index: number) =>
      new Float32Array(buffer, (at + index * this.count) * Float32Array.BYTES_PER_ELEMENT, this.count);
    return [meter(0), meter(1), meter(2), meter(3), meter(4)];
  }

  /** `powers`: mean square per band. */
  update(powers: ArrayLike<number>, dtSec: number): void {
    let loudest = FLOOR_DB;
    for (let i = 0; i < this.count; i += 1) {
      const db = toDb(powers[i] ?? 0);
      this.#db[i] = db;
      loudest = Math.max(loudest, db);
    }
    if (dtSec !== this.#rates.dtSec) this.#rates = ratesOf(dtSec);
    this.#referenceDb = Math.max(
      loudest,
      this.#referenceDb + (loudest - this.#referenceDb) * this.#rates.fall,
      QUIETEST_REFERENCE_DB,
    );
    for (let i = 0; i < this.count; i += 1) this.#move(i, this.#rates);
  }

  #move(i: number, rates: Rates): void {
    const target = Math.min(1, Math.max(0, 1 + ((this.#db[i] ?? FLOOR_DB) - this.#referenceDb) / RANGE_DB));
    const before = this.#level[i] ?? 0;
    const level = before + (target - before) * (target > before ? rates.attack : rates.release);
    this.#level[i] = level;
    const presence = (this.#presence[i] ?? 0) + (level - (this.#presence[i] ?? 0)) * rates.presence;
    this.#presence[i] = presence;
    const faded = (this.#hits[i] ?? 0) * rates.fade;
    const over = level - (this.#average[i] ?? 0);
    this.#average[i] = (this.#average[i] ?? 0) + over * rates.hit;
    const rising = level > before && over > HIT_OVER && level > HIT_FLOOR;
    this.#hits[i] = rising ? Math.max(faded, Math.min(1, over / (2 * HIT_OVER))) : faded;
    const time = (this.#time[i] ?? 0) + level * rates.dtSec;
    this.#time[i] = time;
    this.#shownTime[i] = time;
  }

  /** A copy that the caller may keep. */
  read(): BandFeatures {
    if (this.#given === this.#readings.length) {
      this.#readings = new Float32Array(this.#readings.length);
      this.#given = 0;
    }
    this.#readings.set(this.#shown, this.#given);
    const [db, level, presence, hits, time] = this.#meters(this.#readings.buffer, this.#given);
    this.#given += this.#shown.length;
    return { db, level, presence, hits, time };
  }
}
