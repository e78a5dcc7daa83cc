/** Reads what a user pasted: addresses of feeds, and how they want them. */
import { AppError } from '../../shared/errors.ts';
import { say } from '../../shared/i18n.ts';

export const maxFeeds = 50;
export const defaultRefreshMinutes = 60;
const maxAddressChars = 4096;

export interface WantedFeeds {
  readonly urls: readonly string[];
  readonly refreshMinutes: number;
  /** Pictures whose longer side the feed says is smaller are left out; 0 takes all. */
  readonly minimumPx: number;
  /** The user's own proxy for hosts that keep browsers out; '' for none. */
  readonly proxy: string;
}

/** `r/name`, as people write a subreddit. */
const subreddit = /^\/?r\/([\w-]{2,40}(?:\+[\w-]{2,40}){0,20})\/?$/i;

function readAddress(word: string): string | null {
  const name = subreddit.exec(word)?.[1];
  if (name !== undefined) return `https://www.reddit.com/r/${name}/hot.json?limit=100&raw_json=1`;
  const written = word.replace(/^feed:(?:\/\/)?(?=https?:)/i, '').replace(/^feed:\/\//i, 'https://');
  const address = /^[a-z\d-]+(?:\.[a-z\d-]+)+(?:[/?#]|$)/i.test(written) ? `https://${written}` : written;
  if (address.length > maxAddressChars || !/^https?:\/\//i.test(address)) return null;
  try {
    const url = new URL(address);
    url.hash = '';
    return url.host === '' ? null : url.href;
  } catch {
    return null;
  }
}

/** `URL.canParse` is younger than the oldest browsers we support. */
function isAddress(text: string): boolean {
  try {
    return new URL(text).host !== '';
  } catch {
    return false;
  }
}

/**
 * One feed per word; a line “every 2 hours” sets how often to look, “at least 1600 pixels” how large pictures must be, “through https://…” names a proxy, and
 * what follows `#` at a word's start is a comment. Throws `source.invalid` that names the line.
 */
export function readFeeds(text: string): WantedFeeds {
  const urls = new Set<string>();
  let [refreshMinutes, minimumPx] = [defaultRefreshMinutes, 0];
  let proxy = '';
  for (const [index, line] of text.split(/\r\n|[\n\r\u2028\u2029]/).entries()) {
    const content = line.replace(/(^|\s)#.*$/, '').trim();
    const every = /^every (\d{1,4}) (minutes?|min|hours?|h|days?)$/i.exec(content);
    const least = /^at least (\d{1,5}) ?(?:pixels?|px)$/i.exec(content);
    const through = /^through (https?:\/\/\S+)$/i.exec(content)?.[1];
    if (through !== undefined && isAddress(through)) proxy = through;
    else if (every) {
      const unit = /^m/i.test(every[2] ?? '') ? 1 : /^h/i.test(every[2] ?? '') ? 60 : 1440;
      refreshMinutes = Math.min(10_080, Math.max(15, Number(every[1]) * unit));
    } else if (least) minimumPx = Number(least[1]);
    else {
      for (const word of content.split(/[\s,]+(?=\S)|,$/)) {
        if (word === '') continue;
        const url = readAddress(word);
        if (url === null) throw wrongLine(index + 1, word);
        urls.add(url);
      }
    }
  }
  if (urls.size > maxFeeds) {
    throw new AppError('source.invalid', say`These are more than ${maxFeeds} feeds. Add them in parts.`);
  }
  return { urls: [...urls], refreshMinutes, minimumPx, proxy };
}

function wrongLine(line: number, word: string): AppError {
  const shown = word.length > 60 ? `${word.slice(0, 59)}…` : word;
  return new AppError(
    'source.invalid',
    say`Line ${line}, “${shown}”, is not the address of a feed. It begins with https://, or is a subreddit such as r/EarthPorn.`,
  );
}
