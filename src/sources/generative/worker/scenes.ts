/**
 * Every scene, which may lead, and what its pictures are called. Listing needs only this file; how a scene is painted is
 * a chunk of its own, loaded with the first picture. A new scene is a file and one entry here.
 */
import { avalanche, createRng } from './rng.ts';
import type { BandPainter, Film, Frame } from './picture.ts';
import type { Scene } from './scene.ts';

/** A scene whose mood type is known only to itself. */
export interface Painter {
  readonly film: Film;
  prepare(frame: Frame, seed: number): Promise<BandPainter>;
}

export interface SceneEntry {
  readonly id: string;
  title(seed: number): string;
  load(): Promise<Painter>;
}

/** Titles a gallery would print, a few for each mood: no numbers. */
type Titles = readonly (readonly [string, ...string[]])[];

const moodIndex = (seed: number, moods: number): number => avalanche(seed) % moods;

function entry<M>(id: string, titles: Titles, load: () => Promise<Scene<M>>): SceneEntry {
  return {
    id,
    title(seed) {
      const some = titles[moodIndex(seed, titles.length)] ?? ['Untitled'];
      return some[avalanche(seed ^ 0x51ed) % some.length] ?? some[0];
    },
    async load() {
      const { film, moods, prepare } = await load();
      if (moods.length !== titles.length)
        throw new Error(`${id} has ${moods.length} moods and titles for ${titles.length}`);
      return {
        film,
        prepare: (frame, seed) => prepare(frame, moods[moodIndex(seed, moods.length)] ?? moods[0], createRng(seed)),
      };
    },
  };
}

/** Quick to paint at any size and short to load: good for a cold start. A round begins with it. */
export const fastFirst: readonly string[] = ['horizon'];

/** In the order in which a round goes. */
export const scenes: readonly SceneEntry[] = [
  entry(
    'horizon',
    [
      ['Grey sea, no wind', 'Silver morning', 'The far edge'],
      ['Rose horizon', 'Soft evening', 'Slack tide'],
      ['Ember field', 'Red over umber', 'Two warm fields'],
      ['Night passage', 'Indigo, indigo', 'Deep watch'],
      ['Sea-green light', 'Squall passing', 'The weather turns'],
    ],
    () => import('./scenes/horizon.ts').then((m) => m.horizon),
  ),
  entry(
    'ridgelines',
    [
      ['Ridgelines at dawn', 'First light on the ranges', 'Morning, seven ridges'],
      ['Blue hour in the hills', 'Before anyone is up', 'Quiet blue'],
      ['The sun goes behind', 'Amber valley', 'Last warmth'],
      ['Rain over the forest', 'After the rain', 'Hills, breathing'],
      ['Violet evening', 'Afterglow', 'The day folds up'],
    ],
    () => import('./scenes/ridgelines.ts').then((m) => m.ridgelines),
  ),
  entry(
    'inkwash',
    [
      ['Ink mountains, red sun', 'Nine strokes', 'Paper weather'],
      ['Indigo wash', 'The river below', 'Far shore in blue'],
      ['Tea and mist', 'Sepia gorge', 'Old paper, new rain'],
      ['Malachite peaks', 'Green ink', 'Pines on a cloud'],
    ],
    () => import('./scenes/inkwash.ts').then((m) => m.inkwash),
  ),
  entry(
    'aurora',
    [
      ['Green fire, no sound', 'Northern lights', 'The sky breathes'],
      ['Violet curtains', 'Solar wind', 'Lights over the ridge'],
      ['Last green before morning', 'Aurora at first light', 'Thin curtain'],
    ],
    () => import('./scenes/aurora.ts').then((m) => m.aurora),
  ),
  entry(
    'dunes',
    [
      ['Long shadows in the sand', 'The quiet erg', 'Evening crossing'],
      ['Red country', 'Iron sand', 'Where the wind sleeps'],
      ['White sands, violet dusk', 'Gypsum evening', 'Salt and lilac'],
      ['Moonlit dunes', 'Night wind', 'Caravan hour'],
    ],
    () => import('./scenes/dunes.ts').then((m) => m.dunes),
  ),
  entry(
    'papercut',
    [
      ['Paper valley, morning', 'Cut hills', 'Seven sheets'],
      ['Paper lake country', 'Blue sheets', 'Folded north'],
      ['Paper forest', 'Green on green', 'Pressed leaves'],
      ['Paper moonrise', 'Night in seven sheets', 'Lantern hills'],
    ],
    () => import('./scenes/papercut.ts').then((m) => m.papercut),
  ),
  entry(
    'sea',
    [
      ['Moon path', 'The tide under the moon', 'Night swell'],
      ['Sunrise at sea', 'Gold on the water', 'The sun lets go'],
      ['Pewter sea', 'Light through the overcast', 'North water'],
      ['Turquoise evening', 'After the ferry', 'Warm edge'],
    ],
    () => import('./scenes/sea.ts').then((m) => m.sea),
  ),
  entry(
    'forest',
    [
      ['Beech wood, first sun', 'Where the path was', 'Gold between the trunks'],
      ['Birches in fog', 'White wood', 'Hundred birches'],
      ['Blue forest', 'Before the birds', 'Deep in the firs'],
      ['Autumn birches', 'Copper floor', 'October, no one'],
    ],
    () => import('./scenes/forest.ts').then((m) => m.forest),
  ),
  entry(
    'nebula',
    [
      ['Nursery', 'Rose nebula', 'Where stars begin'],
      ['Dust and amber', 'Pillars, far off', 'Slow smoke'],
      ['Blue reflection', 'Cold light', 'The veil'],
      ['Ember cloud', 'Red giant country', 'Old light'],
    ],
    () => import('./scenes/nebula.ts').then((m) => m.nebula),
  ),
  entry(
    'flow',
    [
      ['Current, ink on paper', 'Study of wind', 'Drawn by the tide'],
      ['Terracotta current', 'Warm field', 'Wood grain, imagined'],
      ['White lines on midnight', 'Night current', 'Magnetic'],
      ['Moss and bone', 'Slow growth', 'Rings without a tree'],
    ],
    () => import('./scenes/flow.ts').then((m) => m.flow),
  ),
  entry(
    'cloudsea',
    [
      ['Above the weather', 'Sea of clouds', 'Summit, five in the morning'],
      ['Coral cloud tops', 'The last flight west', 'Red above the white'],
      ['Moon on the cloud sea', 'Silver field', 'Quiet at three thousand metres'],
    ],
    () => import('./scenes/cloudsea.ts').then((m) => m.cloudsea),
  ),
];
