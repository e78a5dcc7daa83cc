/** What the committed beat network and tracker make of rendered songs, for training the judge of beat-level.ts. Node. */
import { BeatLevel, type LevelInput } from '../../src/workers/audio/beat-level.ts';
import { BeatNetwork, NETWORK_DELAY_SEC } from '../../src/workers/audio/beat-network.ts';
import { BeatTracker } from '../../src/workers/audio/beat-tracker.ts';
import { MEL_BANDS, MEL_FPS } from '../../src/workers/audio/log-mel.ts';
import { OnsetLanes } from '../../src/workers/audio/onset-lanes.ts';
import { PulseSound } from '../../src/workers/audio/pulse-sound.ts';

/** Log-mel frames → per judged pulse: its time, its period, what is even and what is odd in `LevelInput`. */
export function pulsesOf(mel: Float32Array): Float32Array {
  const network = new BeatNetwork();
  const lanes = new OnsetLanes();
  const sound = new PulseSound();
  const level = new BeatLevel();
  const tracker = new BeatTracker(2 / MEL_FPS, sound, level);
  const rows: number[] = [];
  let last: LevelInput | undefined;
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
      if (!level.input || level.input === last) continue;
      last = level.input;
      rows.push(last.timeSec, last.periodSec, ...last.even, ...last.odd);
    }
  }
  return Float32Array.from(rows);
}
