/**
 * Registers the service worker once the first photo is up: offline start, updates, and the isolation headers
 * where the host sends none (one reload, guarded, never in the middle of a show that has been running).
 */
import type { EventLog } from '../shared/events.ts';
import { say } from '../shared/i18n.ts';
import { keepOwnCode } from '../shared/offline-code.ts';

/** What was fetched while the service worker took over passed it by. */
const handOverMs = 15_000;
/** Of this tab: its headers are the same for every profile. */
const reloadGuard = 'afterimage.isolation-reload';

export interface OfflineSupport {
  /** Starts the waiting version now (the page reloads). */
  applyUpdate(): void;
}

function mayReloadForIsolation(): boolean {
  try {
    if (sessionStorage.getItem(reloadGuard) !== null) return false;
    sessionStorage.setItem(reloadGuard, '1');
    return true;
  } catch {
    return false;
  }
}

/** Without this a first visit would not be there again without a network: much was fetched before there was a service worker. */
async function handOver(): Promise<void> {
  await navigator.serviceWorker.ready;
  setTimeout(() => void keepOwnCode(), handOverMs);
  await keepOwnCode();
}

export async function registerOffline(events: EventLog): Promise<OfflineSupport | null> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return null;
  const { Workbox } = await import('workbox-window');
  const workbox = new Workbox('/sw.js');
  const applyUpdate = () => {
    workbox.addEventListener('controlling', () => location.reload());
    workbox.messageSkipWaiting();
  };
  let isWaiting = false;
  workbox.addEventListener('waiting', () => {
    isWaiting = true;
    events.emit({ type: 'update.available' });
  });
  document.addEventListener('visibilitychange', () => {
    // Nobody is looking: the one moment when a new version interrupts nothing.
    if (isWaiting && document.visibilityState === 'hidden') applyUpdate();
  });
  workbox.addEventListener('activated', () => {
    if (!crossOriginIsolated && mayReloadForIsolation()) location.reload();
  });
  await import('./panel-ahead.ts').then(({ quietMoment }) => quietMoment()).catch(() => undefined);
  try {
    await workbox.register();
    void handOver();
  } catch {
    events.emit({
      type: 'notice',
      message: say`Afterimage will not start without a network: this browser keeps no files for it. Allow the page to store data.`,
    });
    return null;
  }
  return { applyUpdate };
}
