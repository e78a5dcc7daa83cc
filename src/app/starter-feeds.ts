/**
 * Pictures for people who have none at hand: sources that are safe in any room and need no key. Each becomes an entry of its own,
 * so that each can be switched off and removed. Addresses follow the services' public documentation. Page only; loaded on demand.
 */
import type { SettingsStore } from '../shared/app-api.ts';
import { AppError } from '../shared/errors.ts';
import type { AppEvent, EventLog } from '../shared/events.ts';
import type { KeptOut } from '../shared/feed.ts';
import { say, sentence } from '../shared/i18n.ts';

export interface StarterFeed {
  /** Part of the entry's id: never reuse one for another source. */
  readonly key: string;
  readonly label: string;
  readonly url: string;
  readonly refreshMinutes: number;
  /** Who sends it, in a sentence that says which hosts keep browsers out. */
  readonly service: string;
}

/** https://images.nasa.gov/docs/images.nasa.gov_api_docs.pdf: any page may read it. */
const nasa = (words: string): string =>
  `https://images-api.nasa.gov/search?q=${encodeURIComponent(words)}&media_type=image`;

/** https://www.mediawiki.org/wiki/API:Imageinfo, https://www.mediawiki.org/wiki/API:Cross-site_requests (`origin=*`). */
const commons = (words: string): string =>
  `https://commons.wikimedia.org/w/api.php?${new URLSearchParams({
    action: 'query',
    format: 'json',
    formatversion: '2',
    origin: '*',
    generator: 'search',
    gsrsearch: `incategory:"Featured pictures on Wikimedia Commons" filetype:bitmap ${words}`,
    gsrnamespace: '6',
    gsrlimit: '50',
    prop: 'imageinfo',
    iiprop: 'url|size|mime|timestamp|extmetadata',
  })}`;

/** https://www.flickr.com/services/feeds/docs/photos_public/ */
const flickr = (tags: string): string =>
  `https://www.flickr.com/services/feeds/photos_public.gne?tags=${tags}&tagmode=all&format=json&nojsoncallback=1`;

const day = 1440;

export const starterFeeds: readonly StarterFeed[] = [
  {
    key: 'nasa-day',
    label: 'NASA image of the day',
    service: 'NASA’s news site',
    url: 'https://www.nasa.gov/feeds/iotd-feed/',
    refreshMinutes: 360,
  },
  { key: 'nasa-nebulae', label: 'NASA nebulae', service: 'NASA', url: nasa('nebula hubble'), refreshMinutes: day },
  { key: 'nasa-earth', label: 'NASA Earth', service: 'NASA', url: nasa('earth from space'), refreshMinutes: day },
  {
    key: 'commons-day',
    label: 'Wikimedia picture of the day',
    service: 'Wikimedia',
    url: 'https://commons.wikimedia.org/w/api.php?action=featuredfeed&feed=potd&feedformat=atom&language=en&origin=*',
    refreshMinutes: 360,
  },
  {
    key: 'commons-landscapes',
    label: 'Wikimedia landscapes',
    service: 'Wikimedia',
    url: commons('landscape'),
    refreshMinutes: day,
  },
  {
    key: 'commons-mountains',
    label: 'Wikimedia mountains',
    service: 'Wikimedia',
    url: commons('mountain'),
    refreshMinutes: day,
  },
  {
    key: 'bing',
    label: 'Bing pictures of the day',
    service: 'Bing',
    url: 'https://www.bing.com/HPImageArchive.aspx?format=js&idx=0&n=8&mkt=en-US',
    refreshMinutes: 360,
  },
  {
    key: 'wallhaven',
    label: 'Wallhaven favourites',
    service: 'Wallhaven',
    url: 'https://wallhaven.cc/api/v1/search?categories=100&purity=100&sorting=toplist&topRange=1M&atleast=1920x1080&ratios=landscape',
    refreshMinutes: day,
  },
  {
    key: 'flickr-landscapes',
    label: 'Flickr landscapes',
    service: 'Flickr',
    url: flickr('landscape,nature'),
    refreshMinutes: 180,
  },
  {
    key: 'flickr-mountains',
    label: 'Flickr mountains',
    service: 'Flickr',
    url: flickr('mountains,peaks'),
    refreshMinutes: 180,
  },
  { key: 'flickr-sea', label: 'Flickr sea', service: 'Flickr', url: flickr('ocean,sea'), refreshMinutes: 180 },
  {
    key: 'flickr-night',
    label: 'Flickr cities at night',
    service: 'Flickr',
    url: flickr('cityscape,night,longexposure'),
    refreshMinutes: 180,
  },
];

type Entries = ReturnType<SettingsStore['get']>['sources']['entries'];
type Entry = Entries[number];

const idOf = ({ key }: StarterFeed): string => `starter-${key}`;

/** The sources that are not there yet; one that was switched off stays so. */
export function missingStarters(entries: Entries): Entry[] {
  return starterFeeds
    .filter((feed) => !entries.some(({ id }) => id === idOf(feed)))
    .map((feed) => ({
      id: idOf(feed),
      source: 'feed',
      label: feed.label,
      enabled: true,
      weight: 1,
      // Thumbnails that have no original are no pictures for a wall.
      params: { urls: [feed.url], refreshMinutes: feed.refreshMinutes, minimumPx: 1000 },
    }));
}

/** After this long, what has not been answered is not waited for. */
export const settleMs = 30_000;

/** “Bing, Flickr and Wallhaven” */
function listOf(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : say`${names.slice(0, -1).join(', ')} and ${last}`;
}

/** How the first listing of an entry ended. */
export type StarterEnd = 'listed' | 'kept out' | 'failed';

/**
 * What to say once every added source was listed or failed; null when all is well. Only who lets no browser in needs the companion: a
 * service that is down, or wants patience, says so itself below its entry.
 */
function reportOf(ends: ReadonlyMap<string, StarterEnd>, added: readonly string[]): string | null {
  const servicesThat = (ended: StarterEnd): Set<string> =>
    new Set(starterFeeds.filter((feed) => ends.get(idOf(feed)) === ended).map(({ service }) => service));
  if (added.length > 0 && added.every((id) => (ends.get(id) ?? 'listed') !== 'listed')) {
    return 'None of the picture sources can be reached. Check the connection; they are tried again by themselves.';
  }
  const playing = servicesThat('listed');
  const services = [...servicesThat('kept out')].filter((service) => !playing.has(service));
  if (services.length === 0) return null;
  return sentence(
    '{count, plural, one {{services} does not let browsers read its pictures directly.} other {{services} do not let browsers read their pictures directly.}} Start the companion to see them too; the others play meanwhile.',
    { count: services.length, services: listOf(services.toSorted()) },
  );
}

const keptOut: KeptOut = 'kept out';

/** Follows the first listing of each added source and says in one sentence which ones need the companion. */
export function followStarters(events: Pick<EventLog, 'on' | 'emit'>, added: readonly string[]): void {
  const waiting = new Set(added);
  const ends = new Map<string, StarterEnd>();
  const end = (): void => {
    stop();
    clearTimeout(timer);
    const message = reportOf(ends, added);
    if (message !== null) events.emit({ type: 'notice', message });
  };
  const stop = events.on((event: AppEvent) => {
    if (event.type !== 'source.listed' && event.type !== 'source.failed') return;
    if (!waiting.delete(event.entryId)) return;
    const isFailure = event.type === 'source.failed';
    ends.set(event.entryId, isFailure ? (event.error.detail === keptOut ? keptOut : 'failed') : 'listed');
    if (waiting.size === 0) end();
  });
  const timer = setTimeout(end, settleMs);
}

/** Throws `input.invalid` when there is nothing left to add. */
export function startersToAdd(entries: Entries): Entry[] {
  const missing = missingStarters(entries);
  if (missing.length === 0) {
    throw new AppError('input.invalid', 'These sources are all here already. Switch them on in the list above.');
  }
  return missing;
}

/** Adds those that are missing; `awaitFirst` is told whose first photo is to be shown at once. */
export function addStarters(
  { store, events }: { readonly store: SettingsStore; readonly events: EventLog },
  awaitFirst: (entryIds: readonly string[]) => void,
  stepBack: (entries: Entries) => Entries,
): readonly string[] {
  const { entries } = store.get().sources;
  const added = startersToAdd(entries);
  const ids = added.map(({ id }) => id);
  // They are kept for days without a network; the browser may then not throw them away.
  void globalThis.navigator?.storage?.persist?.().catch(() => false);
  // The first that answers is shown at once, the others take their turns.
  awaitFirst(ids);
  followStarters(events, ids);
  store.set({ sources: { entries: [...stepBack(entries), ...added] } });
  return ids;
}
