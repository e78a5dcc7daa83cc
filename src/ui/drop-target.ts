/** Dropping a folder while the show runs: its photos join in. The first-run screen takes drops itself. */
import './drop-target.css';
import type { OverlayHost } from '../shared/app-api.ts';
import { toErrorData } from '../shared/errors.ts';
import { t, told } from '../shared/i18n.ts';
import { watchDrops } from './drop.ts';
import { element } from './element.ts';
import type { Notice } from './notice/notices.ts';

export function createDropSign(words: string): HTMLElement {
  return element('div', { class: 'drop-sign', attributes: { 'aria-hidden': 'true' } }, element('p', { text: words }));
}

type Dropped = FileSystemHandle | File;

/** Shared transitions and lists of feeds are known by their names; everything else is looked at as photos. */
export function partTransitions(dropped: readonly Dropped[]): { own: Dropped[]; rest: Dropped[] } {
  const isOwn = (it: Dropped): boolean => /\.(?:glsl|frag|fs|opml)$/i.test(it.name);
  return { own: dropped.filter(isOwn), rest: dropped.filter((it) => !isOwn(it)) };
}

export function installDropTarget(
  host: OverlayHost,
  root: HTMLElement,
  notify: (notice: Notice) => void,
  signal: AbortSignal,
): void {
  let sign: HTMLElement | null = null;
  const isTaken = (): boolean => document.querySelector('dialog.welcome') !== null;
  const add = async (dropped: Promise<readonly (FileSystemHandle | File)[]>): Promise<void> => {
    try {
      const { own, rest } = partTransitions(await dropped);
      if (own.length > 0) await (await import('./transition-drop.ts')).addTransitions(host, notify, own);
      if (own.length > 0 && rest.length === 0) return;
      const entryId = await host.addSource?.('folder', { dropped: rest });
      if (entryId) notify({ id: 'drop', message: t('These photos are part of the show now.') });
    } catch (error) {
      const failure = toErrorData(error);
      const { kind } = failure;
      const sentence =
        kind === 'unknown' ? t('These files could not be added. Choose their folder in the settings.') : told(failure);
      if (kind !== 'aborted') notify({ id: 'drop', message: sentence });
    }
  };
  const hover = (isOver: boolean): void => {
    if (isOver && isTaken()) return;
    sign?.remove();
    sign = isOver ? createDropSign(t('Drop to add these photos')) : null;
    if (!sign) return;
    root.append(sign);
    sign.classList.add('shown');
  };
  watchDrops({ hover, drop: (dropped) => (isTaken() ? undefined : void add(dropped)) }, signal);
  signal.addEventListener('abort', () => sign?.remove());
}
