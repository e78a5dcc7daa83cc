/** What a press on a widget does, by hand or by keyboard. Main thread; one pair of listeners for the whole layer. */
import type { WidgetInstance } from '../shared/widget.ts';
import type { WidgetTools } from './widget.ts';

export interface PressParts {
  readonly root: HTMLElement;
  readonly signal: AbortSignal;
  readonly show: WidgetTools['show'];
  instanceOf(node: HTMLElement): WidgetInstance | undefined;
  isPaused(): boolean;
  openSettings(): void;
}

/** Only the web: whatever else stands in a layout is not opened. */
export function linkOf(text: string): string | null {
  try {
    const url = new URL(/^[a-z][a-z\d+.-]*:/i.test(text.trim()) ? text.trim() : `https://${text.trim()}`);
    return /^https?:$/.test(url.protocol) && url.host !== '' ? url.href : null;
  } catch {
    return null;
  }
}

export function followPresses({ root, signal, show, instanceOf, isPaused, openSettings }: PressParts): void {
  const act = (instance: WidgetInstance): void => {
    switch (instance.click) {
      case 'next':
        return show.next();
      case 'pause':
        return isPaused() ? show.resume() : show.pause();
      case 'settings':
        return openSettings();
      case 'link': {
        const link = linkOf(instance.link ?? '');
        if (link) open(link, '_blank', 'noopener,noreferrer');
        return;
      }
      case 'none':
      case undefined:
    }
  };
  const pressed = (target: EventTarget | null): WidgetInstance | undefined => {
    // A button inside the widget has its own meaning.
    const own = (target as Element | null)?.closest?.('button, a, input, [data-press]') as
      HTMLElement | null | undefined;
    return own?.dataset['press'] === 'widget' ? instanceOf(own) : undefined;
  };
  root.addEventListener(
    'click',
    ({ target }) => {
      const instance = pressed(target);
      if (instance) act(instance);
    },
    { signal },
  );
  root.addEventListener(
    'keydown',
    (event) => {
      const instance = event.key === 'Enter' || event.key === ' ' ? pressed(event.target) : undefined;
      if (!instance) return;
      // Space would hold the show as well.
      event.preventDefault();
      event.stopPropagation();
      act(instance);
    },
    { signal },
  );
}
