/** What the keys, the fingers and the mouse do. */
import { t, words } from '../../shared/i18n.ts';
import './help.css';
import { openDialog } from '../dialog.ts';
import { element } from '../element.ts';
import type { OpenPanel, PanelContext } from '../panel.ts';

type Line = readonly [keys: readonly string[], meaning: string];

const keyboard: readonly Line[] = [
  [['Z', '←'], words('Previous photo')],
  [['X', '→'], words('Next photo')],
  [[words('Space')], words('Pause, and go on')],
  [['F'], words('Full screen')],
  [['I'], words('Information about the photo')],
  [['S'], words('Settings')],
  [['G'], words('Gallery of transitions')],
  [['M'], words('Sound')],
  [['C'], words('Next transition')],
  [['L'], words('Favourite, or no longer')],
  [['N', words('Del')], words('Never show this photo here')],
  [['U'], words('Take that back')],
  [[words('Enter')], words('Show the buttons')],
  [[words('Menu'), words('Shift F10')], words('Menu of everything')],
  [['1', '0'], words('Bring back a kept layout')],
  [[words('Shift 1'), '0'], words('Keep the layout')],
  [['?'], words('This page')],
  [[words('Esc')], words('Close, then leave full screen')],
];

const touch: readonly Line[] = [
  [[words('Tap left'), words('Swipe right')], words('Previous photo')],
  [[words('Tap right'), words('Swipe left')], words('Next photo')],
  [[words('Tap the middle')], words('Show the buttons')],
  [[words('Hold')], words('Menu of everything')],
];

const mouse: readonly Line[] = [
  [[words('Move')], words('Show the buttons')],
  [[words('Right click')], words('Menu of everything')],
  [[words('Double click')], words('Full screen')],
  [[words('Drop a folder')], words('Add its photos')],
  [[words('Drop a .glsl file')], words('Add a transition')],
];

const spoken: Readonly<Record<string, string>> = {
  '←': words('Left arrow'),
  '→': words('Right arrow'),
  '?': words('Question mark'),
};

function keycap(key: string): HTMLElement {
  const cap = element('kbd', { text: t(key) });
  const name = spoken[key];
  if (!name) return cap;
  cap.setAttribute('aria-hidden', 'true');
  return element('span', {}, cap, element('span', { class: 'sr-only', text: t(name) }));
}

function table(label: string, id: string, className: string, lines: readonly Line[]): HTMLElement {
  const rows = lines.flatMap(([keys, meaning]) => [
    element('dt', {}, ...keys.map(keycap)),
    element('dd', { text: t(meaning) }),
  ]);
  return element(
    'section',
    { class: className, attributes: { 'aria-labelledby': id } },
    element('h3', { text: label, attributes: { id } }),
    element('dl', {}, ...rows),
  );
}

export function openHelp(context: PanelContext): OpenPanel {
  const done = element('button', {
    class: 'pill-button',
    text: t('Close'),
    attributes: { type: 'button', autofocus: true },
    on: { click: () => dialog.close() },
  });
  const dialog = openDialog({
    root: context.root,
    class: 'help glass',
    label: t('Controls'),
    content: [
      element('header', {}, element('h2', { text: t('Controls') }), done),
      element(
        'div',
        { class: 'help-columns' },
        table(t('Keyboard and remote'), 'help-keys', 'help-keys', keyboard),
        element(
          'div',
          {},
          table(t('Touch'), 'help-touch', 'help-words', touch),
          table(t('Mouse'), 'help-mouse', 'help-words', mouse),
        ),
      ),
    ],
    walk: 'vertical',
    closed: context.closed,
  });
  dialog.node.dataset['scrim'] = '';
  return { close: dialog.close };
}
