/**
 * True shuffle over all entries: every photo once before any comes back, as often as its entry's weight says.
 *
 * Mix `photo`: one round over everything; the next entry is drawn in proportion to the draws it has left.
 * Mix `source`: each entry has endless rounds of its own; the next entry is drawn in proportion to its weight.
 *
 * Invariants: a draw is either committed (shown), given back (`putBack`, comes next) or failed, exactly once.
 * The photo to avoid is never drawn, whatever the round or entry border, unless nothing else can be shown.
 */
import type { EntryWeight } from '../shared/chooser.ts';
import type { QueueStep } from '../shared/queue-memory.ts';
import { combine, hashText, unit } from './hash.ts';
import { Pool } from './pool.ts';

export interface Draw {
  readonly photoId: string;
  readonly entryId: string;
  /** The pool's round it belongs to. */
  readonly round: number;
  /** That round's seed. */
  readonly seed: number;
}

export type Mix = 'photo' | 'source';

export class Shuffle {
  readonly #pools = new Map<string, Pool>();
  /** Draws of this round by photos that are not listed (yet, or any more). */
  readonly #absent = new Map<string, number>();
  readonly #entryOf = new Map<string, string>();
  /** Draws given back, next ones first. */
  #owed: Draw[] = [];
  readonly #held = new Set<string>();
  #weights = new Map<string, number>();
  #entrySeeds: Record<string, number> = {};
  #mix: Mix = 'photo';
  #seed: number;
  #draws = 0;
  /** Counts round beginnings, whoever's. */
  #round = 1;
  /** The last round whose beginning memory knows: of all (`''`) or of one entry. */
  readonly #written = new Map<string, number>();
  /** Memory knows every round up to here. */
  #writtenFloor = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  get seed(): number {
    return this.#seed;
  }

  configure(entries: readonly EntryWeight[], mix: Mix): void {
    this.#weights = new Map(entries.map((entry) => [entry.id, entry.weight]));
    const mixChanged = mix !== this.#mix;
    this.#mix = mix;
    for (const pool of this.#pools.values()) {
      const weight = this.#copiesOf(pool.entryId);
      if (mixChanged || weight !== pool.weight) pool.reset(weight, this.#seedOf(pool.entryId), () => null);
    }
  }

  /** What an earlier visit left: its seed and the draws it made. Draws made since are kept. */
  restore(seed: number, played: readonly string[], entrySeeds: Readonly<Record<string, number>>): void {
    this.#seed = seed;
    this.#entrySeeds = { ...entrySeeds };
    const counts = new Map<string, number>();
    for (const id of played) counts.set(id, (counts.get(id) ?? 0) + 1);
    this.#draws = played.length;
    this.#writtenFloor = this.#round;
    for (const [id, count] of counts) if (!this.#entryOf.has(id)) this.#absent.set(id, count);
    this.#owed = this.#owed.filter((draw) => !counts.has(draw.photoId));
    for (const pool of this.#pools.values()) {
      pool.reset(this.#copiesOf(pool.entryId), this.#seedOf(pool.entryId), (id) => counts.get(id) ?? null);
    }
  }

  add(photoId: string, entryId: string, blocked: boolean): void {
    let pool = this.#pools.get(entryId);
    if (!pool) {
      pool = new Pool(entryId, this.#seedOf(entryId), this.#copiesOf(entryId), this.#round);
      this.#pools.set(entryId, pool);
    }
    pool.add(photoId, this.#absent.get(photoId) ?? 0, blocked);
    this.#absent.delete(photoId);
    this.#entryOf.set(photoId, entryId);
  }

  remove(photoId: string): void {
    const pool = this.#poolOf(photoId);
    const drawn = pool?.remove(photoId) ?? 0;
    this.#entryOf.delete(photoId);
    const owed = this.#owed.filter((draw) => draw.photoId === photoId);
    this.#owed = this.#owed.filter((draw) => draw.photoId !== photoId);
    const kept = drawn - owed.filter((draw) => draw.round === pool?.round).length;
    if (kept > 0) this.#absent.set(photoId, kept);
    if (pool?.size === 0) this.#pools.delete(pool.entryId);
  }

  setBlocked(photoId: string, blocked: boolean): void {
    this.#poolOf(photoId)?.setBlocked(photoId, blocked);
    if (!blocked) return;
    for (const draw of this.#owed.filter((candidate) => candidate.photoId === photoId)) this.#giveBack(draw);
    this.#owed = this.#owed.filter((draw) => draw.photoId !== photoId);
  }

  /** Leaves a whole entry out, or lets it back in. */
  setHeld(entryId: string, held: boolean): void {
    if (held) this.#held.add(entryId);
    else this.#held.delete(entryId);
  }

  /** Draws made so far, those of earlier visits in this round included. */
  get draws(): number {
    return this.#draws;
  }

  /** Whether any photo but `avoid` can be shown, in this round or the next. */
  hasOther(avoid: string | null): boolean {
    return this.#available().some((pool) => pool.hasOther(avoid));
  }

  /** Null when no photo but `avoid` can be shown. */
  draw(avoid: string | null): Draw | null {
    const owed = this.#owed.findIndex((draw) => draw.photoId !== avoid && !this.#held.has(draw.entryId));
    if (owed >= 0) return this.#owed.splice(owed, 1)[0] ?? null;
    const pool = this.#choosePool(avoid) ?? this.#nextRound(avoid);
    const photoId = pool?.draw(avoid);
    if (!pool || !photoId) return null;
    this.#draws += 1;
    return { photoId, entryId: pool.entryId, round: pool.round, seed: pool.seed };
  }

  /** A draw that was not shown after all: it comes first again. The one drawn first is put back last. */
  putBack(draw: Draw): void {
    if (this.#entryOf.has(draw.photoId)) this.#owed.unshift(draw);
    else this.#giveBack(draw);
  }

  /** A draw whose photo failed: when it is well again it takes part in what remains of the round. */
  failed(draw: Draw): void {
    this.#giveBack(draw);
  }

  /** The draw was shown. Returns what memory must know. */
  commit(draw: Draw): QueueStep[] {
    const played: QueueStep = { type: 'played', photoId: draw.photoId, entryId: draw.entryId };
    const scope = this.#mix === 'photo' ? '' : draw.entryId;
    if (Math.max(this.#written.get(scope) ?? 0, this.#writtenFloor) >= draw.round) return [played];
    this.#written.set(scope, draw.round);
    if (scope !== '') return [{ type: 'round', seed: draw.seed, entryId: scope }, played];
    return [{ type: 'round', seed: draw.seed }, played];
  }

  /** A photo was shown without being drawn; it counts as its draw when it still has one in this lap. */
  use(photoId: string): QueueStep[] {
    const draw = this.take(photoId);
    return draw ? this.commit(draw) : [];
  }

  /** This photo's draw; null when it has none left in this lap. */
  take(photoId: string): Draw | null {
    const owed = this.#owed.find((draw) => draw.photoId === photoId);
    if (owed) {
      this.#owed = this.#owed.filter((draw) => draw !== owed);
      return owed;
    }
    const pool = this.#poolOf(photoId);
    if (!pool?.use(photoId)) return null;
    this.#draws += 1;
    return { photoId, entryId: pool.entryId, round: pool.round, seed: pool.seed };
  }

  #available(): Pool[] {
    return [...this.#pools.values()].filter((pool) => !this.#held.has(pool.entryId));
  }

  #poolOf(photoId: string): Pool | undefined {
    const entryId = this.#entryOf.get(photoId);
    return entryId === undefined ? undefined : this.#pools.get(entryId);
  }

  #giveBack(draw: Draw): void {
    const pool = this.#pools.get(draw.entryId);
    if (pool?.has(draw.photoId)) {
      if (pool.round === draw.round) pool.giveBack(draw.photoId);
      return;
    }
    const drawn = this.#absent.get(draw.photoId) ?? 0;
    if (drawn > 1) this.#absent.set(draw.photoId, drawn - 1);
    else this.#absent.delete(draw.photoId);
  }

  #copiesOf(entryId: string): number {
    if (this.#mix === 'source') return 1;
    const least = Math.min(...this.#weights.values());
    const weight = this.#weights.get(entryId) ?? 1;
    return Number.isFinite(least) && least > 0 ? Math.max(1, weight / least) : 1;
  }

  #seedOf(entryId: string): number {
    if (this.#mix === 'photo') return this.#seed;
    return this.#entrySeeds[entryId] ?? combine(this.#seed, hashText(entryId));
  }

  #choosePool(avoid: string | null): Pool | null {
    const isOpen = (pool: Pool) =>
      this.#mix === 'photo' ? pool.remaining > 0 && pool.offers(avoid) : pool.hasOther(avoid);
    const open = this.#available().filter(isOpen);
    const share = (pool: Pool) => (this.#mix === 'photo' ? pool.remaining : (this.#weights.get(pool.entryId) ?? 1));
    let at = unit(this.#seed, 0x5eed, this.#draws) * open.reduce((sum, pool) => sum + share(pool), 0);
    const chosen = open.find((pool) => (at -= share(pool)) < 0) ?? open.at(-1) ?? null;
    if (chosen && !chosen.offers(avoid)) this.#beginEntryRound(chosen);
    return chosen;
  }

  #beginEntryRound(pool: Pool): void {
    this.#round += 1;
    pool.newRound(combine(pool.seed, 1), this.#round);
    this.#entrySeeds[pool.entryId] = pool.seed;
  }

  /** Begins a round where there is something else to show; leftovers that could only repeat `avoid` lapse. */
  #nextRound(avoid: string | null): Pool | null {
    if (this.#mix === 'source' || !this.hasOther(avoid)) return null;
    this.#seed = combine(this.#seed, 1);
    this.#draws = 0;
    this.#round += 1;
    this.#absent.clear();
    for (const pool of this.#pools.values()) pool.newRound(this.#seed, this.#round);
    return this.#choosePool(avoid);
  }
}
