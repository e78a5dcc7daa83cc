/**
 * Has the files of the settings panel fetched and compiled right after the first photo, and not run: whoever presses the key in the
 * first second waits for no network, and where nobody does it costs no time of the page. Behind everything else that is asked for.
 */
export function fetchPanelAhead(): void {
  for (const href of __PANEL_CODE__.split(' ').filter(Boolean)) {
    const link = Object.assign(document.createElement('link'), { rel: 'modulepreload', href });
    link.setAttribute('fetchpriority', 'low');
    document.head.append(link);
  }
}
