/** Reads what a user pasted. */
import { AppError } from '../../shared/errors.ts';
import { say } from '../../shared/i18n.ts';

export const maxLinks = 5_000;
const maxLinkChars = 8_192;

/**
 * The addresses in a text, each once, in order: separated by line ends, spaces or commas; the rest of a line after `#`
 * at a word's start is a comment. Commas inside an address stay. Accepts http(s) and addresses on this site.
 * Throws `source.invalid` that names the line.
 */
export function readLinks(text: string): string[] {
  const links = new Set<string>();
  for (const [index, line] of text.split(/\r\n|[\n\r\u2028\u2029]/).entries()) {
    const content = line.replace(/(^|[\s,])#.*$/, '');
    for (const word of content.split(/,?\s+|,(?=https?:|\.{0,2}\/)|,$/i)) {
      if (word === '') continue;
      if (!isLink(word)) throw invalidLine(index + 1, word);
      links.add(word);
      if (links.size > maxLinks) {
        throw new AppError(
          'source.invalid',
          say`These are more than ${maxLinks} links. Paste fewer, or add them in parts.`,
        );
      }
    }
  }
  return [...links];
}

/** An http(s) address, or one on this site: it starts with `/` or `./` or is a plain relative path. */
function isLink(word: string): boolean {
  if (word.length > maxLinkChars || word.startsWith('//')) return false;
  if (/^[a-z][a-z\d+.-]*:/i.test(word)) return /^https?:\/\//i.test(word) && isAddress(word);
  return /^\.{0,2}\//.test(word) || /^[^\s"'<>\\^`{|}]+\.[a-z]{3,4}([?#].*)?$/i.test(word);
}

/** `URL.canParse` is younger than the oldest browsers we support. */
function isAddress(word: string): boolean {
  try {
    return new URL(word).host !== '';
  } catch {
    return false;
  }
}

function invalidLine(line: number, word: string): AppError {
  const shown = word.length > 60 ? `${word.slice(0, 59)}…` : word;
  return new AppError(
    'source.invalid',
    say`Line ${line}, “${shown}”, is not the address of a picture. It must begin with https:// or http://.`,
  );
}
