/**
 * The slideshow: which photo, when. Main thread, no browser API but what the ports inject.
 *
 * One request at a time. A request while a transition runs is skipped and counted; a request while a photo is being
 * decoded replaces the one before. The interval counts from the moment a photo is fully shown, so that a transition
 * never eats into it; where decoding takes longer than the interval, the next photo comes as soon as it is ready.
 */
import type { Pacer } from '../shared/accord.ts';
import type { Chooser } from '../shared/chooser.ts';
import type { DecodedPhoto, PhotoRef } from '../shared/photo.ts';
import type { PhotoFailure } from '../shared/queue-memory.ts';
import type { SourceEntry } from '../shared/source.ts';
import { Controller } from './controller.ts';
import type { SlideshowCounts, SlideshowPorts, UpcomingPhoto } from './ports.ts';

export interface Slideshow {
  /** Begins listing and shows the first photo as soon as any source has one. */
  start(): void;
  next(): void;
  previous(): void;
  pause(): void;
  resume(): void;
  readonly paused: boolean;
  /**
   * Resolves when the photo is fully shown. Rejects with `AppError`: `input.invalid` (no such photo), `aborted` (a
   * transition is running, or another request came first), or why it cannot be shown.
   */
  show(photoId: string): Promise<void>;
  /** The photo on screen. Its bitmap belongs to the stage. */
  current(): DecodedPhoto | null;
  /** Another photo than the one on screen, for previews; null when there is none yet. */
  neighbour(): PhotoRef | null;
  counts(): SlideshowCounts;
  /** Sentences, one per thing that keeps photos from being shown. */
  degraded(): string[];
  /** Drawn and decoded ahead, next first. */
  upcoming(): UpcomingPhoto[];
  /** Photos left out, with reasons. */
  failures(): readonly PhotoFailure[];
  /** Gives a photo another chance at once. */
  clearFailure(photoId: string): void;
  /** After a permission was given: asks an entry (or all that failed) for its photos again. */
  rescan(entryId?: string): void;
  /**
   * Gives this one a say in which photos are shown. Returns what to call when it thinks otherwise of some photos: what lies ahead
   * is thrown away where it does not fit any more, the photo on screen stays.
   */
  choose(chooser: Chooser): (ids: Iterable<string>) => void;
  /**
   * Gives this one a say in when photos change. Returns what to call when it is time: the next photo comes, unless the show
   * is paused, out of sight or changing already.
   */
  pace(pacer: Pacer): () => void;
  /** Photos of this entry are shown too although no setting says so, until it is called with null. */
  standIn(entry: SourceEntry | null): void;
  /** Call when the feeds worker became ready again: it must be told what to watch. */
  reconnectFeeds(): void;
  /** Stops everything; every bitmap that is not the stage's is closed. */
  dispose(): void;
}

export function createSlideshow(ports: SlideshowPorts): Slideshow {
  const controller = new Controller(ports);
  return {
    start: () => void controller.start(),
    next: () => controller.request('next'),
    previous: () => controller.request('previous'),
    pause: () => controller.setPaused(true),
    resume: () => controller.setPaused(false),
    get paused() {
      return controller.paused;
    },
    show: (photoId) => controller.show(photoId),
    current: () => controller.current,
    neighbour: () => controller.view.neighbour(),
    counts: () => controller.view.counts(),
    degraded: () => controller.view.degraded(),
    upcoming: () => controller.view.upcoming(),
    failures: () => controller.view.failures(),
    clearFailure: (photoId) => controller.clearFailure(photoId),
    rescan: (entryId) => controller.rescan(entryId),
    choose: (chooser) => controller.choose(chooser),
    pace: (pacer) => controller.pace(pacer),
    standIn: (entry) => controller.standIn(entry),
    reconnectFeeds: () => controller.reconnectFeeds(),
    dispose: () => controller.dispose(),
  };
}
