/** Dropping a folder while the show runs: its photos join in. The first-run screen takes drops itself. */
import './drop-target.css';
import type { OverlayHost } from '../shared/app-api.ts';
import { toErrorData } from '../shared/errors.ts';
import { watchDrops } from './drop.ts';
import { element } from './element.ts';
import type { Notice } from './notice/notices.ts';

export function createDropSign(words: string): HTMLElement {
  return element('div', { class: 'drop-sign', attributes: { 'aria-hidden': 'true' } }, element('p', { text: words }));
}

export function installDropTarget(
  host: OverlayHost,
  root: HTMLElement,
  notify: (notice: Notice) => void,
  signal: AbortSignal,
): void {
  const sign = createDropSign('Drop to add these photos');
  const isTaken = (): boolean => document.querySelector('dialog.welcome') !== null;
  const add = async (dropped: Promise<readonly (FileSystemHandle | File)[]>): Promise<void> => {
    try {
      const entryId = await host.addSource?.('folder', { dropped: await dropped });
      if (entryId) notify({ id: 'drop', message: 'These photos are part of the show now.' });
    } catch (error) {
      const { kind, message } = toErrorData(error);
      const sentence =
        kind === 'unknown' ? 'These files could not be added. Choose their folder in the settings.' : message;
      if (kind !== 'aborted') notify({ id: 'drop', message: sentence });
    }
  };
  const hover = (isOver: boolean): void => {
    if (isOver && isTaken()) return;
    if (isOver) root.append(sign);
    sign.classList.toggle('shown', isOver);
    if (!isOver) sign.remove();
  };
  watchDrops({ hover, drop: (dropped) => (isTaken() ? undefined : void add(dropped)) }, signal);
  signal.addEventListener('abort', () => sign.remove());
}
