/** What one widget is given of the page: everything ends with its life. Main thread. */
import { followAnswer } from './answers.ts';
import { lineOfFile } from './kept-file.ts';
import type { LayerParts } from './layer-parts.ts';
import type { Life } from './life.ts';
import { createMemo } from './memo.ts';
import type { Ticker } from './ticker.ts';
import type { WidgetTools } from './widget.ts';

/** Who wants to be told of what. */
export interface Listeners {
  readonly photo: Set<() => void>;
  readonly sound: Set<() => void>;
  readonly settings: Set<() => void>;
}

interface Owner {
  readonly id: string;
  readonly widget: string;
  readonly life: Life;
  readonly listeners: Listeners;
}

export function createTools(parts: LayerParts, ticker: Ticker, { id, widget, life, listeners }: Owner): WidgetTools {
  const { locale, photo, status, metrics, show, port, sound } = parts;
  return {
    locale,
    photo,
    status,
    metrics,
    show,
    sound,
    signal: life.signal,
    now: () => ticker.now(),
    each: (unit, run) => life.onEnd(ticker.each(unit, run)),
    after: (ms, run) => {
      const forget = life.onEnd(
        ticker.after(ms, () => {
          forget();
          run();
        }),
      );
      return forget;
    },
    onPhoto: (run) => void listeners.photo.add(run),
    onSound: (run) => void listeners.sound.add(run),
    onSettings: (run) => void listeners.settings.add(run),
    follow: (query, refreshMs, run) => followAnswer({ port, ticker, widget, life }, query, refreshMs, run),
    change: (options) => parts.change(id, options),
    memo: createMemo(id, life.signal),
    keepFile: async (file) => lineOfFile(await port.keepFile(widget, file)),
    isStill: parts.isStill,
    allowsWebPages: parts.allowsWebPages,
  };
}
