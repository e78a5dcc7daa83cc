/** What one kind of picture is: its moods (time of day, weather, palette) and how it is painted. */
import type { BandPainter, Film, Frame } from './picture.ts';
import type { Rng } from './rng.ts';

export interface Mood {
  /** One is chosen by the seed. Titles a gallery would print: no numbers. */
  readonly titles: readonly [string, ...string[]];
}

export interface Scene<M extends Mood = Mood> {
  readonly id: string;
  readonly moods: readonly [M, ...M[]];
  readonly film: Film;
  /** Works out everything but the pixels. Same frame size, mood and seed: same picture. */
  prepare(frame: Frame, mood: M, rng: Rng): Promise<BandPainter>;
}

/** A scene whose mood type is known only to itself. */
export interface AnyScene {
  readonly id: string;
  title(seed: number): string;
  readonly film: Film;
  prepare(frame: Frame, seed: number): Promise<BandPainter>;
}
