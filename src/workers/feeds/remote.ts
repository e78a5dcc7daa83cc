/** Feeds worker: all that only entries with photos from the network need, in one chunk. Owns the watch over what is away. */
import { keepOwnCode } from '../../shared/offline-code.ts';
import { sweepOrphans } from '../../shared/offline-photos.ts';
import { hear } from '../../shared/offline-signals.ts';
import type { SourceEntry, SourceProvider } from '../../shared/source.ts';
import type { FeedsEvent } from './contract.ts';
import { createDuplicates, type Duplicates } from './duplicates.ts';
import { firstPage } from './first-page.ts';
import { createKeptEntries, type KeptEntries } from './kept-entries.ts';
import { probe } from './probe.ts';

/** After the first photos are on screen. */
const tidyAfterMs = 20_000;

export interface RemotePorts {
  baseUrl(): string;
  load(sourceId: string): Promise<SourceProvider>;
  changed(entryId: string): void;
  emit(event: FeedsEvent): void;
}

export interface Remote {
  readonly kept: KeptEntries;
  readonly duplicates: Duplicates;
  readonly firstPage: typeof firstPage;
  /** A listing is complete. */
  listed(entry: SourceEntry): void;
  follow(entries: readonly SourceEntry[]): void;
}

export function openRemote({ baseUrl, load, changed, emit }: RemotePorts): Remote {
  const duplicates = createDuplicates(changed);
  const kept = createKeptEntries({
    changed,
    probe: (rows, withinMs) =>
      probe(
        rows,
        {
          baseUrl,
          async open({ locator }, signal) {
            if (locator.kind !== 'provider') return;
            const opened = await (
              await load(locator.sourceId)
            ).open?.(locator.key, { widthPx: 320, heightPx: 200 }, signal);
            if (opened instanceof ImageBitmap) opened.close();
          },
        },
        withinMs,
      ),
    async recovered({ id, source, params }) {
      emit({ type: 'source.recovered', entryId: id });
      await (await load(source)).recovered?.(params);
    },
  });
  hear((signal) => {
    if (signal.type === 'pressure') emit({ type: 'offline.pressure', freedBytes: signal.freedBytes });
  });
  setTimeout(() => void sweepOrphans(), tidyAfterMs);
  return {
    kept,
    duplicates,
    firstPage,
    listed({ id }) {
      duplicates.finish(id);
      void keepOwnCode();
    },
    follow(entries) {
      kept.follow(entries);
      duplicates.follow(entries.map(({ id }) => id));
    },
  };
}
