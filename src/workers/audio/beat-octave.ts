/**
 * Keeps the octave of the tempo: in music whose halves and beats sound alike the likeliest state jumps to twice or half the
 * tempo, often for a few beats only, while what is told should go on. Pure but for the time it has kept a doubled tempo.
 * Worker thread.
 */
import { STATE_FPS, type BeatBelief } from './tempo-states.ts';
import { isOctave, type ToldTempo } from './told-tempo.ts';

/** Pulses at a tempo before its half is taken for a slip: every second pulse is then known to be one. */
const KNOWN_AFTER = 16;
/** Pulses before its double is. */
const HELD_AFTER = 4;
/** A doubled tempo is kept from being told for this long; then it is followed, and which of its pulses are beats is carried on. */
const HELD_STEPS = STATE_FPS;

export class BeatOctave {
  #heldSteps = 0;

  /** What is believed at `stateSec`, told in the octave of what was told before. */
  keep(belief: BeatBelief, stateSec: number, told: ToldTempo): BeatBelief {
    const ratio = belief.period / STATE_FPS / told.periodSec;
    if (isOctave(ratio * 2)) return this.#halved(belief, stateSec, told);
    if (isOctave(ratio)) this.#heldSteps = 0;
    if (!isOctave(ratio / 2) || told.pulses < KNOWN_AFTER || told.pulsesPerBeat !== 1) return belief;
    const period = belief.period / 2;
    return { ...belief, period, position: belief.position % period };
  }

  /** Twice the tempo: every second pulse, the one that goes on with those before. */
  #halved(belief: BeatBelief, stateSec: number, told: ToldTempo): BeatBelief {
    const isHeld = told.pulses >= HELD_AFTER && told.pulsesPerBeat === 1 && this.#heldSteps < HELD_STEPS;
    if (!isHeld) return belief;
    this.#heldSteps += 1;
    const period = 2 * belief.period;
    const since = (stateSec - told.lastSec) * STATE_FPS;
    const away = (position: number) => Math.abs((since - position) / period - Math.round((since - position) / period));
    const later = belief.position + belief.period;
    return { ...belief, period, position: away(later) < away(belief.position) ? later : belief.position };
  }
}
