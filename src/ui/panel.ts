/** What a card gets and gives back. Every card is a module of its own, loaded when first opened. */
import type { OverlayHost } from '../shared/app-api.ts';
import type { PanelId } from './controls.ts';
import type { openDialog } from './dialog.ts';
import type { Notice } from './notice/notices.ts';

export interface PanelContext {
  readonly host: OverlayHost;
  readonly root: HTMLElement;
  open(panel: PanelId): void;
  notify(notice: Notice): void;
  /** Must be called once, when the card is gone from the page. */
  closed(): void;
}

export interface OpenPanel {
  /** Starts to leave; a second call does nothing. */
  close(): void;
}

/** The settings live in a folder of their own, so the card they are shown on is handed to them. */
export interface SettingsContext extends PanelContext {
  readonly openDialog: typeof openDialog;
}
