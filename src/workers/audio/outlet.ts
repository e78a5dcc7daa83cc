/** How frames and events leave the worker: into shared memory, or as messages whose buffer is transferred. */
import type { AnalysisFrame, OnsetLane } from '../../shared/audio-features.ts';
import { BEAT_WIDTH, LANES, ONSET_WIDTH, type ViewMemory, type ViewMessage } from '../../shared/audio-link.ts';
import { CountedRingWriter } from '../../shared/counted-ring.ts';
import { FrameSlot, SLOT_BYTES, type FrameTimes } from '../../shared/frame-slot.ts';
import { MailboxWriter, slotOffsets } from '../../shared/mailbox.ts';

export interface Outlet {
  onset(timeSec: number, strength: number, lane: OnsetLane): void;
  beat(timeSec: number, confidence: number): void;
  /** After the events that belong to the frame. `wave` copies the newest samples. */
  publish(frame: AnalysisFrame, times: FrameTimes, wave: (into: Float32Array) => void): void;
}

export function outletToMemory(memory: ViewMemory): Outlet {
  const mailbox = new MailboxWriter(memory.mailbox);
  const slots = slotOffsets(SLOT_BYTES).map((offset) => new FrameSlot(memory.mailbox, offset));
  const onsets = new CountedRingWriter(memory.onsets, ONSET_WIDTH);
  const beats = new CountedRingWriter(memory.beats, BEAT_WIDTH);
  return {
    onset: (timeSec, strength, lane) => onsets.push(timeSec, strength, LANES.indexOf(lane)),
    beat: (timeSec, confidence) => beats.push(timeSec, confidence),
    publish(frame, times, wave) {
      const slot = slots[mailbox.slot];
      if (!slot) return;
      slot.write(frame, times);
      wave(slot.wave);
      mailbox.publish();
    },
  };
}

export function outletToPort(port: MessagePort): Outlet {
  let onsets: number[] = [];
  let beats: number[] = [];
  return {
    onset: (timeSec, strength, lane) => onsets.push(timeSec, strength, LANES.indexOf(lane)),
    beat: (timeSec, confidence) => beats.push(timeSec, confidence),
    publish(frame, times, wave) {
      const memory = new ArrayBuffer(SLOT_BYTES);
      const slot = new FrameSlot(memory);
      slot.write(frame, times);
      wave(slot.wave);
      const message: ViewMessage = { slot: memory, onsets, beats };
      port.postMessage(message, [memory]);
      onsets = [];
      beats = [];
    },
  };
}
