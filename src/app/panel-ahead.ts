/**
 * Has the files of the settings panel fetched and compiled right after the first photo, and not run: whoever presses the key in the
 * first second waits for no network, and where nobody does it costs no time of the page. Behind everything else that is asked for.
 */

let arrived: () => void;
/** The files are there, or will not come. What else a first visit fetches ahead of need waits for it. */
export const panelIsAhead = new Promise<void>((resolve) => (arrived = resolve));

export function fetchPanelAhead(): void {
  const files = __PANEL_CODE__.split(' ').filter(Boolean);
  let left = files.length;
  const one = (): void => {
    left -= 1;
    if (left <= 0) arrived();
  };
  for (const href of files) {
    const link = Object.assign(document.createElement('link'), {
      rel: 'modulepreload',
      href,
      onload: one,
      onerror: one,
    });
    link.setAttribute('fetchpriority', 'low');
    document.head.append(link);
  }
  if (left === 0) arrived();
}
