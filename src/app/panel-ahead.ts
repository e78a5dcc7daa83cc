/**
 * Has the files of the settings panel fetched and compiled right after the first photo, and not run: whoever presses the key in the
 * first second waits for no network, and where nobody does it costs no time of the page. Behind everything else that is asked for.
 */

/** A first visit's shell comes at the latest so long after the first photo: whoever leaves after that finds it without a network. */
const QUIET_MS = 4000;

let arrive: (fetched: Promise<unknown>) => void;
/** The files are there, or will not come. What else a first visit fetches ahead of need waits for it. */
const panelIsAhead = new Promise<unknown>((resolve) => (arrive = resolve));

export function fetchPanelAhead(): void {
  const files = __PANEL_CODE__.split(' ').filter(Boolean);
  const fetched = files.map(
    (href) =>
      new Promise((done) => {
        const wish = { rel: 'modulepreload', href, fetchPriority: 'low', onload: done, onerror: done };
        document.head.append(Object.assign(document.createElement('link'), wish));
      }),
  );
  arrive(Promise.all(fetched));
}

/**
 * A service worker that is new fetches and keeps the whole shell, on the cores that the panel wants when somebody opens it in those first
 * seconds. Nothing to wait for where one is there already, and none where it brings the isolation headers: its reload is to come early.
 */
export async function quietMoment(): Promise<void> {
  if (navigator.serviceWorker.controller || !crossOriginIsolated) return;
  const idle = async () => {
    await panelIsAhead;
    await new Promise<void>((resolve) => globalThis.requestIdleCallback?.(() => resolve()));
  };
  await Promise.race([idle(), new Promise((resolve) => setTimeout(resolve, QUIET_MS))]);
}
