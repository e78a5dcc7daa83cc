/** Everything back to its default, asked once and in place. */
import { element } from './element.ts';

export function createResetAll(reset: () => void): HTMLElement {
  const node = element('div', { class: 'reset-all' });
  const said = element('p', { class: 'help', attributes: { role: 'status' } });
  const offer = element('button', {
    class: 'quiet-button',
    text: 'Reset everything',
    attributes: { type: 'button' },
    on: { click: () => ask() },
  });
  const settle = (words: string): void => {
    node.replaceChildren(offer, said);
    said.textContent = words;
    offer.focus();
  };
  const yes = element('button', {
    class: 'strong-button',
    text: 'Reset',
    attributes: { type: 'button', 'aria-label': 'Reset everything now' },
    on: {
      click: () => {
        reset();
        settle('Everything is back to its default.');
      },
    },
  });
  const no = element('button', {
    class: 'quiet-button',
    text: 'Keep as it is',
    attributes: { type: 'button' },
    on: { click: () => settle('') },
  });
  const question = element('p', { text: 'Every control goes back to its default. Your sources stay.' });
  const ask = (): void => {
    node.replaceChildren(question, element('div', { class: 'source-actions' }, yes, no));
    no.focus();
  };
  node.append(offer, said);
  return node;
}
