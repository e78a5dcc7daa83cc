import './style.css';
import { t } from '../../shared/i18n.ts';
import { element } from '../element.ts';
import { defineWidget } from '../widget.ts';
import { parseMarkdown, type Block, type Span } from './markdown.ts';

const tagOf = { text: 'span', strong: 'strong', emphasis: 'em', code: 'code', gone: 's' } as const;

const nodesOf = (spans: readonly Span[]): Node[] => spans.map(({ kind, text }) => element(tagOf[kind], { text }));

function nodeOf(block: Block): HTMLElement {
  const attributes = { dir: 'auto' };
  switch (block.kind) {
    case 'heading':
      return element('p', { class: `note-heading note-heading-${block.level}`, attributes }, ...nodesOf(block.spans));
    case 'rule':
      return element('hr', { class: 'note-rule' });
    case 'item':
      return element(
        'p',
        { class: block.marker === '✓' ? 'note-item note-done' : 'note-item', attributes },
        element('span', { class: 'note-marker', text: block.marker }),
        element('span', {}, ...nodesOf(block.spans)),
      );
    case 'quote':
      return element('p', { class: 'note-quote', attributes }, ...nodesOf(block.spans));
    case 'paragraph':
      return element('p', { class: 'note-text', attributes }, ...nodesOf(block.spans));
  }
}

export const widget = defineWidget({
  id: 'note',
  label: 'Note',
  description: 'A few words of your own, with headings, lists and emphasis.',
  options: {
    text: {
      kind: 'text',
      label: 'Text',
      default: '# Welcome home\nThe key is under the **blue** pot.',
      lines: 8,
      maxLength: 4000,
      help: 'Markdown: # heading, - list, - [ ] task, **strong**, *emphasis*, > quote.',
    },
  },
  begin: { place: 'left', card: 'glass' },
  mount(host, first) {
    const show = ({ text }: { readonly text: string }): void => {
      const blocks = parseMarkdown(t(text)).map(nodeOf);
      host.replaceChildren(...(blocks.length > 0 ? [element('div', { class: 'note' }, ...blocks)] : []));
    };
    show(first);
    return { update: show, dispose: () => undefined };
  },
});
