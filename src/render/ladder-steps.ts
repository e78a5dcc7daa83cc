/**
 * The steps of the ladder: climbing once, stepping down, standing in for a lost context. Main thread; loaded with the first climb,
 * because until then css draws and there is nowhere to step to. What it promises is in ladder.ts.
 */
import { toErrorData } from '../shared/errors.ts';
import { say } from '../shared/i18n.ts';
import { TIERS, type TierId } from '../shared/tier.ts';
import { ContextLosses } from './context-losses.ts';
import type { Demotion, LadderEnv } from './ladder-env.ts';
import type { StageTier, TierHost, TierPhoto } from './tier.ts';
import { createCssTier } from './tiers/css/tier.ts';
import { disposeQuietly, drawable, loadTier, type CreateTier } from './tier-kit.ts';
import type { PixelSize } from './view.ts';

const rank = (id: TierId): number => TIERS.indexOf(id);

export class LadderSteps {
  readonly #env: LadderEnv;
  readonly #demotions: Demotion[];
  readonly #losses: ContextLosses;
  #active: StageTier;
  #level: TierId = 'css';
  /** Built and trusted, waiting for its photos. */
  #candidate: StageTier | null = null;
  /** Nothing stronger than this any more. */
  #floor = 0;
  #createCanvas2d: CreateTier | null = null;
  #generation = 0;
  #climbing = false;

  /** Owns `boot`, the css tier that draws now, from here on. */
  constructor(env: LadderEnv, boot: StageTier, demotions: Demotion[]) {
    this.#env = env;
    this.#active = boot;
    this.#demotions = demotions;
    this.#losses = new ContextLosses({
      events: env.events,
      blamed: () => env.contextLost?.() === true,
      active: () => this.#active,
      standIn: () => {
        this.#standIn();
        env.wake();
      },
      failed: (id, reason) => this.#failed(id, reason),
      demote: (reason) => this.demote(reason),
      rebuild: (id) => this.#rebuild(id),
    });
  }

  get active(): StageTier {
    return this.#active;
  }

  get level(): TierId {
    return this.#level;
  }

  /** Loads stronger tiers, tries them and lets the first good one take over. Safe to call again. */
  async climb(): Promise<void> {
    if (this.#climbing || this.#losses.lost) return;
    const goal = this.#goal();
    if (rank(goal) >= rank(this.#level)) return;
    this.#climbing = true;
    const wanted = this.#env.wanted();
    const generation = ++this.#generation;
    const stillWanted = (): boolean => generation === this.#generation;
    const fallback = this.#loadFallback();
    try {
      for (const id of TIERS.slice(rank(goal), rank(this.#level))) {
        if (id === 'canvas2d' && this.#env.wanted() === 'shader') continue;
        const tier = await this.#tryCreate(id, stillWanted);
        if (tier) await fallback;
        if (!stillWanted()) {
          disposeQuietly(tier);
          return;
        }
        // Trying one may take seconds, in which the setting may change.
        if (tier && rank(id) < rank(this.#goal())) disposeQuietly(tier);
        else if (tier) {
          this.#offer(tier);
          break;
        }
      }
    } finally {
      this.#climbing = false;
    }
    if (this.#env.wanted() !== wanted) this.refresh();
  }

  /** A step down must not wait for the network: the next renderer is fetched while this one still works. */
  async #loadFallback(): Promise<void> {
    try {
      this.#createCanvas2d ??= await loadTier('canvas2d');
    } catch {
      // Without it a step down goes straight to css.
    }
  }

  #goal(): TierId {
    const wanted = this.#env.wanted();
    const strongest = wanted === 'auto' ? 0 : rank(wanted);
    return TIERS[Math.max(strongest, this.#floor)] ?? 'css';
  }

  async #tryCreate(id: TierId, stillWanted: () => boolean): Promise<StageTier | null> {
    try {
      const create = await loadTier(id);
      return await create(this.#hostFor(id), this.#env.size(), this.#env.slowestFrameMs());
    } catch (error) {
      if (stillWanted()) this.#giveUp(id, toErrorData(error).message);
      return null;
    }
  }

  /** A tier that never drew for the user: the reason is kept like any other step down. */
  #giveUp(id: TierId, reason: string): void {
    this.#floor = Math.max(this.#floor, rank(id) + 1);
    this.#record(id, TIERS[rank(id) + 1] ?? 'css', reason);
  }

  #record(from: TierId, to: TierId, reason: string): void {
    this.#demotions.push({ from, to, reason });
    this.#env.events.emit({ type: 'tier.demoted', from, to, reason });
  }

  #offer(tier: StageTier): void {
    disposeQuietly(this.#candidate);
    this.#candidate = tier;
    for (const photo of this.#env.photos()) tier.admit(photo);
    this.#env.wake();
  }

  admit(photo: TierPhoto): void {
    this.#active.admit(photo);
    this.#candidate?.admit(photo);
  }

  forget(photo: TierPhoto): void {
    this.#active.forget(photo);
    this.#candidate?.forget(photo);
  }

  get busy(): boolean {
    return this.#active.busy() || this.#candidate !== null;
  }

  /** Uploads within the budget and hands over to a candidate that is complete. */
  advance(budgetMs: number): void {
    this.#work(this.#active, budgetMs);
    if (this.#candidate) this.#work(this.#candidate, budgetMs);
    const candidate = this.#candidate;
    if (candidate) {
      const frame = this.#env.frame();
      const prepared =
        !frame || frame.progress <= 0 || frame.progress >= 1 ? 'ready' : candidate.prepare(frame.definition);
      if (prepared !== 'pending' && this.#env.photos().every((photo) => candidate.ready(photo)))
        this.#promote(candidate);
    }
  }

  #work(tier: StageTier, budgetMs: number): void {
    try {
      if (tier.busy()) tier.work(budgetMs);
    } catch (error) {
      this.#failed(tier.id, say`a photo could not be brought to it (${toErrorData(error).message})`);
    }
  }

  /** Everything that waits is uploaded now, whatever it takes: for ends that cannot wait. */
  complete(): void {
    this.#work(this.#active, Infinity);
  }

  #promote(candidate: StageTier): void {
    this.#candidate = null;
    const from = this.#level;
    const returning = from === candidate.id;
    if (!this.#takeOver(candidate)) {
      this.#failed(candidate.id, 'it could not draw the photo on screen');
      return;
    }
    this.#level = candidate.id;
    if (!returning) this.#env.events.emit({ type: 'tier.promoted', from, to: candidate.id });
    this.#env.changed();
    this.#losses.goOn();
  }

  /** The new renderer draws the current frame, then the surfaces change places. False: it could not. */
  #takeOver(next: StageTier): boolean {
    const old = this.#active;
    try {
      next.resize(this.#env.size());
      for (const photo of this.#env.photos()) next.admit(photo);
      next.work(Infinity);
      const frame = this.#env.frame();
      if (frame) next.draw(drawable(next, frame));
    } catch {
      disposeQuietly(next);
      return false;
    }
    this.#active = next;
    this.#env.host.append(next.surface);
    if (old !== this.#losses.lost) disposeQuietly(old);
    else old.surface.remove();
    return true;
  }

  /** One step down, with both photos and the running progress. */
  demote(reason: string): void {
    const from = this.#level;
    if (from === 'css') return;
    this.#abandon();
    this.#floor = rank(from) + 1;
    let to: TierId = 'css';
    let next: StageTier | null = null;
    if (from === 'shader' && this.#createCanvas2d) {
      try {
        next = this.#createCanvas2d(this.#hostFor('canvas2d'), this.#env.size(), 0) as StageTier;
        to = 'canvas2d';
      } catch {
        next = null;
      }
    }
    this.#level = to;
    if (!next || !this.#takeOver(next)) {
      this.#level = to = 'css';
      this.#floor = rank('css');
      this.#standIn();
    }
    this.#record(from, to, reason);
    this.#env.changed();
    this.#env.wake();
  }

  /** Css draws from now on; it cannot fail for want of a GPU. */
  #standIn(): void {
    if (this.#active.id === 'css') return;
    this.#takeOver(createCssTier(this.#hostFor('css')));
  }

  /** Drops everything that waits to take over. */
  #abandon(): void {
    this.#generation++;
    disposeQuietly(this.#candidate);
    this.#candidate = null;
    this.#losses.forget();
  }

  #failed(id: TierId, reason: string): void {
    if (id === this.#level) this.demote(reason);
    else if (rank(id) < rank(this.#level)) {
      disposeQuietly(this.#candidate);
      this.#candidate = null;
      this.#giveUp(id, reason);
      void this.climb();
    }
  }

  #hostFor(id: TierId): TierHost {
    // Reports from a renderer that has been replaced are news from the past.
    const current = (): boolean => this.#active.id === id || this.#candidate?.id === id;
    return {
      uploaded: (ms) => this.#env.uploaded(ms),
      trouble: (reason) => {
        if (current()) this.#failed(id, reason);
      },
      contextLost: () => {
        if (current()) this.#losses.lose(id);
      },
      contextRestored: () => this.#losses.restored(id),
    };
  }

  /** The context is back: the tier is built anew and takes over once it has the photos. */
  async #rebuild(id: TierId): Promise<void> {
    const generation = ++this.#generation;
    try {
      const create = await loadTier(id);
      const tier = await create(this.#hostFor(id), this.#env.size(), 0);
      if (generation !== this.#generation) {
        tier.dispose();
        return;
      }
      this.#env.events.emit({ type: 'context.restored' });
      this.#offer(tier);
    } catch (error) {
      if (generation === this.#generation) this.demote(toErrorData(error).message);
    }
  }

  /** The setting changed: a weaker tier is taken at once, a stronger one as far as this session allows. */
  refresh(): void {
    const goal = this.#goal();
    if (this.#candidate && rank(this.#candidate.id) < rank(goal)) this.#abandon();
    if (rank(goal) < rank(this.#level)) {
      void this.climb();
      return;
    }
    if (rank(goal) === rank(this.#level)) return;
    this.#abandon();
    this.#level = goal;
    const next = goal === 'canvas2d' && this.#createCanvas2d;
    const tier = next ? (next(this.#hostFor('canvas2d'), this.#env.size(), 0) as StageTier) : null;
    if (!tier || !this.#takeOver(tier)) {
      this.#level = 'css';
      this.#standIn();
    }
    this.#env.changed();
  }

  resize(size: PixelSize): void {
    this.#active.resize(size);
  }

  loseContext(times: number): void {
    this.#losses.cause(times);
  }

  dispose(): void {
    this.#abandon();
    this.#active.dispose();
  }
}
