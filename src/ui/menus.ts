/** The menu of the show, fetched at the first need; one at a time. Part of the boot bundle. */
import type { OverlayHost } from '../shared/app-api.ts';
import { toErrorData } from '../shared/errors.ts';
import { told } from '../shared/i18n.ts';
import type { PanelId } from './controls.ts';
import type { Command } from './keys.ts';
import type { MenuPoint, OpenMenu } from './menu/menu.ts';
import type { Notice } from './notice/notices.ts';

interface MenuNeeds {
  readonly host: OverlayHost;
  readonly root: HTMLElement;
  open(panel: PanelId): void;
  notify(notice: Notice): void;
  run(command: Command): void;
}

export interface Menus {
  /** CSS pixels; null: in the middle, for keys. */
  open(at: MenuPoint | null): void;
  /** False when none was open. */
  close(): boolean;
}

export function createMenus(needs: MenuNeeds): Menus {
  let menu: OpenMenu | null = null;
  let isWanted = false;
  const failed = (error: unknown): void => needs.notify({ id: 'menu', message: told(toErrorData(error)) });
  const close = (): boolean => {
    const wasOpen = menu !== null;
    isWanted = false;
    menu?.close();
    return wasOpen;
  };
  const open = async (at: MenuPoint | null): Promise<void> => {
    if (menu && !at) return;
    close();
    isWanted = true;
    const { openShowMenu } = await import('./menu/show-menu.ts');
    if (!isWanted || menu) return;
    menu = openShowMenu({ ...needs, at, failed, closed: () => (menu = null) });
  };
  return { close, open: (at) => void open(at).catch(failed) };
}
