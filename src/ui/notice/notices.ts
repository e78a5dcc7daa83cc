/** One quiet line at the bottom. One notice at a time, the others wait; one with the same id replaces its elder. */
import '../card.css';
import './notice.css';
import { t } from '../../shared/i18n.ts';
import { element } from '../element.ts';

export interface Notice {
  readonly id: string;
  /** A sentence: what happened, what it means, one thing to do; in English or in the language that is set. */
  readonly message: string;
  readonly action?: { readonly label: string; run(): void };
  /** Stays until acted upon or hidden. */
  readonly sticky?: boolean;
}

export interface Notices {
  show(notice: Notice): void;
  hide(id: string): void;
  dispose(): void;
}

const SHOWN_MS = 8000;
const LEAVE_MS = 300;

export function createNotices(root: HTMLElement): Notices {
  // The live region is in the page before its first text: only then is the text announced.
  const text = element('p', { attributes: { role: 'status' } });
  const line = element('div', { class: 'notice glass', attributes: { 'data-scrim': true } }, text);
  const queue: Notice[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isLeaving = false;
  line.hidden = true;
  root.append(line);

  const paint = (): void => {
    const current = queue[0];
    isLeaving = false;
    clearTimeout(timer);
    line.querySelector('button')?.remove();
    line.hidden = !current;
    text.textContent = current ? t(current.message) : '';
    if (!current) return;
    line.classList.remove('leaving');
    const { action } = current;
    if (action) {
      const press = (): void => {
        hide(current.id);
        action.run();
      };
      line.append(element('button', { class: 'pill-button', text: t(action.label), on: { click: press } }));
    }
    // A waiting notice may take the place of one that only informs.
    if (!current.sticky) timer = setTimeout(() => hide(current.id), SHOWN_MS);
  };

  const hide = (id: string): void => {
    const index = queue.findIndex((notice) => notice.id === id);
    if (index > 0) queue.splice(index, 1);
    if (index !== 0 || isLeaving) return;
    isLeaving = true;
    clearTimeout(timer);
    line.classList.add('leaving');
    timer = setTimeout(() => {
      queue.shift();
      paint();
    }, LEAVE_MS);
  };

  return {
    show(notice) {
      const index = queue.findIndex(({ id }) => id === notice.id);
      if (index === -1) queue.push(notice);
      else queue[index] = notice;
      if (index === 0 || queue.length === 1) paint();
    },
    hide,
    dispose() {
      clearTimeout(timer);
      line.remove();
    },
  };
}
