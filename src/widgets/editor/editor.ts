/**
 * Arranges the layout on the photo itself. Every change is kept at once; Cancel brings back what was there before. Owns its
 * handles, guides and toolbar; leaves nothing behind.
 */
import './editor.css';
import { t, words } from '../../shared/i18n.ts';
import { element, say } from '../element.ts';
import type { Frame } from '../frame.ts';
import type { Layer } from '../layer.ts';
import { createLife } from '../life.ts';
import { createDraft, type Commands } from './draft.ts';
import { watchDrag } from './drag.ts';
import { watchKeys } from './keys.ts';
import { colliding } from './snap.ts';

export interface EditorParts {
  readonly layer: Layer;
  readonly commands: Commands;
  closed(): void;
}

const corners = ['nw', 'ne', 'sw', 'se'] as const;
const hint = words(
  'Drag to move, pull a corner to resize. Arrow keys, + and − do the same; 1 to 0 bring back kept layouts.',
);

function createToolbar(actions: { reset(): void; cancel(): void; done(): void }) {
  const button = (text: string, run: () => void, className = ''): HTMLButtonElement => {
    const node = element('button', { class: className, text, attributes: { type: 'button' } });
    node.addEventListener('click', run);
    return node;
  };
  const line = element('p', { class: 'widget-editor-words', text: t(hint), attributes: { role: 'status' } });
  const node = element(
    'div',
    { class: 'widget-editor', attributes: { role: 'toolbar', 'aria-label': t('Arrange widgets') } },
    line,
    element(
      'div',
      { class: 'widget-editor-buttons' },
      button(t('Reset all'), actions.reset),
      button(t('Cancel'), actions.cancel),
      button(t('Done'), actions.done, 'is-main'),
    ),
  );
  return { node, say: (text: string) => say(line, text) };
}

/** Handles on every box; returns how to take them off again. */
function dress(frame: Frame): () => void {
  const { node } = frame;
  const grips = corners.map((corner) => element('i', { class: 'widget-grip', attributes: { 'data-corner': corner } }));
  node.append(...grips);
  node.tabIndex = 0;
  node.classList.add('is-arranged');
  return () => {
    for (const grip of grips) grip.remove();
    node.removeAttribute('tabindex');
    node.classList.remove('is-arranged', 'collides');
  };
}

export function openEditor({ layer, commands, closed }: EditorParts): { close(): void } {
  const life = createLife();
  const draft = createDraft(layer, commands);
  const before = commands.instances();
  const dressed = new Map<Frame, () => void>();
  const frameOf = (target: EventTarget | null): Frame | null => {
    const node = target instanceof Element ? target.closest('.widget') : null;
    return layer.frames().find((it) => it.node === node) ?? null;
  };
  const close = (): void => {
    if (life.signal.aborted) return;
    life.end();
    closed();
  };
  const cancel = (): void => {
    commands.write(before);
    close();
  };
  const toolbar = createToolbar({ reset: draft.resetAll, cancel, done: close });
  /** Widgets may come and go while the editor is open: a recalled layout, another tab. */
  const follow = (): void => {
    const frames = layer.frames();
    for (const frame of frames) if (!dressed.has(frame)) dressed.set(frame, dress(frame));
    for (const frame of dressed.keys()) if (!frames.includes(frame)) dressed.delete(frame);
    const hits = colliding(frames.map(draft.boxOf));
    frames.forEach((frame, index) => frame.node.classList.toggle('collides', hits[index] === true));
    const collides = hits.some(Boolean);
    toolbar.say(collides ? t('Two widgets lie on each other. Move one of them, or leave it so.') : t(hint));
  };
  layer.root.append(toolbar.node);
  layer.root.classList.add('is-editing');
  life.onEnd(() => {
    for (const undress of dressed.values()) undress();
    layer.root.classList.remove('is-editing');
    toolbar.node.remove();
  });
  const nodes = new MutationObserver(follow);
  for (const lane of [layer.root, ...layer.root.querySelectorAll('.widget-lane')])
    nodes.observe(lane, { childList: true });
  life.onEnd(() => nodes.disconnect());
  watchDrag({ layer, draft, life, frameOf, changed: follow });
  watchKeys({
    layer,
    draft,
    signal: life.signal,
    focused: () => frameOf(document.activeElement),
    changed: follow,
    done: close,
    cancel,
  });
  follow();
  (layer.frames()[0]?.node ?? toolbar.node.querySelector('button'))?.focus({ preventScroll: true });
  return { close };
}
