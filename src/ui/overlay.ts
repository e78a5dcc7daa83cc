/**
 * Everything a person sees around the photo. This file is in the boot bundle and holds no looks:
 * cards, bar and notices are fetched when first needed. One card of a kind at a time; Esc closes the newest.
 */
import '../shared/plurals.ts';
import type { OverlayHost } from '../shared/app-api.ts';
import { onLanguage, t } from '../shared/i18n.ts';
import { createControls, toggleFullscreen, type ControlSurface, type PanelId } from './controls.ts';
import { installDropTarget } from './drop-target.ts';
import { createMenus, type Menus } from './menus.ts';
import type { Notice, Notices } from './notice/notices.ts';
import type { OpenPanel, PanelContext, SettingsContext } from './panel.ts';

export interface OverlayOptions {
  readonly host: OverlayHost;
  readonly root: HTMLElement;
  readonly stageElement: HTMLElement;
  /** The settings live in another folder; the composition root knows both. */
  loadSettings(): Promise<(context: SettingsContext) => OpenPanel>;
  /** Photos the companion offers, null when there is none. */
  companionPhotos?(): number | null;
}

export interface Overlay {
  open(panel: PanelId): void;
  close(panel: PanelId): void;
  isOpen(panel: PanelId): boolean;
  notify(notice: Notice): void;
  hideNotice(id: string): void;
  openMenu: Menus['open'];
  showBar: ControlSurface['showBar'];
  /** Closes everything that a person has opened. */
  closeAll(): void;
  dispose(): void;
}

type Slot = { panel: OpenPanel | null; wanted: boolean };

async function loadSettings(options: OverlayOptions): Promise<(context: PanelContext) => OpenPanel> {
  const [openSettings, { openDialog }] = await Promise.all([options.loadSettings(), import('./dialog.ts')]);
  return (context) => openSettings({ ...context, openDialog });
}

function loadPanel(id: PanelId, options: OverlayOptions): Promise<(context: PanelContext) => OpenPanel> {
  switch (id) {
    case 'info':
      return import('./info/info.ts').then((module) => module.openInfo);
    case 'help':
      return import('./help/help.ts').then((module) => module.openHelp);
    case 'settings':
      return loadSettings(options);
    case 'gallery':
      return import('./gallery/gallery.ts').then((module) => module.openGallery);
    case 'sound':
      return import('./sound/sound-card.ts').then((module) => module.openSoundCard);
    case 'about':
      return import('./about/about.ts').then((module) => module.openAbout);
    case 'pin':
      return import('./pin/pin.ts').then((module) => module.openNewPin);
    case 'unlock':
      return import('./pin/pin.ts').then((module) => module.openUnlock);
    case 'welcome':
      return import('./welcome/welcome.ts').then(
        (module) => (context) =>
          module.openWelcome({ ...context, companionPhotos: options.companionPhotos?.() ?? null }),
      );
  }
}

/** Full screen swallows Esc unless the page asks for it; a card wants to be closed first. */
function holdEscape(hold: boolean): void {
  const { keyboard } = navigator as { keyboard?: { lock?(keys: string[]): Promise<void>; unlock?(): void } };
  if (!hold) keyboard?.unlock?.();
  else if (document.fullscreenElement) keyboard?.lock?.(['Escape']).catch(() => undefined);
}

function createPanels(options: OverlayOptions, notify: (notice: Notice) => void) {
  const slots = new Map<PanelId, Slot>();
  const again = new Set<PanelId>();
  const close = (id: PanelId): void => {
    const slot = slots.get(id);
    if (!slot) return;
    slot.wanted = false;
    if (slot.panel) slot.panel.close();
    else slots.delete(id);
  };
  const fill = async (id: PanelId, slot: Slot, context: PanelContext): Promise<void> => {
    try {
      const openPanel = await loadPanel(id, options);
      if (!slot.wanted) return;
      holdEscape(true);
      slot.panel = openPanel(context);
    } catch {
      if (slots.get(id) === slot) slots.delete(id);
      notify({ id: 'panel', message: t('This part could not be loaded. Check the connection and try again.') });
    }
  };
  const open = (id: PanelId): void => {
    if (slots.has(id)) return;
    const slot: Slot = { panel: null, wanted: true };
    slots.set(id, slot);
    const context: PanelContext = {
      host: options.host,
      root: options.root,
      open,
      notify,
      closed: () => {
        if (slots.get(id) === slot) slots.delete(id);
        if (again.delete(id)) open(id);
        else if (slots.size === 0) holdEscape(false);
      },
    };
    void fill(id, slot, context);
  };
  /** Closed and opened again, in the words of another language. The welcome is a form that may be half filled in: it stays. */
  const speak = (): void => {
    for (const [id, { panel }] of slots) {
      if (!panel || id === 'settings' || id === 'welcome') continue;
      again.add(id);
      close(id);
    }
  };
  return {
    speak,
    open,
    close,
    isOpen: (id: PanelId) => slots.has(id),
    toggle: (id: PanelId) => (slots.has(id) ? close(id) : open(id)),
    closeAll: () => [...slots.keys()].forEach(close),
    back(): boolean {
      const newest = [...slots.keys()].at(-1);
      if (newest) close(newest);
      return newest !== undefined;
    },
  };
}

/** The bar and the pause sign, fetched at the first need. */
function createBarSurface(
  options: OverlayOptions,
  toggle: (panel: PanelId) => void,
  openMenu: ControlSurface['openMenu'],
) {
  let loading: Promise<import('./bar/bar.ts').Bar> | null = null;
  let shown = false;
  const bar = () => {
    loading ??= import('./bar/bar.ts').then((module) =>
      module.createBar({
        host: options.host,
        root: options.root,
        toggle,
        toggleFullscreen,
        openMenu,
        onShown: (now) => (shown = now),
      }),
    );
    loading.catch(() => (loading = null));
    return loading;
  };
  const ignore = (): undefined => undefined;
  const surface: Omit<ControlSurface, 'toggle' | 'back' | 'cycle' | 'mark' | 'openMenu'> = {
    showBar: (wish) => void bar().then((it) => it.show(wish), ignore),
    hideBar: () => void bar().then((it) => it.hide(), ignore),
    isBarShown: () => shown,
    showPaused: (paused) => void bar().then((it) => it.signPaused(paused), ignore),
  };
  const dispose = (): void => {
    void loading?.then((it) => it.dispose(), ignore);
    loading = null;
    shown = false;
  };
  return { surface, dispose };
}

/** Cards need their scrim mixed from the photo; nothing is loaded before the first one is in the page. */
function loadScrimOnce(options: OverlayOptions): () => void {
  let isOver = false;
  let stop: (() => void) | undefined;
  const load = async (): Promise<void> => {
    try {
      const { watchScrims } = await import('./scrim.ts');
      if (!isOver) stop = watchScrims(options.host, options.root);
    } catch {
      // Without it every card keeps the scrim of the stylesheet, which suits most photos.
    }
  };
  const first = new MutationObserver(() => {
    first.disconnect();
    void load();
  });
  first.observe(options.root, { childList: true });
  return () => {
    isOver = true;
    first.disconnect();
    stop?.();
  };
}

export function createOverlay(options: OverlayOptions): Overlay {
  let notices: Promise<Notices> | null = null;
  const withNotices = (use: (notices: Notices) => void): void => {
    notices ??= import('./notice/notices.ts').then((module) => module.createNotices(options.root));
    notices.then(use, () => (notices = null));
  };
  const notify = (notice: Notice): void => withNotices((it) => it.show(notice));
  const panels = createPanels(options, notify);
  const { host, root } = options;
  const menus = createMenus({ host, root, open: panels.open, notify, run: (command) => controls.run(command) });
  const bar = createBarSurface(options, panels.toggle, menus.open);
  const stopScrim = loadScrimOnce(options);
  const stopLanguage = onLanguage(() => {
    bar.dispose();
    panels.speak();
  });
  const life = new AbortController();
  installDropTarget(options.host, options.root, notify, life.signal);
  const cycle = (): void => {
    const tell = (label: string): void => notify({ id: 'cycle', message: t('Transition: {label}', { label }) });
    options.host.transitions.cycle().then(
      (info) => tell(info ? t(info.label) : t('a different one each time')),
      () => undefined,
    );
  };
  const controls = createControls({
    host: options.host,
    stageElement: options.stageElement,
    surface: {
      ...bar.surface,
      toggle: panels.toggle,
      back: () => menus.close() || panels.back(),
      openMenu: menus.open,
      mark: (wish) =>
        void import('./marks.ts').then(
          ({ markPhoto }) => markPhoto(host, wish, notify),
          () => undefined,
        ),
      cycle,
    },
  });
  return {
    open: panels.open,
    close: panels.close,
    isOpen: panels.isOpen,
    notify,
    hideNotice: (id) => (notices ? withNotices((it) => it.hide(id)) : undefined),
    openMenu: menus.open,
    showBar: bar.surface.showBar,
    closeAll() {
      menus.close();
      panels.closeAll();
      if (bar.surface.isBarShown()) bar.surface.hideBar();
    },
    dispose() {
      life.abort();
      menus.close();
      stopLanguage();
      controls.dispose();
      bar.dispose();
      void notices?.then((it) => it.dispose());
      stopScrim();
    },
  };
}
