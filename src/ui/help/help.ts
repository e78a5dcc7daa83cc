/** What the keys, the fingers and the mouse do. */
import './help.css';
import { openDialog } from '../dialog.ts';
import { element } from '../element.ts';
import type { OpenPanel, PanelContext } from '../panel.ts';

type Line = readonly [keys: readonly string[], meaning: string];

const keyboard: readonly Line[] = [
  [['Z', '←'], 'Previous photo'],
  [['X', '→'], 'Next photo'],
  [['Space'], 'Pause, and go on'],
  [['F'], 'Full screen'],
  [['I'], 'Information about the photo'],
  [['S'], 'Settings'],
  [['G'], 'Gallery of transitions'],
  [['M'], 'Sound'],
  [['C'], 'Next transition'],
  [['Enter'], 'Show the buttons'],
  [['?'], 'This page'],
  [['Esc'], 'Close, then leave full screen'],
];

const touch: readonly Line[] = [
  [['Tap left', 'Swipe right'], 'Previous photo'],
  [['Tap right', 'Swipe left'], 'Next photo'],
  [['Tap the middle'], 'Show the buttons'],
  [['Hold'], 'Settings'],
];

const mouse: readonly Line[] = [
  [['Move'], 'Show the buttons'],
  [['Double click'], 'Full screen'],
  [['Drop a folder'], 'Add its photos'],
];

const spoken: Readonly<Record<string, string>> = { '←': 'Left arrow', '→': 'Right arrow', '?': 'Question mark' };

function keycap(key: string): HTMLElement {
  const cap = element('kbd', { text: key });
  const name = spoken[key];
  if (!name) return cap;
  cap.setAttribute('aria-hidden', 'true');
  return element('span', {}, cap, element('span', { class: 'sr-only', text: name }));
}

function table(label: string, id: string, className: string, lines: readonly Line[]): HTMLElement {
  const rows = lines.flatMap(([keys, meaning]) => [
    element('dt', {}, ...keys.map(keycap)),
    element('dd', { text: meaning }),
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
    text: 'Close',
    attributes: { type: 'button', autofocus: true },
    on: { click: () => dialog.close() },
  });
  const dialog = openDialog({
    root: context.root,
    class: 'help glass',
    label: 'Controls',
    content: [
      element('header', {}, element('h2', { text: 'Controls' }), done),
      element(
        'div',
        { class: 'help-columns' },
        table('Keyboard and remote', 'help-keys', 'help-keys', keyboard),
        element(
          'div',
          {},
          table('Touch', 'help-touch', 'help-words', touch),
          table('Mouse', 'help-mouse', 'help-words', mouse),
        ),
      ),
    ],
    walk: 'vertical',
    closed: context.closed,
  });
  dialog.node.dataset['scrim'] = '';
  return { close: dialog.close };
}
