/** Microphone, line-in, and what the system offers as one. The sound is taken as it is: no echo, noise or gain control. */
import { AppError } from '../shared/errors.ts';
import { say } from '../shared/i18n.ts';
import { findDevice, inputsOf, ranked, type ListedDevice } from './devices.ts';
import type { Graph } from './graph.ts';
import type { InputEvents, OpenInput } from './input.ts';
import { microphoneRefusal } from './refusals.ts';

/** A permission prompt may stay open for long; a device that hangs may not. */
const OPEN_DEADLINE_MS = 60_000;

const plain: MediaTrackConstraints = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };

const media = (): MediaDevices => {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices) return devices;
  throw new AppError(
    'sound.unsupported',
    'Microphones work on secure addresses only. Open this page over https, or on the device itself as localhost.',
  );
};

export async function listDevices(): Promise<readonly ListedDevice[]> {
  try {
    return await media().enumerateDevices();
  } catch {
    return [];
  }
}

async function ask(constraints: MediaTrackConstraints): Promise<MediaStream> {
  const asking = media().getUserMedia({ audio: constraints, video: false });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      // One that comes after all is let go at once.
      asking.then(stop, () => undefined);
      reject(new AppError('sound.failed', 'The microphone did not answer. Choose it again.', { retryable: true }));
    }, OPEN_DEADLINE_MS);
  });
  return Promise.race([asking, late]).finally(() => clearTimeout(timer));
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** Stereo where there is stereo; some devices refuse that and are asked once more for one channel. */
async function openDevice(device: ListedDevice | undefined): Promise<MediaStream> {
  const exact = device && device.deviceId !== '' ? { deviceId: { exact: device.deviceId } } : {};
  try {
    return await ask({ ...plain, ...exact, channelCount: { ideal: 2 } });
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (!['OverconstrainedError', 'NotReadableError'].includes(name)) throw error;
    return ask({ ...exact, channelCount: { ideal: 1 } });
  }
}

async function openBest(label: string): Promise<MediaStream> {
  const before = await listDevices();
  const named = inputsOf(before).some((device) => device.label !== '');
  const wanted = label === '' ? ranked(before)[0] : findDevice(before, label);
  // Labels are there only once a microphone was allowed: then there is nothing to choose by yet.
  if (named && label !== '' && !wanted) {
    throw new AppError(
      'sound.missing',
      say`“${label}” is not plugged in. It is heard as soon as it is, or choose another input.`,
      {
        retryable: true,
      },
    );
  }
  const first = await openDevice(named ? wanted : undefined);
  if (named) return first;
  const after = await listDevices();
  const better = label === '' ? ranked(after)[0] : findDevice(after, label);
  const got = first.getAudioTracks()[0]?.label;
  if (!better || better.label === got || better.label === '') return first;
  try {
    const second = await openDevice(better);
    stop(first);
    return second;
  } catch {
    return first;
  }
}

export async function openMicrophone(graph: Graph, label: string, events: InputEvents): Promise<OpenInput> {
  let stream: MediaStream;
  try {
    stream = await openBest(label);
  } catch (error) {
    throw microphoneRefusal(error, inputsOf(await listDevices()).length === 0);
  }
  const track = stream.getAudioTracks()[0];
  const name = track?.label ?? null;
  let node: MediaStreamAudioSourceNode;
  try {
    node = graph.context.createMediaStreamSource(stream);
  } catch (error) {
    stop(stream);
    throw microphoneRefusal(error, false);
  }
  let isClosed = false;
  track?.addEventListener('ended', () => {
    if (isClosed) return;
    const sentence = name
      ? say`“${name}” was unplugged. Plug it in again, or choose another input.`
      : 'The input was unplugged. Plug it in again, or choose another input.';
    events.lost(new AppError('sound.missing', sentence, { retryable: true }));
  });
  return {
    node,
    isAudible: false,
    name,
    close() {
      isClosed = true;
      node.disconnect();
      stop(stream);
    },
  };
}
