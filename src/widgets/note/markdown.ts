/**
 * A small part of Markdown: headings, lists, tasks, quotes, rules, strong, emphasis, code, and links by their words. Pure and
 * total: any text gives blocks of plain data, which become text nodes; nothing in it is ever read as HTML.
 */

export type Span = { readonly kind: 'text' | 'strong' | 'emphasis' | 'code' | 'gone'; readonly text: string };

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly spans: readonly Span[] }
  | { readonly kind: 'paragraph' | 'quote'; readonly spans: readonly Span[] }
  | { readonly kind: 'item'; readonly marker: string; readonly spans: readonly Span[] }
  | { readonly kind: 'rule' };

const inline =
  /(`[^`\n]+`)|(\*\*[^*\n]+\*\*|__[^_\n]+__)|(~~[^~\n]+~~)|(\*[^*\n]+\*|(?<!\w)_[^_\n]+_(?!\w))|!?\[([^[\]\n]*)\]\([^)\n]{0,2000}\)/g;

function spansOf(text: string): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const match of text.matchAll(inline)) {
    if (match.index > from) spans.push({ kind: 'text', text: text.slice(from, match.index) });
    const [all, code, strong, gone, emphasis, link] = match;
    if (code !== undefined) spans.push({ kind: 'code', text: code.slice(1, -1) });
    else if (strong !== undefined) spans.push({ kind: 'strong', text: strong.slice(2, -2) });
    else if (gone !== undefined) spans.push({ kind: 'gone', text: gone.slice(2, -2) });
    else if (emphasis !== undefined) spans.push({ kind: 'emphasis', text: emphasis.slice(1, -1) });
    else if (link) spans.push({ kind: 'text', text: link });
    from = match.index + all.length;
  }
  if (from < text.length) spans.push({ kind: 'text', text: text.slice(from) });
  return spans;
}

function blockOf(line: string): Block | null {
  const heading = /^(#{1,3})\s+(.*)$/.exec(line);
  if (heading)
    return { kind: 'heading', level: (heading[1]?.length ?? 1) as 1 | 2 | 3, spans: spansOf(heading[2] ?? '') };
  if (/^\s*(?:-{3,}|\*{3,}|_{3,})\s*$/.test(line)) return { kind: 'rule' };
  const task = /^\s*[-*+]\s+\[([ xX])\]\s+(.*)$/.exec(line);
  if (task) return { kind: 'item', marker: task[1] === ' ' ? '○' : '✓', spans: spansOf(task[2] ?? '') };
  const bullet = /^\s*[-*+]\s+(.*)$/.exec(line);
  if (bullet) return { kind: 'item', marker: '–', spans: spansOf(bullet[1] ?? '') };
  const number = /^\s*(\d{1,3})[.)]\s+(.*)$/.exec(line);
  if (number) return { kind: 'item', marker: `${number[1]}.`, spans: spansOf(number[2] ?? '') };
  const quote = /^>\s?(.*)$/.exec(line);
  return quote ? { kind: 'quote', spans: spansOf(quote[1] ?? '') } : null;
}

export function parseMarkdown(text: string): Block[] {
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  const flush = (): void => {
    if (paragraph.length > 0) blocks.push({ kind: 'paragraph', spans: spansOf(paragraph.join('\n')) });
    paragraph = [];
  };
  for (const line of text.split(/\r\n|\r|\n/)) {
    const block = blockOf(line);
    if (!block && line.trim() !== '') {
      paragraph.push(line.trim());
      continue;
    }
    flush();
    if (block) blocks.push(block);
  }
  flush();
  return blocks;
}
