/** The calendars of one widget, each asked for by itself: one that fails takes no other with it. Main thread. */
import type { WidgetAnswer, WidgetTools } from '../widget.ts';
import type { CalendarEntry } from './entries.ts';

const refreshMs = 30 * 60_000;

export interface Followed {
  readonly entry: CalendarEntry;
  readonly answer: WidgetAnswer;
}

export interface Follower {
  all(): readonly Followed[];
  /** Asks for those that are new and no longer for those that are not among them. */
  follow(entries: readonly CalendarEntry[]): void;
  /** Stops asking for these addresses, so that they are asked for anew. */
  forget(addresses: readonly string[]): void;
}

export function createFollower(tools: WidgetTools, changed: () => void): Follower {
  const open = new Map<string, { entry: CalendarEntry; answer: WidgetAnswer; stop: () => void }>();
  const drop = (address: string): void => {
    open.get(address)?.stop();
    open.delete(address);
  };
  return {
    all: () => [...open.values()],
    follow(entries) {
      const wanted = new Map(entries.map((entry) => [entry.address, entry]));
      for (const address of open.keys()) if (!wanted.has(address)) drop(address);
      for (const entry of entries) {
        const known = open.get(entry.address);
        if (known) {
          known.entry = entry;
          continue;
        }
        const one = { entry, answer: { data: undefined, atMs: null, error: null } as WidgetAnswer, stop: () => {} };
        open.set(entry.address, one);
        one.stop = tools.follow({ address: entry.address }, refreshMs, (answer) => {
          one.answer = answer;
          changed();
        });
      }
    },
    forget: (addresses) => addresses.forEach(drop),
  };
}
