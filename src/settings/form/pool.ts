/** Which transitions take part when the kind is random, and the fine adjustments of single ones. */
import type { OverlayHost } from '../../shared/app-api.ts';
import { transitionSettings } from '../../shared/core-settings.ts';
import { element } from './element.ts';
import type { Row } from './row.ts';

const { hints } = transitionSettings;

export function createPool(host: OverlayHost): Row {
  const { store } = host;
  const boxes = host.transitionChoices().map(({ id, label }) => {
    const box = element('input', {
      attributes: { type: 'checkbox', value: id },
      on: {
        change: () => {
          const others = store.get().transitions.pool.filter((it) => it !== id);
          store.set({ transitions: { pool: box.checked ? [...others, id] : others } });
        },
      },
    });
    return { box, node: element('label', { class: 'tick' }, box, element('span', { text: label })) };
  });
  const reset = element('button', {
    class: 'reset',
    text: 'Reset',
    attributes: { type: 'button', 'aria-label': `Reset ${hints.pool.label} to default` },
    on: {
      click: () => {
        store.set({ transitions: { pool: [] } });
        boxes[0]?.box.focus();
      },
    },
  });
  const legend = element('legend', { class: 'row-label', text: hints.pool.label });
  const node = element(
    'fieldset',
    { class: 'row pool', attributes: { 'data-path': 'transitions.pool', 'aria-describedby': 'pool-help' } },
    legend,
    reset,
    element('div', { class: 'ticks' }, ...boxes.map((it) => it.node)),
    element('p', { class: 'help', text: hints.pool.help, attributes: { id: 'pool-help' } }),
  );
  const follow = (): void => {
    const { pool, type } = store.get().transitions;
    node.hidden = type !== 'random';
    reset.hidden = pool.length === 0;
    for (const { box } of boxes) box.checked = pool.includes(box.value);
  };
  follow();
  return { node, follow };
}

/** Adjustments come from the address bar or the automation API; here they are counted and can be taken back. */
export function createAdjustments(host: OverlayHost): Row {
  const { store } = host;
  const words = element('p', { class: 'row-label' });
  const reset = element('button', {
    class: 'reset',
    text: 'Reset',
    attributes: { type: 'button', 'aria-label': `Reset ${hints.params.label} to default` },
    on: { click: () => void store.set({ transitions: { params: {} } }) },
  });
  const node = element(
    'div',
    { class: 'row', attributes: { 'data-path': 'transitions.params' } },
    element('div', { class: 'row-head' }, words, reset),
    element('p', { class: 'help', text: hints.params.help }),
  );
  const follow = (): void => {
    const count = Object.keys(store.get().transitions.params).length;
    node.hidden = count === 0;
    words.textContent = count === 1 ? '1 transition adjusted' : `${count} transitions adjusted`;
  };
  follow();
  return { node, follow };
}
