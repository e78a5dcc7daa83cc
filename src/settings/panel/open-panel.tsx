/**
 * Opens the panel over the show: a sheet of the page with a shadow root in it, so that neither the page's styles nor the panel's
 * reach into each other. Whoever opens it gets `close`; when it has left, nothing of it remains.
 */
import '../../shared/plurals.ts';
import './sheet.css';
import { createSignal, onCleanup, Show, type Accessor } from 'solid-js';
import { render } from 'solid-js/web';
import { coreSettings } from '../../shared/core-settings.ts';
import { localeOf, onLanguage, t } from '../../shared/i18n.ts';
import type { PanelHost } from '../../shared/panel-host.ts';
import type { SettingsSpec } from '../../shared/settings-spec.ts';
import { createPanel, PanelProvider } from './context.ts';
import { PanelView } from './panel.tsx';
import { panelSheets } from './sheets.ts';

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

/** Draws the panel into `place`. Gives back what takes it away again. */
export function mountPanel(place: HTMLElement, { host, specs = allSpecs, close, sheet }: MountOptions): () => void {
  const root = place.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = panelSheets();
  const dispose = render(() => {
    const panel = createPanel(host, specs, close);
    const language = useLanguage(() => {
      const [section, path] = [panel.section(), focusedPath(root)];
      if (section !== null && path !== undefined) queueMicrotask(() => panel.go(section, path));
    });
    return (
      <PanelProvider value={panel}>
        <Show when={language()} keyed>
          <PanelView root={root} sheet={sheet} />
        </Show>
      </PanelProvider>
    );
  }, root);
  return () => {
    dispose();
    root.replaceChildren();
  };
}

export function openPanel({ root, host, openDialog, specs, closed }: OpenPanelOptions): { close(): void } {
  const place = document.createElement('div');
  place.className = 'panel-place';
  let dialog: ReturnType<OpenDialog> | null = null;
  const close = (): void => dialog?.close();
  const unmount = mountPanel(place, { host, specs, close, sheet: () => dialog?.node ?? null });
  dialog = openDialog({
    root,
    class: 'sheet',
    label: t('Settings'),
    content: [place],
    closed() {
      stopSize();
      stopWords();
      unmount();
      closed();
    },
  });
  const { node } = dialog;
  const follow = (): void => {
    node.dataset['size'] = host.state().settings.interaction.panelSize;
  };
  const stopSize = host.onState(follow);
  const stopWords = onLanguage(() => node.setAttribute('aria-label', t('Settings')));
  follow();
  place.shadowRoot?.querySelector<HTMLElement>('.title')?.focus();
  return { close };
}
