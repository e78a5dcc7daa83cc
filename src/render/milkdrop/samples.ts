/** From what a reader hears to what MilkDrop reads: unsigned bytes around 128. Pure. */
import type { AudioView } from '../../shared/audio-view.ts';

/** Quiet inputs are lifted this far; MilkDrop's own levels are relative, but its waves are not. */
const MOST_GAIN = 6;
const WANTED_PEAK = 0.8;
/** A peak is forgotten over some seconds of frames. */
const KEPT = 0.995;

/** Fills `bytes` and gives the peak to call it with the next time. `scale`: 0–1, calmer below 1. */
export function writeSamples(bytes: Uint8Array, { waveform, features }: AudioView, peak: number, scale = 1): number {
  if (!waveform || features.silent) {
    bytes.fill(128);
    return peak;
  }
  let loudest = 0;
  for (const sample of waveform) loudest = Math.max(loudest, Math.abs(sample));
  const kept = Math.max(0.02, loudest, peak * KEPT);
  const gain = 127 * scale * Math.min(MOST_GAIN, WANTED_PEAK / kept);
  const step = waveform.length / bytes.length;
  for (let at = 0; at < bytes.length; at++) {
    const sample = (waveform[Math.floor(at * step)] ?? 0) * gain;
    bytes[at] = Math.max(0, Math.min(255, Math.round(128 + sample)));
  }
  return kept;
}
