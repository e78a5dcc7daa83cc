/** Every scene, and which may lead. A new scene is a file and one line here. */
import type { Mood, Scene, AnyScene } from './scene.ts';
import { avalanche, createRng } from './rng.ts';
import { aurora } from './scenes/aurora.ts';
import { dunes } from './scenes/dunes.ts';
import { horizon } from './scenes/horizon.ts';
import { nebula } from './scenes/nebula.ts';
import { ridgelines } from './scenes/ridgelines.ts';
import { sea } from './scenes/sea.ts';
import { flow } from './scenes/flow.ts';
import { forest } from './scenes/forest.ts';
import { papercut } from './scenes/papercut.ts';
import { cloudsea } from './scenes/cloudsea.ts';
import { inkwash } from './scenes/inkwash.ts';

function seal<M extends Mood>(scene: Scene<M>): AnyScene {
  const moodOf = (seed: number): M => scene.moods[avalanche(seed) % scene.moods.length] ?? scene.moods[0];
  return {
    id: scene.id,
    film: scene.film,
    title(seed) {
      const { titles } = moodOf(seed);
      return titles[avalanche(seed ^ 0x51ed) % titles.length] ?? titles[0];
    },
    prepare: (frame, seed) => scene.prepare(frame, moodOf(seed), createRng(seed)),
  };
}

/** Quick to paint at any size: good for a cold start. A round begins with them. */
export const fastFirst: readonly string[] = ['horizon', 'ridgelines'];

/** In the order in which a round goes. */
export const scenes: readonly AnyScene[] = [
  seal(horizon),
  seal(ridgelines),
  seal(inkwash),
  seal(aurora),
  seal(dunes),
  seal(papercut),
  seal(sea),
  seal(forest),
  seal(nebula),
  seal(flow),
  seal(cloudsea),
];
