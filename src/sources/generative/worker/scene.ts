/** What one kind of picture is: its moods (time of day, weather, palette) and how it is painted. */
import type { BandPainter, Film, Frame } from './picture.ts';
import type { Rng } from './rng.ts';

export interface Scene<M> {
  readonly id: string;
  readonly moods: readonly [M, ...M[]];
  readonly film: Film;
  /** Works out everything but the pixels. Same frame size, mood and seed: same picture. */
  prepare(frame: Frame, mood: M, rng: Rng): Promise<BandPainter>;
}
