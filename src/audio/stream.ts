/** A stream by its address (internet radio, a music server). Its host must allow other pages to hear it (CORS). */
import { AppError } from '../shared/errors.ts';
import type { Graph } from './graph.ts';
import type { InputEvents, OpenInput } from './input.ts';
import { streamRefusal } from './refusals.ts';

/** A stream that has not begun by then is taken for one that never will. */
const START_DEADLINE_MS = 12_000;

function streamAddress(text: string): URL {
  let url: URL | null = null;
  try {
    url = new URL(text.trim());
  } catch {
    // Told below.
  }
  if (url && (url.protocol === 'https:' || url.protocol === 'http:')) {
    if (url.protocol === 'http:' && location.protocol === 'https:')
      throw new AppError(
        'input.invalid',
        'This page is secure and cannot play an address that begins with http. Try the same address with https.',
      );
    return url;
  }
  throw new AppError(
    'input.invalid',
    'That is no address of a stream. It begins with https and often ends in .mp3 or .aac.',
  );
}

function begun(audio: HTMLAudioElement, url: URL): Promise<void> {
  return new Promise((resolve, reject) => {
    const life = new AbortController();
    const settle = (error?: AppError): void => {
      life.abort();
      clearTimeout(timer);
      if (error) reject(error);
      else resolve();
    };
    const refuse = () => settle(streamRefusal(audio.error?.code ?? 4, url.host, navigator.onLine));
    const timer = setTimeout(refuse, START_DEADLINE_MS);
    audio.addEventListener('canplay', () => settle(), { signal: life.signal });
    audio.addEventListener('error', refuse, { signal: life.signal });
  });
}

export async function openStream(graph: Graph, text: string, events: InputEvents): Promise<OpenInput> {
  const url = streamAddress(text);
  const audio = document.createElement('audio');
  audio.crossOrigin = 'anonymous';
  audio.preload = 'auto';
  const node = graph.context.createMediaElementSource(audio);
  const life = new AbortController();
  const close = (): void => {
    life.abort();
    audio.pause();
    audio.removeAttribute('src');
    audio.load();
    node.disconnect();
  };
  audio.src = url.href;
  try {
    await begun(audio, url);
  } catch (error) {
    close();
    throw error;
  }
  let isPausedByHand = false;
  audio.play().catch(() => undefined);
  const lost = () => events.lost(streamRefusal(audio.error?.code ?? 4, url.host, navigator.onLine));
  audio.addEventListener('error', lost, { signal: life.signal });
  audio.addEventListener('ended', lost, { signal: life.signal });
  return {
    node,
    isAudible: true,
    name: url.host,
    track: () => ({
      title: url.host,
      artist: '',
      album: '',
      artworkUrl: null,
      index: 0,
      count: 1,
      isPlaying: !audio.paused,
      positionSec: audio.currentTime,
      durationSec: Number.isFinite(audio.duration) ? audio.duration : 0,
    }),
    player: {
      toggle() {
        isPausedByHand = !audio.paused;
        if (audio.paused) audio.play().catch(() => undefined);
        else audio.pause();
      },
      next: () => undefined,
      previous: () => undefined,
      seek: () => undefined,
    },
    wake: () => void (!isPausedByHand && audio.paused && audio.play().catch(() => undefined)),
    close,
  };
}
