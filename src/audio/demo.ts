/** Silence, filled: a piece composed by the audio worker, played as a loop that no busy main thread can interrupt. */
import type { DemoSong } from '../shared/audio-link.ts';
import type { Graph } from './graph.ts';
import type { OpenInput } from './input.ts';

export async function openDemo(graph: Graph, compose: (sampleRate: number) => Promise<DemoSong>): Promise<OpenInput> {
  const { context } = graph;
  const song = await compose(context.sampleRate);
  const buffer = context.createBuffer(2, song.left.length, context.sampleRate);
  buffer.copyToChannel(song.left, 0);
  buffer.copyToChannel(song.right, 1);
  const node = context.createGain();
  let source: AudioBufferSourceNode | null = null;
  let startedSec = 0;
  let pausedAtSec = 0;
  const play = (fromSec: number): void => {
    source = context.createBufferSource();
    source.buffer = buffer;
    source.loop = true;
    source.connect(node);
    startedSec = context.currentTime - fromSec;
    source.start(0, fromSec);
  };
  const halt = (): void => {
    source?.stop();
    source?.disconnect();
    source = null;
  };
  const position = (): number => (source ? (context.currentTime - startedSec) % buffer.duration : pausedAtSec);
  play(0);
  return {
    node,
    isAudible: true,
    name: null,
    track: () => ({
      title: 'First light',
      artist: 'Afterimage',
      album: '',
      artworkUrl: null,
      index: 0,
      count: 1,
      isPlaying: source !== null,
      positionSec: position(),
      durationSec: buffer.duration,
    }),
    player: {
      toggle() {
        pausedAtSec = position();
        if (source) halt();
        else play(pausedAtSec);
      },
      next: () => undefined,
      previous: () => undefined,
      seek(positionSec) {
        pausedAtSec = Math.max(0, Math.min(buffer.duration, positionSec)) % buffer.duration;
        if (!source) return;
        halt();
        play(pausedAtSec);
      },
    },
    close() {
      halt();
      node.disconnect();
    },
  };
}
