/** Which paintings make up a round: every wanted scene in turn, the quickest first, each with a seed of its own. */
import { avalanche, hashText } from './rng.ts';
import { scenes } from './scenes.ts';

export interface Wanted {
  readonly sceneIds: readonly string[];
  readonly count: number;
  readonly seed: number;
  readonly renewDaily: boolean;
}

export interface Painting {
  readonly sceneId: string;
  /** 32 bits. */
  readonly seed: number;
  readonly title: string;
}

const whole = (value: unknown, low: number, high: number, fallback: number): number =>
  typeof value === 'number' && Number.isFinite(value) ? Math.min(high, Math.max(low, Math.floor(value))) : fallback;

/** Total: whatever was stored, a round can be painted. */
export function readParams(params: Readonly<Record<string, unknown>>): Wanted {
  const known = scenes.map((scene) => scene.id);
  const listed = Array.isArray(params.scenes) ? (params.scenes as unknown[]) : [];
  const chosen = known.filter((id) => listed.includes(id));
  return {
    sceneIds: chosen.length > 0 ? chosen : known,
    count: whole(params.count, 1, 500, 48),
    seed: whole(params.seed, 0, 0xffffffff, 1),
    renewDaily: params.renewDaily !== false,
  };
}

/** Days since 1970 on the clock on the wall here. */
function dayNumber(now: Date): number {
  return Math.floor(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / 86_400_000);
}

export function msToNextDay(now: Date): number {
  const next = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
  return Math.max(1000, next.getTime() - now.getTime());
}

/** A seed whose mood comes in turn, so that a round never shows one time of day over and over. */
export function roundOf(wanted: Wanted, now: Date): Painting[] {
  const base = avalanche(wanted.seed ^ (wanted.renewDaily ? avalanche(dayNumber(now)) : 0));
  const order = scenes.filter((scene) => wanted.sceneIds.includes(scene.id));
  const paintings: Painting[] = [];
  const used = new Set<string>();
  for (let i = 0; i < wanted.count; i++) {
    const scene = order[i % order.length];
    if (!scene) break;
    let seed = hashText(`${scene.id} ${i}`, base);
    // A title that was just used is passed over a few times; a long round has to repeat some.
    for (let tries = 1; tries <= 12 && used.has(scene.title(seed)); tries++) {
      seed = hashText(`${scene.id} ${i} ${tries}`, base);
    }
    used.add(scene.title(seed));
    paintings.push({ sceneId: scene.id, seed, title: scene.title(seed) });
  }
  return paintings;
}
