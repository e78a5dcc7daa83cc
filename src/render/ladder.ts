/**
 * Which renderer draws. Main thread.
 *
 * It boots on css, climbs once to the strongest tier that passes its trial draw, and from then on only
 * steps down, each step with one reason that is logged and kept. A new renderer has every photo and has
 * drawn the current frame before the old one's surface goes away, so no step shows black. The steps come
 * with the first climb (ladder-steps.ts); until then there is css alone, and nowhere to step to.
 *
 * A lost context is not a step: css stands in with the same photos and progress until the browser gives
 * the context back; then the tier is built anew through its trial draw. The second loss is a step.
 */
import { toErrorData } from '../shared/errors.ts';
import type { TierId } from '../shared/tier.ts';
import type { Demotion, LadderEnv } from './ladder-env.ts';
import type { LadderSteps } from './ladder-steps.ts';
import type { StageTier, TierPhoto } from './tier.ts';
import { createCssTier } from './tiers/css/tier.ts';
import type { PixelSize } from './view.ts';

const nothing = (): void => undefined;

export class Ladder {
  readonly demotions: Demotion[] = [];
  readonly #env: LadderEnv;
  readonly #boot: StageTier;
  #steps: LadderSteps | null = null;
  #isDisposed = false;

  constructor(env: LadderEnv) {
    this.#env = env;
    const uploaded = (ms: number): void => env.uploaded(ms);
    this.#boot = createCssTier({ uploaded, trouble: nothing, contextLost: nothing, contextRestored: nothing });
    env.host.append(this.#boot.surface);
  }

  get active(): StageTier {
    return this.#steps?.active ?? this.#boot;
  }

  /** The renderer of this session; unlike `active` it does not change while a stand-in draws. */
  get level(): TierId {
    return this.#steps?.level ?? 'css';
  }

  /** Loads stronger tiers, tries them and lets the first good one take over. Safe to call again. */
  async climb(): Promise<void> {
    if (!this.#steps && this.#env.wanted() === 'css') return;
    let module;
    try {
      module = await import('./basic-transitions.ts');
    } catch (error) {
      this.#notLoaded(error);
      return;
    }
    if (this.#isDisposed) return;
    this.#steps ??= new module.LadderSteps(this.#env, this.#boot, this.demotions);
    await this.#steps.climb();
  }

  /** Without a network before the first use: css draws, and the next change of a setting tries again. */
  #notLoaded(error: unknown): void {
    if (this.demotions.length > 0) return;
    const step: Demotion = { from: 'shader', to: 'css', reason: toErrorData(error).message };
    this.demotions.push(step);
    this.#env.events.emit({ type: 'tier.demoted', ...step });
  }

  admit(photo: TierPhoto): void {
    (this.#steps ?? this.#boot).admit(photo);
  }

  forget(photo: TierPhoto): void {
    (this.#steps ?? this.#boot).forget(photo);
  }

  get busy(): boolean {
    return this.#steps?.busy ?? this.#boot.busy();
  }

  /** Uploads within the budget and hands over to a candidate that is complete. */
  advance(budgetMs: number): void {
    if (this.#steps) this.#steps.advance(budgetMs);
    else if (this.#boot.busy()) this.#boot.work(budgetMs);
  }

  /** Everything that waits is uploaded now, whatever it takes: for ends that cannot wait. */
  complete(): void {
    if (this.#steps) this.#steps.complete();
    else this.advance(Infinity);
  }

  /** One step down, with both photos and the running progress. */
  demote(reason: string): void {
    this.#steps?.demote(reason);
  }

  /** The setting changed: a weaker tier is taken at once, a stronger one as far as this session allows. */
  refresh(): void {
    if (this.#steps) this.#steps.refresh();
    else void this.climb();
  }

  resize(size: PixelSize): void {
    this.active.resize(size);
  }

  loseContext(times: number): void {
    this.#steps?.loseContext(times);
  }

  dispose(): void {
    this.#isDisposed = true;
    (this.#steps ?? this.#boot).dispose();
  }
}
