/** Finding a setting by any word a person may have for it. Pure. */

/** One thing that can be found. Words are in the person's language. */
export interface Findable {
  /** What the panel goes to: a row's `data-path`, or empty for the section itself. */
  readonly path: string;
  readonly section: string;
  readonly sectionLabel: string;
  readonly label: string;
  readonly help: string;
  /** Names of its options, of parts within it. */
  readonly more: readonly string[];
}

const MOST_FOUND = 40;

/** Without case and accents. */
export const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLocaleLowerCase();

const inWord = /[\p{L}\p{N}]/u;

/** Points for one word in one text: at its start, at the start of a word, somewhere. */
function points(text: string, word: string): number {
  let best = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0) return 4;
    best = Math.max(best, inWord.test(text[at - 1] ?? '') ? 1 : 3);
  }
  return best;
}

/** The same with its texts made plain once, rather than at every key. */
export interface Prepared {
  readonly it: Findable;
  readonly label: string;
  readonly help: string;
  readonly section: string;
  readonly more: string;
}

export const prepare = (it: Findable): Prepared => ({
  it,
  label: plain(it.label),
  help: plain(it.help),
  section: plain(it.sectionLabel),
  more: plain(it.more.join(' · ')),
});

function score({ it, label, help, section, more }: Prepared, words: readonly string[]): number {
  let sum = 0;
  for (const word of words) {
    const best = Math.max(
      10 * points(label, word),
      5 * points(more, word),
      3 * points(section, word),
      2 * points(help, word),
    );
    if (best === 0) return 0;
    sum += best;
  }
  return it.path === '' ? sum + 1 : sum;
}

/** Best first; every word must be somewhere. An empty query finds nothing. */
export function find(query: string, among: readonly Prepared[]): readonly Findable[] {
  const words = plain(query)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  return among
    .map((one) => ({ it: one.it, points: score(one, words) }))
    .filter(({ points }) => points > 0)
    .toSorted((a, b) => b.points - a.points)
    .slice(0, MOST_FOUND)
    .map(({ it }) => it);
}
