/**
 * Music files, played by us and read from where they lie. What was chosen through handles, and the place in it, is found
 * again after a reload; one tap gives back the permission. Page thread.
 */
import { AppError } from '../shared/errors.ts';
import type { SoundTrack } from '../shared/sound-api.ts';
import { FilePlayer } from './file-player.ts';
import type { Graph } from './graph.ts';
import type { InputEvents, OpenInput } from './input.ts';
import { mayRead, musicPermission } from './music-permission.ts';
import type { MusicMemory, MusicSpot } from './music-memory.ts';
import { playlistOf, playlistOfHandles, type PlaylistItem } from './playlist.ts';
import { TagReader, type TagReaderParts } from './track-tags.ts';

/** How often the place is written down while a piece plays. */
const MARK_MS = 10_000;
/** The very beginning and the very end are no places to go on from. */
const EDGE_SEC = 3;

export interface FileParts {
  readonly memory: MusicMemory;
  readonly startTags: TagReaderParts['start'];
}

/** What is to be played; without both, what was kept. */
export interface ChosenMusic {
  readonly files?: readonly File[] | undefined;
  readonly handles?: readonly FileSystemHandle[] | undefined;
}

interface Playlist {
  readonly items: readonly PlaylistItem[];
  readonly spot: MusicSpot | null;
}

async function fromHandles(handles: readonly FileSystemHandle[], tags: TagReader): Promise<readonly PlaylistItem[]> {
  if (!(await mayRead(handles))) throw musicPermission(handles);
  return playlistOfHandles(await tags.list(handles));
}

async function playlistFor({ files, handles }: ChosenMusic, memory: MusicMemory, tags: TagReader): Promise<Playlist> {
  if (handles && handles.length > 0) {
    const items = await fromHandles(handles, tags);
    await memory.keep(handles);
    return { items, spot: null };
  }
  if (files) {
    await memory.keep([]);
    return { items: playlistOf(files), spot: null };
  }
  const kept = await memory.recall();
  if (kept.handles.length === 0)
    throw new AppError('input.invalid', 'Your browser does not keep the choice of music. Choose your music again.');
  return { items: await fromHandles(kept.handles, tags), spot: kept.spot };
}

/** Begins where the spot is, and marks it from then on. */
function play(player: FilePlayer, { items, spot }: Playlist): void {
  const at = spot ? items.findIndex(({ path }) => path === spot.path) : -1;
  player.play(Math.max(0, at), at >= 0 && spot ? spot.positionSec : 0);
}

const finite = (sec: number): number => (Number.isFinite(sec) ? sec : 0);

function trackOf(player: FilePlayer, items: readonly PlaylistItem[], tags: TagReader): SoundTrack | null {
  const { audio, index } = player;
  const item = items[index];
  if (!item) return null;
  return {
    ...tags.of(item),
    index,
    count: items.length,
    isPlaying: !audio.paused,
    positionSec: audio.currentTime,
    durationSec: finite(audio.duration),
  };
}

export async function openFiles(
  graph: Graph,
  chosen: ChosenMusic,
  events: InputEvents,
  { memory, startTags }: FileParts,
): Promise<OpenInput> {
  const tags = new TagReader({
    start: startTags,
    told: (item) => item === playlist.items[player.index] && events.track(false),
  });
  const playlist = await playlistFor(chosen, memory, tags).catch((error: unknown) => {
    tags.close();
    throw error;
  });
  const { items } = playlist;
  if (items.length === 0) {
    tags.close();
    throw new AppError(
      'input.invalid',
      'There is no music in what you chose. Choose MP3, AAC, FLAC, Ogg or WAV files.',
    );
  }
  const mark = (): void => {
    const { audio, index } = player;
    const item = items[index];
    if (!item) return;
    const { currentTime, duration } = audio;
    const isInside = currentTime > EDGE_SEC && !(currentTime > duration - EDGE_SEC);
    memory.mark({ path: item.path, positionSec: isInside ? currentTime : 0 });
  };
  const player = new FilePlayer({
    context: graph.context,
    items,
    events,
    begun(item, next) {
      tags.keep([item, next]);
      events.track(true);
      if (playlist.spot?.path !== item.path) memory.mark({ path: item.path, positionSec: 0 });
    },
    moved: mark,
  });
  play(player, playlist);
  const timer = setInterval(() => !player.audio.paused && mark(), MARK_MS);
  addEventListener('pagehide', mark);
  return {
    node: player.output,
    isAudible: true,
    name: null,
    track: () => trackOf(player, items, tags),
    player: {
      toggle: () => player.toggle(),
      next: () => player.step(1),
      previous: () => player.previous(),
      seek: (positionSec) => player.seek(positionSec),
    },
    wake: () => player.wake(),
    close() {
      clearInterval(timer);
      removeEventListener('pagehide', mark);
      player.close();
      tags.close();
    },
  };
}
