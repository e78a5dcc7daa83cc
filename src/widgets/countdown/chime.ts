/**
 * The sound at the end of a timer: a small bowl, struck three times, made of sines. Loaded when a timer that may sound is started.
 *
 * A browser lets a page sound after somebody has pressed something in it, and some only through what was opened in that press: so
 * `prepare` opens the sound while the finger is still down and lays it to rest, and `ring` wakes it. Nothing runs in between.
 */

export interface Chime {
  /** False where the browser waits for a press first. */
  prepare(): Promise<boolean>;
  /** False when it could not sound. */
  ring(): Promise<boolean>;
  /** Fades out, and gives everything back. */
  stop(): void;
}

export interface ChimeParts {
  after(ms: number, run: () => void): () => void;
  /** `after` ends with it. */
  readonly signal: AbortSignal;
  open?(): AudioContext;
}

/** Of a bowl: how high above the tone, how loud, how many seconds it rings. */
const partials = [
  [1, 1, 4.4],
  [2.004, 0.3, 2.6],
  [2.997, 0.12, 1.5],
  [4.08, 0.04, 0.7],
] as const;
/** C5, E5, G5: seconds after the first, and Hz. */
const strokes = [
  [0, 523.25],
  [0.9, 659.26],
  [1.8, 783.99],
] as const;
const phrases = 3;
const phraseSec = 6.5;
/** About a quarter of what the device can do, all strokes together. */
const loudness = 0.11;
const attackSec = 0.012;
const silence = 0.0001;
const fadeSec = 0.25;
/** `resume` does not settle while the browser waits for a press. */
const wakeMs = 400;

function strike(context: AudioContext, into: AudioNode, frequency: number, atSec: number): void {
  for (const [ratio, share, ringSec] of partials) {
    const tone = context.createOscillator();
    const level = context.createGain();
    tone.frequency.value = frequency * ratio;
    level.gain.setValueAtTime(silence, atSec);
    level.gain.exponentialRampToValueAtTime(loudness * share, atSec + attackSec);
    level.gain.exponentialRampToValueAtTime(silence, atSec + ringSec);
    tone.connect(level).connect(into);
    tone.start(atSec);
    tone.stop(atSec + ringSec);
  }
}

export function createChime({ after, signal, open = () => new AudioContext() }: ChimeParts): Chime {
  let context: AudioContext | null = null;
  let master: GainNode | null = null;
  let cancelEnd = (): void => undefined;
  const close = (gone: AudioContext | null): void => {
    if (gone && gone.state !== 'closed') void gone.close().catch(() => undefined);
  };
  const wake = async (): Promise<AudioContext | null> => {
    try {
      context ??= open();
      const waking = context;
      let cancel = (): void => undefined;
      const waited = new Promise<void>((resolve) => (cancel = after(wakeMs, resolve)));
      await Promise.race([waking.resume().catch(() => undefined), waited]);
      cancel();
      return waking === context && waking.state === 'running' ? waking : null;
    } catch {
      // No sound on this device.
      return null;
    }
  };
  const stop = (): void => {
    cancelEnd();
    const [gone, level] = [context, master];
    [context, master] = [null, null];
    if (!gone || !level || gone.state !== 'running' || signal.aborted) return close(gone);
    level.gain.setTargetAtTime(0, gone.currentTime, fadeSec / 4);
    after(fadeSec * 1000, () => close(gone));
  };
  return {
    async prepare() {
      const ready = await wake();
      // Asleep until the end: a device that holds its loudspeaker open draws power.
      if (ready && !master) await ready.suspend().catch(() => undefined);
      return ready !== null;
    },
    async ring() {
      const ready = await wake();
      if (!ready) return false;
      master = ready.createGain();
      master.connect(ready.destination);
      const start = ready.currentTime + 0.05;
      for (let phrase = 0; phrase < phrases; phrase++) {
        for (const [laterSec, frequency] of strokes)
          strike(ready, master, frequency, start + phrase * phraseSec + laterSec);
      }
      cancelEnd = after(phrases * phraseSec * 1000, stop);
      return true;
    },
    stop,
  };
}
