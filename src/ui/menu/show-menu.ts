/** The menu of the show: its entries, on the menu that any of our pages could use. */
import { t } from '../../shared/i18n.ts';
import { openMenu, type MenuPoint, type OpenMenu } from './menu.ts';
import { showItems, type ShowMenuParts } from './show-items.ts';

export interface ShowMenuOptions extends ShowMenuParts {
  readonly root: HTMLElement;
  readonly at: MenuPoint | null;
  closed(): void;
}

export const openShowMenu = (options: ShowMenuOptions): OpenMenu =>
  openMenu({
    root: options.root,
    label: t('Show'),
    items: () => showItems(options),
    at: options.at,
    closed: options.closed,
  });
