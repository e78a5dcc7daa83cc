import { describe, expect, it } from 'vitest';
import { describeDevices, findDevice, ranked, type ListedDevice } from './devices.ts';
import { namingOf, playlistOf } from './playlist.ts';
import { microphoneRefusal, streamRefusal, tabRefusal } from './refusals.ts';
import { TapTempo } from './tap-tempo.ts';

const device = (label: string, deviceId = label): ListedDevice => ({ kind: 'audioinput', deviceId, label });

describe('devices', () => {
  const list = [
    device('Default - Laptop microphone', 'default'),
    device('Laptop microphone'),
    device('USB Audio CODEC'),
    device('Monitor of Built-in Audio'),
    { kind: 'audiooutput', deviceId: 'x', label: 'Loudspeaker' },
  ];

  it('prefers what plays back the computer, then lines, then rooms', () => {
    expect(ranked(list).map(({ label }) => label)).toEqual([
      'Monitor of Built-in Audio',
      'USB Audio CODEC',
      'Laptop microphone',
    ]);
  });

  it('finds a device again by its label, though its id has changed', () => {
    expect(findDevice([device('USB Audio CODEC', 'new')], 'usb audio codec')?.deviceId).toBe('new');
    expect(findDevice(list, 'Gone')).toBeUndefined();
  });

  it('lists nothing while the browser keeps names to itself', () => {
    expect(describeDevices([device('', 'a')])).toEqual([]);
  });
});

describe('refusals', () => {
  const named = (name: string) => Object.assign(new Error('no'), { name });

  it('say what to do, each in its own way', () => {
    const sentences = [
      microphoneRefusal(named('NotAllowedError'), false),
      microphoneRefusal(named('NotFoundError'), true),
      microphoneRefusal(named('NotFoundError'), false),
      microphoneRefusal(named('NotReadableError'), false),
      microphoneRefusal('nonsense', false),
      tabRefusal(named('NotAllowedError')),
      tabRefusal(null),
      streamRefusal(4, 'radio.example', true),
      streamRefusal(3, 'radio.example', true),
      streamRefusal(2, 'radio.example', false),
    ].map(({ message }) => message);
    expect(new Set(sentences).size).toBe(sentences.length);
    for (const sentence of sentences) expect(sentence).toMatch(/^[^!]+\. ?[^!]+\.$/);
  });

  it('tries again what may come back, and not what was forbidden', () => {
    expect(microphoneRefusal(named('NotFoundError'), true).retryable).toBe(true);
    expect(microphoneRefusal(named('NotAllowedError'), false).retryable).toBe(false);
  });
});

describe('a playlist', () => {
  const file = (path: string, type = '') =>
    ({ name: path.split('/').at(-1) ?? '', type, webkitRelativePath: path }) as unknown as File;
  const named = (path: string) => ({ name: path.split('/').at(-1) ?? '', path });

  it('takes the music out of a folder, numbers in their order', () => {
    const paths = ['A/10 Ten.mp3', 'A/2 Two.flac', 'A/cover.jpg', 'A/._2 Two.flac', 'B/x.ogg', 'A/notes.txt'];
    const files = paths.map((path) => file(path));
    expect(playlistOf(files).map(({ name }) => name)).toEqual(['2 Two.flac', '10 Ten.mp3', 'x.ogg']);
  });

  it('reads names the way people write them', () => {
    expect(namingOf(named('Blue/03 - Ada - Low_tide.mp3'))).toEqual({
      title: 'Low tide',
      artist: 'Ada',
      album: 'Blue',
    });
    expect(namingOf(named('1979.mp3'))).toEqual({ title: '1979', artist: '', album: '' });
    expect(namingOf(named('.mp3')).title).toBe('.mp3');
  });
});

describe('tap tempo', () => {
  it('finds the tempo of unsteady taps, and where the beat lies', () => {
    const tap = new TapTempo();
    const taps = [0, 508, 995, 1503, 2001, 2494].map((ms) => tap.tap(10_000 + ms));
    expect(taps.slice(0, 3)).toEqual([0, 0, 0]);
    expect(tap.bpm).toBeCloseTo(120, 0);
    const phase = tap.beatsAt(13_000) - Math.round(tap.beatsAt(13_000));
    expect(Math.abs(phase)).toBeLessThan(0.03);
    expect(tap.timeOfBeat(Math.round(tap.beatsAt(13_000)))).toBeCloseTo(13_000, -2);
  });

  it('begins anew after a pause', () => {
    const tap = new TapTempo();
    for (const ms of [0, 500, 1000, 1500]) tap.tap(ms);
    expect(tap.tap(6000)).toBe(0);
    for (const ms of [6400, 6800, 7200]) tap.tap(ms);
    expect(tap.bpm).toBeCloseTo(150, 0);
    tap.clear();
    expect(tap.bpm).toBe(0);
  });
});
