/** What is on screen and how it is drawn. Live once a second while open; nothing runs when it is closed. */
import { t } from '../../shared/i18n.ts';
import '../card.css';
import './info.css';
import { element } from '../element.ts';
import { icon } from '../icons.ts';
import type { OpenPanel, PanelContext } from '../panel.ts';
import { photoFacts, rendererFacts, type Fact } from './facts.ts';

const REFRESH_MS = 1000;
const LEAVE_MS = 220;

/** Writes only what changed, so that nothing flickers and a selection survives. */
function createList(): { node: HTMLElement; show(facts: readonly Fact[]): void } {
  const node = element('dl', { class: 'facts' });
  let labels = '';
  return {
    node,
    show(facts) {
      const now = facts.map((it) => it.label).join('\n');
      if (now !== labels) {
        labels = now;
        node.replaceChildren(...facts.flatMap((it) => [element('dt', { text: it.label }), element('dd')]));
      }
      facts.forEach(({ value }, index) => {
        const cell = node.children[index * 2 + 1];
        if (cell && cell.textContent !== value) cell.textContent = value;
      });
    },
  };
}

export function openInfo(context: PanelContext): OpenPanel {
  const { host } = context;
  const title = element('h2', { attributes: { id: 'info-title' } });
  const photo = createList();
  const renderer = createList();
  const closeButton = element(
    'button',
    {
      class: 'icon-button info-close',
      attributes: { type: 'button', 'aria-label': t('Close information') },
      on: { click: () => close() },
    },
    icon('close'),
  );
  const node = element(
    'section',
    {
      class: 'card info glass',
      attributes: { 'aria-labelledby': 'info-title', tabindex: 0, 'data-scrim': true },
    },
    title,
    photo.node,
    element('h3', { text: t('Show') }),
    renderer.node,
    closeButton,
  );
  const refresh = (): void => {
    const shown = host.currentPhoto();
    const name = shown?.ref.title ?? t('No photo yet');
    if (title.textContent !== name) title.textContent = name;
    const why = shown ? host.library?.why(shown.ref.id)?.sentence : undefined;
    photo.show(shown ? photoFacts(shown, host.store.get(), why) : []);
    renderer.show(rendererFacts(host.status(), host.metrics()));
  };
  const timer = setInterval(() => {
    if (!document.hidden) refresh();
  }, REFRESH_MS);
  const stopEvents = host.onEvent(({ type }) => {
    if (type === 'photo.shown' || type === 'photo.info') refresh();
  });
  let isLeaving = false;
  const close = (): void => {
    if (isLeaving) return;
    isLeaving = true;
    clearInterval(timer);
    stopEvents();
    node.classList.add('leaving');
    setTimeout(() => {
      node.remove();
      context.closed();
    }, LEAVE_MS);
  };
  refresh();
  context.root.append(node);
  return { close };
}
