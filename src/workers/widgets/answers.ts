/**
 * Widgets worker: the last answer to each question, kept by the browser so that a widget has something to show after a restart
 * without a network. Never throws; without a place to keep it, answers last as long as the worker.
 */
import { profiled } from '../../shared/profile.ts';
import type { DatedAnswer } from './contract.ts';

const cacheName = profiled('afterimage-widget-answers');
/** A question that was changed leaves its last answer behind; the oldest go. */
const mostAnswers = 60;

export interface AnswerShelf {
  read(key: string): Promise<DatedAnswer | null>;
  write(key: string, answer: DatedAnswer): Promise<void>;
}

const addressOf = (key: string): string => `https://widgets.invalid/${encodeURIComponent(key)}`;

const isAnswer = (value: unknown): value is DatedAnswer =>
  typeof value === 'object' && value !== null && 'data' in value && Number.isFinite((value as DatedAnswer).atMs);

export function createAnswerShelf(): AnswerShelf {
  const near = new Map<string, DatedAnswer>();
  const open = (): Promise<Cache> => caches.open(cacheName);
  return {
    async read(key) {
      const known = near.get(key);
      if (known) return known;
      try {
        const found: unknown = await (await (await open()).match(addressOf(key)))?.json();
        return isAnswer(found) ? found : null;
      } catch {
        return null;
      }
    },
    async write(key, answer) {
      near.delete(key);
      near.set(key, answer);
      try {
        const cache = await open();
        await cache.put(addressOf(key), new Response(JSON.stringify(answer)));
        const kept = await cache.keys();
        for (const old of kept.slice(0, Math.max(0, kept.length - mostAnswers))) await cache.delete(old);
      } catch {
        // No room or no cache here: the answer is shown all the same.
      }
    },
  };
}
