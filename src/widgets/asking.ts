/** The one question of a widget: asked when it changes, and the answer that holds now. */
import type { WidgetAnswer, WidgetTools } from './widget.ts';

export interface Asking {
  /** Of the question asked last; without data until it comes. */
  readonly answer: WidgetAnswer;
  /** The same question again does nothing; null asks nothing. */
  ask(query: Readonly<Record<string, unknown>> | null): void;
  stop(): void;
}

const noAnswer: WidgetAnswer = { data: undefined, atMs: null, error: null };

/** `changed` runs with every answer. */
export function createAsking(tools: Pick<WidgetTools, 'follow'>, refreshMs: number, changed: () => void): Asking {
  let answer = noAnswer;
  let asked = 'null';
  let stop = (): void => undefined;
  return {
    get answer() {
      return answer;
    },
    ask(query) {
      const key = JSON.stringify(query);
      if (key === asked) return;
      asked = key;
      stop();
      stop = () => undefined;
      answer = noAnswer;
      if (query === null) return;
      stop = tools.follow(query, refreshMs, (next) => {
        answer = next;
        changed();
      });
    },
    stop: () => stop(),
  };
}
