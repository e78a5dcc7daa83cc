/**
 * Answers of the widgets' worker, kept fresh: the last kept one at once, a new one every so often, another try soon after a
 * failure and when the network is back. Nobody asks while the page is hidden.
 */
import { toErrorData } from '../shared/errors.ts';
import type { Life } from './life.ts';
import type { Ticker } from './ticker.ts';
import type { WidgetAnswer } from './widget.ts';

export interface KeptAnswer {
  readonly data: unknown;
  readonly atMs: number;
}

export interface AskPort {
  /** From the network; rejects with an `AppError`. */
  ask(widget: string, query: unknown, signal: AbortSignal): Promise<KeptAnswer>;
  /** What an earlier visit left; null when nothing did. Never rejects. */
  kept(widget: string, query: unknown): Promise<KeptAnswer | null>;
  onOnline(run: () => void): () => void;
  /** Keeps a file for this kind of widget; rejects with an `AppError`. */
  keepFile(widget: string, file: File): Promise<string>;
}

const firstRetryMs = 30_000;
/** Many displays that were started together must not ask together for ever. */
const jitter = 0.05;

interface FollowParts {
  readonly port: AskPort;
  readonly ticker: Pick<Ticker, 'now' | 'after'>;
  readonly widget: string;
  readonly life: Life;
  readonly random?: () => number;
}

export function followAnswer(
  { port, ticker, widget, life, random = Math.random }: FollowParts,
  query: unknown,
  refreshMs: number,
  run: (answer: WidgetAnswer) => void,
): () => void {
  const own = life.child();
  let answer: WidgetAnswer = { data: undefined, atMs: null, error: null };
  let failures = 0;
  let isAsking = false;
  let cancel: (() => void) | null = null;
  const tell = (next: Partial<WidgetAnswer>): void => {
    if (own.signal.aborted) return;
    answer = { ...answer, ...next };
    run(answer);
  };
  const planIn = (ms: number): void => {
    cancel?.();
    if (!own.signal.aborted) cancel = ticker.after(ms * (1 + jitter * (2 * random() - 1)), () => void ask());
  };
  const ask = async (): Promise<void> => {
    if (isAsking || own.signal.aborted) return;
    isAsking = true;
    try {
      const { data, atMs } = await port.ask(widget, query, own.signal);
      failures = 0;
      tell({ data, atMs, error: null });
    } catch (error) {
      failures++;
      tell({ error: toErrorData(error) });
    }
    isAsking = false;
    planIn(failures === 0 ? refreshMs : Math.min(refreshMs, firstRetryMs * 2 ** (failures - 1)));
  };
  const begin = async (): Promise<void> => {
    const kept = await port.kept(widget, query);
    if (kept) tell(kept);
    const ageMs = kept ? ticker.now() - kept.atMs : Number.POSITIVE_INFINITY;
    if (ageMs >= 0 && ageMs < refreshMs) planIn(refreshMs - ageMs);
    else await ask();
  };
  own.onEnd(() => cancel?.());
  own.onEnd(
    port.onOnline(() => {
      if (failures > 0) void ask();
    }),
  );
  void begin();
  return () => own.end();
}
