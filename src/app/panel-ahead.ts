/**
 * Has the files of the settings panel fetched and compiled right after the first photo, and not run: whoever presses the key in the
 * first second waits for no network, and where nobody does it costs no time of the page. Behind everything else that is asked for.
 */

let arrive: (fetched: Promise<unknown>) => void;
/** The files are there, or will not come. What else a first visit fetches ahead of need waits for it. */
export const panelIsAhead = new Promise<unknown>((resolve) => (arrive = resolve));

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
