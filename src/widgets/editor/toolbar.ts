/**
 * The bar of the editor: what to do, what can be done with the widget that was chosen, and the ways out. Everything that keys
 * do is here for fingers too. It stands where the chosen widget does not.
 */
import { t, words } from '../../shared/i18n.ts';
import { element, say } from '../element.ts';
import type { Side } from './aside.ts';

export interface ChosenActions {
  smaller(): void;
  larger(): void;
  back(): void;
  front(): void;
  reset(): void;
  off(): void;
  /** To another display that is open now. */
  moveTo(display: string): void;
  /** To the next one, if there is any. */
  moveOn(): void;
}

export interface EditorActions {
  readonly chosen: ChosenActions;
  undo(): void;
  resetAll(): void;
  cancel(): void;
  done(): void;
}

export interface Toolbar {
  readonly node: HTMLElement;
  /** Null: nothing is chosen. `displays`: where it could go. */
  choose(label: string | null, displays: readonly string[]): void;
  warn(hasCollisions: boolean): void;
  /** A sentence instead of the hint, until it is empty. */
  tell(sentence: string): void;
  /** While something is dragged the bar is gone, but for a sentence that it was told. */
  fold(isFolded: boolean): void;
  side(): Side;
  moveTo(side: Side): void;
}

const keysHint = words(
  'Drag to move, pull a corner to resize. Arrow keys, + and − do the same; 1 to 0 bring back kept layouts.',
);
const touchHint = words('Drag to move, pull a corner to resize.');
const warning = words('Two widgets lie on each other. Move one of them, or leave it so.');

function button(text: string, run: () => void, className = ''): HTMLButtonElement {
  const node = element('button', { class: className, text, attributes: { type: 'button' } });
  node.addEventListener('click', run);
  return node;
}

/** A sign that fits a phone, and the word for those who hear it. */
function signButton(sign: string, label: string, run: () => void): HTMLButtonElement {
  const node = button(sign, run, 'is-sign');
  node.setAttribute('aria-label', label);
  return node;
}

function chosenButtons({ chosen }: EditorActions, displays: readonly string[]): HTMLElement[] {
  return [
    signButton('\u2212', t('Smaller'), chosen.smaller),
    signButton('+', t('Larger'), chosen.larger),
    button(t('To the back'), chosen.back),
    button(t('To the front'), chosen.front),
    button(t('Reset'), chosen.reset),
    button(t('Off'), chosen.off),
    ...(displays.length === 0 ? [button(t('To another display'), chosen.moveOn, 'is-elsewhere')] : []),
    ...displays.map((display) => button(t('Move to “{display}”', { display }), () => chosen.moveTo(display))),
  ];
}

export function createToolbar(actions: EditorActions): Toolbar {
  let side: Side = 'bottom';
  const moveTo = (next: Side): void => {
    side = next;
    node.dataset['side'] = next;
  };
  const hint = matchMedia('(pointer: coarse)').matches ? touchHint : keysHint;
  const line = element('p', { class: 'widget-editor-words', text: t(hint), attributes: { role: 'status' } });
  const chosen = element('div', { class: 'widget-editor-buttons', attributes: { role: 'group' } });
  chosen.hidden = true;
  const node = element(
    'div',
    { class: 'widget-editor', attributes: { role: 'toolbar', 'aria-label': t('Arrange widgets') } },
    line,
    chosen,
    element(
      'div',
      { class: 'widget-editor-buttons' },
      // It may lie on what somebody wants to take hold of, and that cannot be chosen then.
      signButton('\u21C5', t('Move this bar'), () => moveTo(side === 'top' ? 'bottom' : 'top')),
      button(t('Undo'), actions.undo),
      button(t('Reset all'), actions.resetAll),
      button(t('Cancel'), actions.cancel),
      button(t('Done'), actions.done, 'is-main'),
    ),
  );
  let shown = '';
  let told = '';
  let isWarned = false;
  const sayLine = (): void => {
    say(line, told || t(isWarned ? warning : hint));
    line.classList.toggle('is-warning', isWarned || told !== '');
    node.classList.toggle('is-telling', told !== '');
  };
  return {
    node,
    choose(label, displays) {
      const now = label === null ? '' : [label, ...displays].join('\n');
      if (now === shown) return;
      shown = now;
      chosen.hidden = label === null;
      if (label === null) return chosen.replaceChildren();
      chosen.setAttribute('aria-label', label);
      const name = element('strong', { class: 'widget-editor-name', text: label });
      chosen.replaceChildren(name, ...chosenButtons(actions, displays));
    },
    warn(hasCollisions) {
      isWarned = hasCollisions;
      sayLine();
    },
    tell(sentence) {
      told = sentence;
      sayLine();
    },
    fold: (isFolded) => void node.classList.toggle('is-folded', isFolded),
    side: () => side,
    moveTo,
  };
}
