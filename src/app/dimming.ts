/**
 * Darkens the stage: a black layer over photos and visualizers, under widgets and controls. In the page only while it dims. What it
 * takes from the photo under a widget is counted there, see src/widgets/dimmed.ts. Main thread.
 */
import type { SettingsStore } from '../shared/app-api.ts';

/** Within it the layer is as dark as it will be; widgets go by the same. */
const fadeMs = 800;

/** `stage` stays the element right before it. */
export function followDimming(store: Pick<SettingsStore, 'get' | 'onChange'>, stage: Element): void {
  let node: HTMLElement | null = null;
  let gone: ReturnType<typeof setTimeout> | undefined;
  const create = (): HTMLElement => {
    const made = document.createElement('div');
    made.id = 'dimming';
    made.ariaHidden = 'true';
    const transition = `opacity ${fadeMs}ms ease`;
    Object.assign(made.style, { position: 'fixed', inset: '0', background: '#000', pointerEvents: 'none', transition });
    made.style.opacity = '0';
    stage.after(made);
    // The browser has to have seen it clear, or there is nothing to fade.
    void made.offsetWidth;
    return made;
  };
  const follow = (): void => {
    const { dim } = store.get().display;
    clearTimeout(gone);
    if (dim === 0 && !node) return;
    node ??= create();
    node.style.opacity = String(dim / 100);
    if (dim > 0) return;
    gone = setTimeout(() => {
      node?.remove();
      node = null;
    }, fadeMs + 50);
  };
  follow();
  store.onChange((now, before) => {
    if (now.display.dim !== before.display.dim) follow();
  });
}
