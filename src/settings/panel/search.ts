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
  /** Label, help and more, without the spaces and hyphens between words. */
  readonly joined: string;
}

export function prepare(it: Findable): Prepared {
  const [label, help, section, more] = [it.label, it.help, it.sectionLabel, it.more.join(' · ')].map(plain) as [
    string,
    string,
    string,
    string,
  ];
  const joined = [label, more, help].join('\n').replace(/[ \u00A0\u2010-\u2012-]/g, '');
  return { it, label, help, section, more, joined };
}

/** Words of fewer letters are looked for as they are. */
const SHORTEST_WITH_ENDING = 5;
const SHORTEST_JOINED = 4;

function pointsOf({ label, help, section, more }: Prepared, word: string): number {
  return Math.max(10 * points(label, word), 5 * points(more, word), 3 * points(section, word), 2 * points(help, word));
}

/**
 * The same for a word with an ending of its own, “clocks” finds the clock, for half of what “clock” would; and for one that is written as
 * two here, or with a hyphen: “fullscreen”, “wifi”.
 */
function pointsWithEnding(one: Prepared, word: string): number {
  const whole = pointsOf(one, word);
  if (whole > 0) return whole;
  if (word.length >= SHORTEST_JOINED && one.joined.includes(word)) return 1;
  return word.length < SHORTEST_WITH_ENDING ? 0 : pointsOf(one, word.slice(0, -1)) / 2;
}

/** What is in more than this share of everything tells nothing: “how”, “the”. */
const TOO_COMMON = 0.25;

/** Those that have at least so many of the words, best first. `table` has the points of each word for each of them. */
function rank(among: readonly Prepared[], table: readonly (readonly number[])[], least: number): readonly Findable[] {
  return among
    .map(({ it }, at) => {
      const each = table.map((row) => row[at] ?? 0).filter((sum) => sum > 0);
      const sum = each.reduce((a, b) => a + b, 0) + (it.path === '' ? 1 : 0);
      return { it, count: each.length, sum };
    })
    .filter(({ count }) => count > 0 && count >= least)
    .toSorted((a, b) => b.count - a.count || b.sum - a.sum)
    .slice(0, MOST_FOUND)
    .map(({ it }) => it);
}

/**
 * Best first; every word must be somewhere. Where that leaves nothing, words that nothing has, or nearly everything, do not count, and
 * half of the others are enough. An empty query finds nothing.
 */
export function find(query: string, among: readonly Prepared[]): readonly Findable[] {
  const words = plain(query)
    .split(/[\s?!.,]+/)
    .filter((word) => word !== '');
  const table = words.map((word) => among.map((one) => pointsWithEnding(one, word)));
  const strict = rank(among, table, words.length);
  if (strict.length > 0) return strict;
  const telling = table.filter((row) => {
    const share = row.filter((sum) => sum > 0).length / among.length;
    return share > 0 && share < TOO_COMMON;
  });
  return rank(among, telling, telling.length / 2);
}
