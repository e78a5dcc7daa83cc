/** The small control bar, and the sign that says the show was paused. In the page only while it can be seen. */
import '../card.css';
import './bar.css';
import type { OverlayHost } from '../../shared/app-api.ts';
import { t } from '../../shared/i18n.ts';
import type { PanelId } from '../controls.ts';
import { moveFocus } from '../dialog.ts';
import { element } from '../element.ts';
import { icon, type IconName } from '../icons.ts';

export interface BarOptions {
  readonly host: OverlayHost;
  readonly root: HTMLElement;
  toggle(panel: PanelId): void;
  /** Handed in: a shared import would split the boot bundle. */
  toggleFullscreen(): Promise<void>;
  openMenu(at: { readonly x: number; readonly y: number } | null): void;
  onShown(shown: boolean): void;
}

export interface Bar {
  show(wish: { focus: boolean; forMs: number }): void;
  hide(): void;
  signPaused(paused: boolean): void;
  dispose(): void;
}

const FADE_MS = 400;
const SIGN_MS = 900;

function button(name: IconName, label: string, shortcut: string, press: () => void): HTMLButtonElement {
  return element(
    'button',
    {
      class: 'icon-button',
      attributes: { type: 'button', 'aria-label': label, title: label, 'aria-keyshortcuts': shortcut },
      on: { click: press },
    },
    icon(name),
  );
}

function createPauseButton(host: OverlayHost): { node: HTMLButtonElement; follow(paused: boolean): void } {
  const node = button('pause', t('Pause'), 'Space', () => {
    const paused = !host.status().paused;
    if (paused) host.pause();
    else host.resume();
    follow(paused);
  });
  const follow = (paused: boolean): void => {
    const label = paused ? t('Resume') : t('Pause');
    node.setAttribute('aria-label', label);
    node.title = label;
    node.replaceChildren(icon(paused ? 'play' : 'pause'));
  };
  return { node, follow };
}

/** Two strokes or a triangle in the middle of the picture, for a second. */
function createSign(root: HTMLElement): { show(paused: boolean): void; dispose(): void } {
  let sign: HTMLElement | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const dispose = (): void => {
    clearTimeout(timer);
    sign?.remove();
    sign = null;
  };
  return {
    show(paused) {
      dispose();
      const spoken = element('span', { class: 'sr-only', text: paused ? t('Paused') : t('Playing') });
      sign = element(
        'div',
        { class: 'pause-sign glass', attributes: { role: 'status', 'data-scrim': true } },
        icon(paused ? 'pause' : 'play'),
        spoken,
      );
      root.append(sign);
      timer = setTimeout(() => {
        sign?.classList.add('leaving');
        timer = setTimeout(dispose, FADE_MS);
      }, SIGN_MS);
    },
    dispose,
  };
}

export function createBar(options: BarOptions): Bar {
  const { host, root } = options;
  const pause = createPauseButton(host);
  const sign = createSign(root);
  const panel = (name: 'info' | 'settings' | 'sound', label: string, key: string): HTMLButtonElement =>
    button(name, label, key, () => options.toggle(name));
  const more = button('more', t('Menu'), 'ContextMenu', () => {
    const { left, top } = more.getBoundingClientRect();
    options.openMenu({ x: left, y: top });
  });
  const node = element(
    'div',
    { class: 'bar glass', attributes: { role: 'toolbar', 'aria-label': t('Show'), 'data-scrim': true } },
    button('previous', t('Previous photo'), 'ArrowLeft', () => host.previous()),
    pause.node,
    button('next', t('Next photo'), 'ArrowRight', () => host.next()),
    element('span', { class: 'bar-gap' }),
    button('expand', t('Full screen'), 'F', () => void options.toggleFullscreen()),
    panel('sound', t('Sound'), 'M'),
    panel('info', t('Information'), 'I'),
    panel('settings', t('Settings'), 'S'),
    more,
  );
  let timer: ReturnType<typeof setTimeout> | undefined;
  let staysMs = 4000;
  // A card that was opened from here gives the focus back to it.
  const isNeeded = (): boolean =>
    node.matches(':hover') || document.querySelector('dialog[open], .menu-layer') !== null;
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => (isNeeded() ? later() : hide()), staysMs);
  };
  const hide = (): void => {
    options.onShown(false);
    clearTimeout(timer);
    node.classList.add('leaving');
    if (node.contains(document.activeElement)) (document.activeElement as HTMLElement).blur();
    timer = setTimeout(() => node.remove(), FADE_MS);
  };
  const onKey = (event: KeyboardEvent): void => {
    later();
    if (event.key === 'ArrowLeft') moveFocus(node, -1);
    else if (event.key === 'ArrowRight') moveFocus(node, 1);
    else if (['Escape', 'ArrowUp', 'ArrowDown'].includes(event.key)) hide();
    else return;
    event.preventDefault();
  };
  node.addEventListener('keydown', onKey);
  node.addEventListener('pointerdown', later);
  return {
    show({ focus, forMs }) {
      staysMs = forMs;
      options.onShown(true);
      pause.follow(host.status().paused);
      node.classList.remove('leaving');
      if (!node.isConnected) root.append(node);
      if (focus) pause.node.focus();
      later();
    },
    hide,
    signPaused(paused) {
      pause.follow(paused);
      sign.show(paused);
    },
    dispose() {
      clearTimeout(timer);
      sign.dispose();
      node.remove();
    },
  };
}
