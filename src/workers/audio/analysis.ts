/** The audio worker's methods. One feed at a time; a new one ends the one before. */
import type { AudioApi, AudioFeed } from '../../shared/audio-link.ts';
import type { Implementation } from '../../shared/worker-contract.ts';
import { transferring } from '../serve.ts';
import { composeDemo } from './demo-song.ts';
import { Hearing } from './hearing.ts';
import { intakeFromPort, intakeFromRing, type Intake, type TakeSamples } from './intake.ts';
import { outletToMemory, outletToPort } from './outlet.ts';

const nowMs = () => performance.timeOrigin + performance.now();

export function createAudioApi(): Implementation<AudioApi> {
  let hearing: Hearing | null = null;
  let intake: Intake | null = null;
  return {
    listen({ sampleRate, samples, view, delayMs }: AudioFeed) {
      intake?.stop();
      const outlet = view instanceof MessagePort ? outletToPort(view) : outletToMemory(view);
      const hears = new Hearing(sampleRate, outlet, nowMs);
      hears.delayMs = delayMs;
      hearing = hears;
      const take: TakeSamples = (heard, ageMs, dropped) => hears.take(heard, ageMs, dropped);
      intake = samples instanceof MessagePort ? intakeFromPort(samples, take) : intakeFromRing(samples, take);
    },
    delay(ms) {
      if (hearing) hearing.delayMs = ms;
    },
    demo(sampleRate, { progress }) {
      const song = composeDemo(sampleRate, progress);
      // What came meanwhile was silence.
      intake?.skip();
      return transferring(song, [song.left.buffer, song.right.buffer]);
    },
  };
}
