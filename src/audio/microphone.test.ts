import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Graph } from './graph.ts';
import { openMicrophone } from './microphone.ts';

interface Asked {
  readonly audio: { channelCount?: { ideal: number }; deviceId?: { exact: string }; echoCancellation?: boolean };
}

class FakeTrack extends EventTarget {
  isStopped = false;
  constructor(readonly label: string) {
    super();
  }
  stop(): void {
    this.isStopped = true;
  }
}

const named = (name: string) => Object.assign(new Error('no'), { name });
const device = (label: string) => ({ kind: 'audioinput', deviceId: `id of ${label}`, label });

/** `answer` decides what the browser says to each question. */
function install(devices: readonly object[], answer: (asked: Asked) => FakeTrack) {
  const asked: Asked[] = [];
  const tracks: FakeTrack[] = [];
  vi.stubGlobal('navigator', {
    mediaDevices: {
      enumerateDevices: () => Promise.resolve(devices),
      getUserMedia: async (constraints: Asked) => {
        asked.push(constraints);
        const track = answer(constraints);
        tracks.push(track);
        return { getTracks: () => [track], getAudioTracks: () => [track] };
      },
    },
  });
  return { asked, tracks };
}

const node = { disconnect: () => undefined };
const graph = { context: { createMediaStreamSource: () => node } } as unknown as Graph;
const lost: string[] = [];
const events = { lost: ({ message }: Error) => void lost.push(message), tell: () => undefined, track: () => undefined };
const open = (label = '') => openMicrophone(graph, label, events);

afterEach(() => {
  vi.unstubAllGlobals();
  lost.length = 0;
});

describe('a microphone', () => {
  it('is asked for as it is, in stereo', async () => {
    const { asked } = install([device('Line in')], () => new FakeTrack('Line in'));
    expect((await open()).name).toBe('Line in');
    expect(asked[0]?.audio).toMatchObject({ channelCount: { ideal: 2 }, echoCancellation: false });
  });

  it.each(['OverconstrainedError', 'NotReadableError'])(
    'that refuses stereo (%s) is asked for one channel',
    async (name) => {
      const { asked } = install([device('Old card')], ({ audio }) => {
        if (audio.channelCount?.ideal === 2) throw named(name);
        return new FakeTrack('Old card');
      });
      expect((await open()).name).toBe('Old card');
      expect(asked.map(({ audio }) => audio.channelCount?.ideal)).toEqual([2, 1]);
      expect(asked[1]?.audio.deviceId).toEqual({ exact: 'id of Old card' });
    },
  );

  it('that is forbidden is not asked for again, and says what to do', async () => {
    const { asked } = install([device('Line in')], () => {
      throw named('NotAllowedError');
    });
    await expect(open()).rejects.toMatchObject({ kind: 'sound.permission', retryable: false });
    expect(asked).toHaveLength(1);
  });

  it('that nobody has plugged in says so, and is worth another try', async () => {
    install([], () => {
      throw named('NotFoundError');
    });
    await expect(open()).rejects.toMatchObject({ kind: 'sound.missing', retryable: true });
    install([device('Other')], () => new FakeTrack('Other'));
    await expect(open('Scarlett')).rejects.toMatchObject({ kind: 'sound.missing', retryable: true });
  });

  it('gives way to a better device once the browser tells names', async () => {
    let isNamed = false;
    const { tracks } = install([], () => {
      isNamed = true;
      return new FakeTrack(isNamed && tracks.length > 0 ? 'Monitor of card' : 'Laptop');
    });
    navigator.mediaDevices.enumerateDevices = () =>
      Promise.resolve((isNamed ? [device('Laptop'), device('Monitor of card')] : [device('')]) as MediaDeviceInfo[]);
    expect((await open()).name).toBe('Monitor of card');
    expect(tracks.map(({ isStopped }) => isStopped)).toEqual([true, false]);
  });

  it('that is unplugged is told of once; closed by us it is not', async () => {
    const { tracks } = install([device('Line in')], () => new FakeTrack('Line in'));
    await open();
    tracks[0]?.dispatchEvent(new Event('ended'));
    expect(lost).toEqual([expect.stringMatching(/unplugged/)]);
    const second = await open();
    second.close();
    tracks[1]?.dispatchEvent(new Event('ended'));
    expect(lost).toHaveLength(1);
    expect(tracks[1]?.isStopped).toBe(true);
  });
});
