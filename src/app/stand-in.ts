/**
 * A screen is never empty for long: while nothing of what was chosen can be shown (an empty folder, hosts that do not answer), painted
 * pictures are, and step back when a photo comes. What was chosen stays chosen. Main thread.
 */
import type { SettingsStore } from '../shared/app-api.ts';
import type { AppEvent, EventLog } from '../shared/events.ts';
import { words } from '../shared/i18n.ts';
import type { SourceEntry } from '../shared/source.ts';

/** After this long without any photo nobody waits for the slow ones. */
const patienceMs = 8000;

export interface StandInParts {
  readonly store: Pick<SettingsStore, 'get' | 'onChange'>;
  readonly events: Pick<EventLog, 'on' | 'last' | 'emit'>;
  readonly show: {
    current(): { readonly ref: { readonly entryId: string } } | null;
    standIn(entry: SourceEntry | null): void;
    next(): void;
  };
}

export function keepLit({ store, events, show }: StandInParts): void {
  /** What each entry said last; 0 when it failed. */
  const photos = new Map<string, number>();
  let hasFailed = false;
  let standing: SourceEntry | null = null;
  const chosen = () => store.get().sources.entries.filter(({ enabled }) => enabled);
  const isPainted = () => chosen().some(({ source }) => source === 'generative');

  /** What is left on screen of a source that was taken away would stay for as long as the others have nothing. */
  const isShowing = () => chosen().some(({ id }) => id === show.current()?.ref.entryId);

  const begin = (): void => {
    if (standing || isShowing() || isPainted()) return;
    const known = store.get().sources.entries.find(({ source }) => source === 'generative');
    standing = { id: 'generative', source: 'generative', weight: 1, params: {}, ...known, enabled: true };
    show.standIn(standing);
    // A source that failed has said so itself.
    if (hasFailed || [...photos.values()].some((count) => count > 0)) return;
    const message = words('Your sources have no photos yet. Add some, or choose another source in the settings.');
    events.emit({ type: 'notice', message });
  };
  const end = (): void => {
    if (!standing) return;
    standing = null;
    show.standIn(null);
  };
  const follow = (event: AppEvent): void => {
    if (event.type === 'photo.shown') {
      if (show.current()?.ref.entryId !== standing?.id) end();
      return;
    }
    if (event.type !== 'source.listed' && event.type !== 'source.failed') return;
    const before = photos.get(event.entryId) ?? 0;
    const now = event.type === 'source.listed' ? event.photos : 0;
    photos.set(event.entryId, now);
    hasFailed ||= event.type === 'source.failed';
    if (standing) {
      if (event.entryId === standing.id || before > 0 || now === 0) return;
      end();
      show.next();
    } else if (chosen().every(({ id }) => photos.get(id) === 0)) begin();
  };
  for (const event of events.last(200)) follow(event);
  events.on(follow);
  // Switched on by hand they need nobody to stand in for them.
  store.onChange(() => isPainted() && end());
  setTimeout(() => show.current() === null && begin(), patienceMs);
}
