/**
 * The show's side of a settings panel in a window of its own. Until one calls, only a channel listens; the code that answers is
 * fetched with the first call. After a reload of the show the panel calls again, and is answered again.
 */
import type { PanelHost } from '../shared/panel-host.ts';
import { profile, profiled } from '../shared/profile.ts';

export interface PanelLinkParts {
  /** What the panel may ask for; the same one every time. */
  loadHost(): Promise<PanelHost>;
  /** Answers from now on. */
  serve(host: PanelHost, channel: BroadcastChannel): Promise<void>;
  /** Brings a window that is open to the front; false when there is none. */
  bringToFront(channel: BroadcastChannel): Promise<boolean>;
}

export interface PanelLink {
  /** Brings the window of the panel to the front, or opens one. Inside the person's gesture. */
  open(): void;
}

function openWindow(): void {
  // Named even if it is the one opened last: another tab may have opened another one since.
  window.open(`/panel.html?profile=${profile.name}`, '_blank', 'noopener,popup,width=960,height=800');
}

export function createPanelLink({ loadHost, serve, bringToFront }: PanelLinkParts): PanelLink {
  const channel = new BroadcastChannel(profiled('afterimage-panel'));
  let isServed = false;
  const answer = async (): Promise<void> => {
    if (isServed) return;
    isServed = true;
    try {
      await serve(await loadHost(), channel);
    } catch {
      // Fetched again at the next call.
      isServed = false;
    }
  };
  channel.addEventListener('message', () => void answer());
  return {
    open() {
      void answer();
      void bringToFront(channel).then(
        (isThere) => (isThere ? undefined : openWindow()),
        () => undefined,
      );
    },
  };
}
