/**
 * Opens the panel over the show: a sheet of the page with a shadow root in it, so that neither the page's styles nor the panel's
 * reach into each other. Whoever opens it gets `close`. When it has left, its frame is kept for the next visit, without a section and deaf
 * to the show; after five minutes nothing of it remains.
 */
import '../../shared/plurals.ts';
import { createSignal, onCleanup, Show, type Accessor } from 'solid-js';
import { render } from 'solid-js/web';
import { coreSettings } from '../../shared/core-settings.ts';
import { localeOf, onLanguage, t } from '../../shared/i18n.ts';
import type { PanelHost } from '../../shared/panel-host.ts';
import type { SettingsSpec } from '../../shared/settings-spec.ts';
import { createPanel, PanelProvider, type Panel } from './context.ts';
import { PanelView } from './panel.tsx';
import { panelSheets } from './sheets.ts';
import { nextTask } from './staged.tsx';

/** A modal card: opens at once, `close` lets it leave, `closed` is called when it is gone. */
export type OpenDialog = (options: {
  readonly root: HTMLElement;
  readonly class: string;
  readonly label: string;
  readonly content: readonly Node[];
  closed(): void;
}) => { readonly node: HTMLElement; close(): void };

export interface OpenPanelOptions {
  readonly root: HTMLElement;
  readonly host: PanelHost;
  readonly openDialog: OpenDialog;
  readonly specs?: readonly SettingsSpec[];
  closed(): void;
}

const allSpecs = coreSettings as unknown as readonly SettingsSpec[];

/** The page's language and its direction; when they change, everything is said anew. `before` runs while the old words stand. */
function useLanguage(before: () => void): Accessor<string> {
  const { documentElement: page } = document;
  const read = (): string => `${page.lang} ${page.dir} ${localeOf()}`;
  const [language, setLanguage] = createSignal(read());
  const follow = (): void => {
    if (read() === language()) return;
    before();
    setLanguage(read());
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const observer = new MutationObserver(follow);
  observer.observe(page, { attributes: true, attributeFilter: ['lang', 'dir'] });
  // The page's own attributes follow the words; where those stay (another region), the words alone tell.
  const stop = onLanguage(() => {
    clearTimeout(timer);
    timer = setTimeout(follow);
  });
  onCleanup(() => {
    stop();
    clearTimeout(timer);
    observer.disconnect();
  });
  return language;
}

/** The row that has the focus, so that it can have it again. */
const focusedPath = (root: ShadowRoot): string | undefined =>
  root.activeElement?.closest<HTMLElement>('.content [data-path]')?.dataset['path'];

interface MountOptions {
  readonly host: PanelHost;
  readonly specs?: readonly SettingsSpec[] | undefined;
  close(): void;
  sheet(): HTMLElement | null;
}

interface Mounted {
  show(): void;
  /** The section goes, the frame stays as it is. */
  hide(): void;
  dispose(): void;
}

/** Draws the panel into `place`, without a section until it is shown. */
function mountPanel(place: HTMLElement, { host, specs = allSpecs, close, sheet }: MountOptions): Mounted {
  const root = place.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = panelSheets();
  let panel: Panel | undefined;
  const dispose = render(() => {
    const own = createPanel(host, specs, close);
    panel = own;
    const language = useLanguage(() => {
      const [section, path] = [own.section(), focusedPath(root)];
      if (section !== null && path !== undefined) queueMicrotask(() => own.go(section, path));
    });
    return (
      <PanelProvider value={own}>
        <Show when={language()} keyed>
          <PanelView root={root} sheet={sheet} />
        </Show>
      </PanelProvider>
    );
  }, root);
  return {
    show: () => panel?.show(),
    hide: () => panel?.hide(),
    dispose() {
      dispose();
      root.replaceChildren();
    },
  };
}

/** Draws the panel into `place` for as long as the window is there. */
export function fillWindow(place: HTMLElement, host: PanelHost): void {
  mountPanel(place, { host, close: () => window.close(), sheet: () => null }).show();
}

/** Nobody has opened it for this long: it is drawn anew when somebody does. */
const KEEP_MS = 300_000;

/** A panel between two visits: its frame is kept, out of the page, so that it need not be drawn again. */
class Kept {
  readonly place = document.createElement('div');
  readonly mounted: Mounted;
  dialog: ReturnType<OpenDialog> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #gone: () => void;
  readonly #host: PanelHost;

  constructor(host: PanelHost, specs: readonly SettingsSpec[] | undefined, gone: () => void) {
    this.place.className = 'panel-place';
    this.#gone = gone;
    this.#host = host;
    const close = (): void => this.dialog?.close();
    this.mounted = mountPanel(this.place, { host, specs, close, sheet: () => this.dialog?.node ?? null });
    this.rest();
  }

  wake(): void {
    clearTimeout(this.#timer);
    this.mounted.show();
    // The colour of the photo it opens over stays: following every photo would draw all of it anew in the midst of each transition.
    const { hue, tint } = this.#host.state();
    this.place.style.setProperty('--hue', String(hue));
    this.place.style.setProperty('--tint', `${tint}%`);
  }

  rest(): void {
    this.dialog = null;
    this.mounted.hide();
    this.place.remove();
    this.#timer = setTimeout(() => {
      this.#gone();
      this.mounted.dispose();
    }, KEEP_MS);
  }
}

const keptOf = new WeakMap<PanelHost, Kept>();

/** Draws the frame of the panel before somebody wants it. */
export function preparePanel(host: PanelHost, specs?: readonly SettingsSpec[]): Kept {
  const known = keptOf.get(host);
  if (known) return known;
  const made = new Kept(host, specs, () => keptOf.delete(host));
  keptOf.set(host, made);
  return made;
}

/** Puts a panel that has woken into the page. */
function showPanel(kept: Kept, { root, host, openDialog, closed }: OpenPanelOptions): void {
  const dialog = openDialog({
    root,
    class: 'sheet',
    label: t('Settings'),
    content: [kept.place],
    closed() {
      stopSize();
      stopWords();
      kept.rest();
      closed();
    },
  });
  kept.dialog = dialog;
  const { node } = dialog;
  const follow = (): void => {
    node.dataset['size'] = host.state().settings.interaction.panelSize;
  };
  const stopSize = host.onState(follow);
  const stopWords = onLanguage(() => node.setAttribute('aria-label', t('Settings')));
  follow();
  kept.place.shadowRoot?.querySelector<HTMLElement>('.title')?.focus();
}

/** So many pieces of the section are made before the panel is seen: drawn without them, it would be laid out and drawn twice. */
const PIECES_AHEAD = 1;

export function openPanel(options: OpenPanelOptions): { close(): void } {
  const kept = preparePanel(options.host, options.specs);
  kept.wake();
  let cancel: (() => void) | null = null;
  const wait = (pieces: number): void => {
    cancel = nextTask(() => {
      cancel = null;
      if (pieces > 1) wait(pieces - 1);
      else showPanel(kept, options);
    });
  };
  wait(PIECES_AHEAD);
  return {
    close() {
      if (!cancel) return kept.dialog?.close();
      cancel();
      cancel = null;
      kept.rest();
      options.closed();
    },
  };
}
