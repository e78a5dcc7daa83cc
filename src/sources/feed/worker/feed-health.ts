/** How one address of an entry is doing. Worker only. */
import { sentence, wordsOf } from '../../../shared/i18n.ts';
import type { SourceHealth } from '../../../shared/source.ts';
import type { FeedMemory } from './feed-memory.ts';
import type { Followed } from './following.ts';
import { allPhotos } from './older.ts';

const namesShown = 3;

/** What a list names beyond what is read of it; null when that is nothing. */
function beyond({ listed }: FeedMemory): string | null {
  if (!listed || listed.named <= listed.feeds.length) return null;
  const names = listed.feeds.slice(0, namesShown).map(({ title, url }) => title.slice(0, 60) || new URL(url).host);
  return sentence(
    'This list names {all} feeds. The first {count} were added: {names} and more. Add the others in parts.',
    { all: listed.named, count: listed.feeds.length, names: names.join(', ') },
  );
}

/** A list that is well has no row of its own: what it names has. */
export function feedHealth({ url, title = '' }: Followed, memory: FeedMemory | null): readonly SourceHealth[] {
  const trouble = memory?.trouble?.message ?? (memory && beyond(memory)) ?? null;
  if (memory?.listed && trouble === null) return [];
  // What the sentence is made of goes along to the page.
  const words = trouble === null ? undefined : wordsOf(trouble);
  return [
    {
      name: url,
      title: memory?.title || title || new URL(url).host.replace(/^www\./, ''),
      photos: memory ? allPhotos(memory).length : 0,
      lastSuccessMs: memory?.lastSuccessMs ?? null,
      nextTryMs: memory?.nextMs ?? null,
      failures: memory?.failures ?? 0,
      trouble,
      ...(words && { words }),
      ...(memory?.trouble?.kind === 'source.token' && { needsToken: true }),
    },
  ];
}
