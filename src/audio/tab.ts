/** The sound of a tab, a window or the whole computer, as far as the browser shares it. The picture is asked for, and dropped. */
import { AppError } from '../shared/errors.ts';
import type { Graph } from './graph.ts';
import type { InputEvents, OpenInput } from './input.ts';
import { noTabSharing, noTabSound, tabRefusal } from './refusals.ts';

/** Newer members that the types do not know; browsers leave out what they do not know either. */
const wishes = {
  video: true,
  audio: {
    echoCancellation: false,
    noiseSuppression: false,
    autoGainControl: false,
    suppressLocalAudioPlayback: false,
  },
  systemAudio: 'include',
  windowAudio: 'system',
  surfaceSwitching: 'include',
  selfBrowserSurface: 'exclude',
};

export async function openTab(graph: Graph, events: InputEvents): Promise<OpenInput> {
  const devices = navigator.mediaDevices as Partial<MediaDevices> | undefined;
  if (!devices?.getDisplayMedia) throw noTabSharing();
  let stream: MediaStream;
  try {
    stream = await devices.getDisplayMedia(wishes as DisplayMediaStreamOptions);
  } catch (error) {
    throw tabRefusal(error);
  }
  const stop = (): void => {
    for (const track of stream.getTracks()) track.stop();
  };
  const track = stream.getAudioTracks()[0];
  if (!track) {
    stop();
    throw noTabSound();
  }
  // Without its picture some browsers end the sound as well, so the picture stays open, small and unseen.
  const picture = stream.getVideoTracks()[0];
  picture?.applyConstraints({ width: 16, height: 16, frameRate: 1 }).catch(() => undefined);
  const node = graph.context.createMediaStreamSource(new MediaStream([track]));
  let isClosed = false;
  track.addEventListener('ended', () => {
    if (!isClosed)
      events.lost(
        new AppError('sound.missing', 'Sharing was ended, so nothing is heard. Choose “Tab or system” to share again.'),
      );
  });
  return {
    node,
    isAudible: false,
    name: track.label || null,
    close() {
      isClosed = true;
      node.disconnect();
      stop();
    },
  };
}
