/**
 * A lost graphics context is not a step down: css stands in until the browser gives it back, then the tier is built anew. The
 * second loss, or a context that does not come back, is a step. Main thread; belongs to the ladder.
 */
import type { EventLog } from '../shared/events.ts';
import type { TierId } from '../shared/tier.ts';
import type { StageTier } from './tier.ts';
import { disposeQuietly } from './tier-kit.ts';

/** A context that is not back after this is gone. */
const RESTORE_LIMIT_MS = 4_000;
const LOSSES_TO_DEMOTE = 2;

export interface LossesEnv {
  readonly events: EventLog;
  /** True: something the user brought is to blame, and the loss does not count against the renderer. */
  blamed(): boolean;
  active(): StageTier;
  standIn(): void;
  failed(id: TierId, reason: string): void;
  demote(reason: string): void;
  rebuild(id: TierId): Promise<void>;
}

export class ContextLosses {
  readonly #env: LossesEnv;
  /** Lost its context, may come back. */
  #lost: StageTier | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #times = 0;
  #toCause = 0;

  constructor(env: LossesEnv) {
    this.#env = env;
  }

  get lost(): StageTier | null {
    return this.#lost;
  }

  lose(id: TierId): void {
    const env = this.#env;
    if (!env.blamed()) this.#times++;
    env.events.emit({ type: 'context.lost', times: Math.max(1, this.#times) });
    const active = env.active();
    if (active.id !== id) {
      env.failed(id, 'its graphics context was lost before it could draw');
      return;
    }
    if (this.#times >= LOSSES_TO_DEMOTE) {
      env.demote('the graphics context was lost twice');
      return;
    }
    this.#lost = active;
    env.standIn();
    this.#timer = setTimeout(() => env.demote('the graphics context did not come back'), RESTORE_LIMIT_MS);
  }

  restored(id: TierId): void {
    const lost = this.#lost;
    if (lost?.id !== id) return;
    this.forget();
    void this.#env.rebuild(id);
  }

  /** What was lost is not waited for any more. */
  forget(): void {
    clearTimeout(this.#timer);
    disposeQuietly(this.#lost);
    this.#lost = null;
  }

  /** For the automation API's debug mode: so many losses, one after each recovery. */
  cause(times: number): void {
    this.#toCause = Math.max(0, Math.floor(times));
    this.goOn();
  }

  goOn(): void {
    if (this.#toCause === 0) return;
    this.#toCause--;
    if (!this.#env.active().loseContext()) this.#toCause = 0;
  }
}
