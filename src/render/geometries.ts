/**
 * Geometry of mesh transitions, one set for each, built by a worker before anyone asks for it. Where it
 * hangs on the seed, the seed of the next run is drawn here. A set that is not there yet, or cannot be
 * built, makes its transition unready, so that another is chosen; nothing ever waits for one.
 */
import { builtGeometry, type GeometryPort, type MeshGeometry } from '../shared/mesh.ts';
import type { Choice } from './choose.ts';
import type { Params, TransitionDefinition } from './transition.ts';
import type { PixelSize } from './view.ts';

const RETRY_MS = 30_000;
const VARIANT_TRIES = 8;
/** A set built for another size is used while its shapes are not seen to be off. */
const SIZE_SLACK = 1.25;

interface Entry {
  readonly params: string;
  readonly size: PixelSize;
  readonly seed: number;
  readonly variant: string | null;
  state: 'pending' | 'ready' | 'failed';
  geometry: MeshGeometry | null;
  failedAtMs: number;
}

export interface GeometriesEnv {
  readonly build: GeometryPort | undefined;
  readonly random: () => number;
  size(): PixelSize;
  params(definition: TransitionDefinition): Params;
  /** The seed other displays will use for the next run; null: it is free. */
  expected?(id: string): number | null;
}

const far = (a: number, b: number): boolean => Math.max(a / b, b / a) > SIZE_SLACK;

function outgrown(built: PixelSize, now: PixelSize): boolean {
  return (
    far(built.heightPx, now.heightPx) || far(built.widthPx / built.heightPx, now.widthPx / Math.max(1, now.heightPx))
  );
}

export class Geometries {
  readonly #env: GeometriesEnv;
  readonly #entries = new Map<string, Entry>();
  readonly #lastVariant = new Map<string, string | null>();

  constructor(env: GeometriesEnv) {
    this.#env = env;
  }

  /** Starts building when there is nothing; ask again until it is no longer pending. */
  state(definition: TransitionDefinition): 'pending' | 'ready' | 'failed' {
    if (!definition.mesh) return 'ready';
    const entry = this.#entries.get(definition.id);
    const params = this.#env.params(definition);
    const expected = definition.mesh.seeded ? (this.#env.expected?.(definition.id) ?? null) : null;
    const isOther = expected !== null && entry?.seed !== expected;
    if (!entry || isOther || entry.params !== JSON.stringify(params)) return this.#start(definition, params);
    if (entry.state === 'failed' && performance.now() - entry.failedAtMs > RETRY_MS) {
      return this.#start(definition, params);
    }
    if (entry.state === 'ready' && outgrown(entry.size, this.#env.size())) this.#start(definition, params, entry);
    return entry.state;
  }

  /** A set is there for these parameters. Starts nothing. */
  has(definition: TransitionDefinition): boolean {
    const entry = this.#entries.get(definition.id);
    return entry?.state === 'ready' && entry.params === JSON.stringify(this.#env.params(definition));
  }

  /** What the next run is left to; null where nothing hangs on it, or nothing is begun. */
  seedOf({ id, mesh }: TransitionDefinition): number | null {
    return mesh?.seeded ? (this.#entries.get(id)?.seed ?? null) : null;
  }

  /** The run with the geometry that waits for it, and the seed that belongs to that. */
  attach(choice: Choice): Choice {
    const { definition, run } = choice;
    const entry = this.#entries.get(definition.id);
    if (!definition.mesh || entry?.state !== 'ready' || !entry.geometry) return choice;
    const { geometry, seed, variant } = entry;
    if (!definition.mesh.seeded) return { ...choice, run: { ...run, geometry } };
    return { definition, run: { ...run, seed, geometry }, variant };
  }

  /** The run has begun: what it took is replaced by the set for the next one. */
  played({ definition, variant }: Choice): void {
    if (!definition.mesh?.seeded) return;
    this.#lastVariant.set(definition.id, variant);
    this.#start(definition, this.#env.params(definition));
  }

  /** `until`: stays in use until the new one is there. */
  #start(definition: TransitionDefinition, params: Params, until?: Entry): Entry['state'] {
    const { build } = this.#env;
    const { id } = definition;
    const size = { ...this.#env.size() };
    const entry: Entry = {
      params: JSON.stringify(params),
      size,
      ...this.#nextSeed(definition, params),
      state: 'pending',
      geometry: null,
      failedAtMs: 0,
    };
    if (!build) return 'failed';
    this.#entries.set(id, until ? { ...until, size } : entry);
    const current = this.#entries.get(id);
    void this.#fill(entry, builtGeometry(build, { transition: id, seed: entry.seed, params, ...size })).then(() => {
      // Meanwhile another may have been begun, for other parameters.
      if (this.#entries.get(id) === current && entry.state === 'ready') this.#entries.set(id, entry);
      return undefined;
    });
    return entry.state;
  }

  /** Never rejects: a set that failed says so. */
  async #fill(entry: Entry, building: Promise<MeshGeometry>): Promise<void> {
    try {
      entry.geometry = await building;
      entry.state = 'ready';
    } catch {
      entry.state = 'failed';
      entry.failedAtMs = performance.now();
    }
  }

  #nextSeed(definition: TransitionDefinition, params: Params): Pick<Entry, 'seed' | 'variant'> {
    const expected = this.#env.expected?.(definition.id) ?? null;
    if (expected !== null) return { seed: expected, variant: definition.variant?.(params, expected) ?? null };
    let seed = 0;
    let variant: string | null = null;
    for (let attempt = 0; attempt < VARIANT_TRIES; attempt++) {
      seed = this.#env.random();
      variant = definition.variant?.(params, seed) ?? null;
      if (variant === null || variant !== this.#lastVariant.get(definition.id)) break;
    }
    return { seed, variant };
  }
}
