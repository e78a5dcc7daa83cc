/** Which events become a sentence on screen. Most do not: the photo is the interface. */
import type { EventLog, LoggedEvent } from '../shared/events.ts';
import { recall, say, words } from '../shared/i18n.ts';

export interface NoticeBoard {
  notify(notice: { id: string; message: string; sticky?: boolean; action?: { label: string; run(): void } }): void;
  hideNotice(id: string): void;
}

export interface NoticeActions {
  regrant(entryId: string): Promise<boolean>;
  applyUpdate(): void;
  resumeSound(): void;
}

const quietMs = 60_000;

/** Returns a function that stops it. Events that came before (`events.last`) are told too. */
export function tellUser(events: EventLog, board: NoticeBoard, actions: NoticeActions): () => void {
  let photoToldMs = Number.NEGATIVE_INFINITY;
  /** By notice: what was said. */
  const failing = new Map<string, string>();
  let isPromoted = false;

  const tellSource = (event: LoggedEvent & { type: 'source.failed' }) => {
    const id = `source:${event.entryId}`;
    // Of a dozen sources that came with one press one sentence tells, when all have been asked.
    const isOfMany = event.entryId.startsWith('starter-') && event.error.kind === 'source.unreachable';
    if (failing.has(id) || isOfMany) return;
    const message = recall(event.error);
    const isToldAlready = [...failing.values()].includes(message);
    failing.set(id, message);
    if (event.error.kind === 'source.permission') {
      const run = () => void actions.regrant(event.entryId);
      board.notify({ id, message, sticky: true, action: { label: words('Allow'), run } });
    } else if (!isToldAlready) board.notify({ id, message });
  };

  const tell = (event: LoggedEvent) => {
    switch (event.type) {
      case 'settings.rejected':
        return board.notify({ id: `setting:${event.path}`, message: say`“${event.path}” ${recall(event)}` });
      case 'settings.quarantined':
        return board.notify({
          id: 'quarantine',
          message: say`A stored setting no longer fits and was put aside: “${event.namespace}” ${recall(event)}`,
        });
      case 'tier.promoted':
        isPromoted = true;
        return;
      case 'tier.demoted':
        // Before the first promotion nothing was taken away: the information card tells why.
        if (!isPromoted) return;
        return board.notify({
          id: 'tier',
          message: say`Photos are drawn in a simpler way from now on. ${event.reason}`,
        });
      case 'source.failed':
        return tellSource(event);
      case 'source.listed':
        failing.delete(`source:${event.entryId}`);
        return board.hideNotice(`source:${event.entryId}`);
      case 'photo.quarantined':
        if (event.atMs - photoToldMs < quietMs) return;
        photoToldMs = event.atMs;
        return board.notify({ id: 'photo', message: say`“${event.title}” is left out. ${recall(event.error)}` });
      case 'worker.state':
        if (event.state === 'failed')
          board.notify({
            id: `worker:${event.worker}`,
            message: say`A part of Afterimage (${event.worker}) keeps failing. The photo stays; it is tried again every few minutes.`,
          });
        return;
      case 'transition.blocked':
        return board.notify({
          id: `transition:${event.id}`,
          message: say`“${event.label}” is not played any more: ${event.reason}. The others go on.`,
          sticky: true,
        });
      case 'sound.state': {
        const { state, message } = event;
        if (message === null || state === 'opening') return board.hideNotice('sound');
        const action = { label: words('Start'), run: actions.resumeSound };
        return board.notify({ id: 'sound', message, ...(state === 'held' ? { sticky: true, action } : {}) });
      }
      case 'update.available':
        return board.notify({
          id: 'update',
          message: 'A new version is ready. It starts the next time you open the page.',
          action: { label: words('Start it now'), run: actions.applyUpdate },
        });
      case 'notice':
        return board.notify({ id: `notice:${event.message}`, message: event.message });
      default:
    }
  };

  for (const event of events.last(50)) tell(event);
  return events.on(tell);
}
