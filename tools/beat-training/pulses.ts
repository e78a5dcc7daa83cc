/** What the committed beat network and tracker make of rendered songs, for training the judges of beat-level.ts and beat-phase.ts. Node. */
import { BeatLevel, type LevelInput } from '../../src/workers/audio/beat-level.ts';
import { BeatNetwork, NETWORK_DELAY_SEC } from '../../src/workers/audio/beat-network.ts';
import { BeatPhase, type PhaseInput } from '../../src/workers/audio/beat-phase.ts';
import { BeatTracker } from '../../src/workers/audio/beat-tracker.ts';
import { MEL_BANDS, MEL_FPS } from '../../src/workers/audio/log-mel.ts';
import { OnsetLanes } from '../../src/workers/audio/onset-lanes.ts';
import { PulseSound } from '../../src/workers/audio/pulse-sound.ts';

/** Per judged pulse. */
export interface Judged {
  /** Its time, its period, what is even and what is odd in `LevelInput`. */
  readonly levels: Float32Array;
  /** Its time, its period, the pulses looked back on, and what `PhaseInput` says of sound and network. */
  readonly phases: Float32Array;
}

/** What the judges hear of log-mel frames. */
export function pulsesOf(mel: Float32Array): Judged {
  const network = new BeatNetwork();
  const lanes = new OnsetLanes();
  const sound = new PulseSound();
  const level = new BeatLevel();
  const phase = new BeatPhase();
  const tracker = new BeatTracker(2 / MEL_FPS, sound, level, phase);
  const levels: number[] = [];
  const phases: number[] = [];
  let lastLevel: LevelInput | undefined;
  let lastPhase: PhaseInput | undefined;
  const frameAt = (index: number) => mel.subarray(index * MEL_BANDS, (index + 1) * MEL_BANDS);
  const hear = (index: number) => {
    lanes.of(frameAt(index));
    sound.frame(frameAt(index), lanes.rises);
  };
  for (let index = 0; (index + 2) * MEL_BANDS <= mel.length; index += 2) {
    hear(index);
    hear(index + 1);
    const endSec = (index + 2) / MEL_FPS;
    const { beat, downbeat, pulse } = network.step(frameAt(index), frameAt(index + 1));
    for (const at of [0, 1] as const) {
      sound.heard(beat[at], downbeat[at]);
      tracker.step(beat[at], pulse, endSec - NETWORK_DELAY_SEC - (1 - at) / MEL_FPS, endSec, 0);
      if (level.input && level.input !== lastLevel) {
        lastLevel = level.input;
        levels.push(lastLevel.timeSec, lastLevel.periodSec, ...lastLevel.even, ...lastLevel.odd);
      }
      if (phase.input && phase.input !== lastPhase) {
        lastPhase = phase.input;
        phases.push(lastPhase.timeSec, lastPhase.periodSec, lastPhase.pulses, ...lastPhase.sound, ...lastPhase.network);
      }
    }
  }
  return { levels: Float32Array.from(levels), phases: Float32Array.from(phases) };
}
