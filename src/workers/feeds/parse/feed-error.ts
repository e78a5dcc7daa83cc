/** Why some bytes are no feed. The only error that `parseFeed` throws. */
import { AppError } from '../../../shared/errors.ts';
import type { ListOfFeeds } from '../../../shared/feed.ts';

export type FeedErrorKind = 'feed.empty' | 'feed.not-a-feed' | 'feed.invalid' | 'feed.too-large';

export class FeedError extends AppError {
  /** The feed that a web page names as its own, when the bytes were that page. */
  readonly feedUrl: string | undefined;
  /** The feeds that a list of feeds names, when the bytes were that list. */
  readonly list: ListOfFeeds | undefined;

  constructor(
    kind: FeedErrorKind,
    message: string,
    options: { detail?: string; feedUrl?: string; list?: ListOfFeeds; cause?: unknown } = {},
  ) {
    const { feedUrl, list, ...rest } = options;
    super(kind, message, rest);
    this.name = 'FeedError';
    this.feedUrl = feedUrl;
    this.list = list;
  }
}

export function emptyFeed(): FeedError {
  return new FeedError('feed.empty', 'The feed came back empty. Open its address in a browser to see what is there.');
}

export function notAFeed(detail: string): FeedError {
  return new FeedError('feed.not-a-feed', 'This address holds no feed that can be read. Check the address.', {
    detail,
  });
}

export function webPage(feedUrl: string | undefined): FeedError {
  const message =
    feedUrl === undefined
      ? 'This address is a web page, not a feed. Look on the page for “RSS” or “Feed” and use that address.'
      : 'This address is a web page, not a feed. Use the address of the feed that the page names.';
  return new FeedError('feed.not-a-feed', message, feedUrl === undefined ? {} : { detail: feedUrl, feedUrl });
}

/** Whoever can, reads the feeds that it names instead. */
export function listOfFeeds(list: ListOfFeeds): FeedError {
  const [first] = list.feeds;
  const message = first
    ? 'This address is a list of feeds, not a feed. Use the addresses that stand in it.'
    : 'There is no address of a feed in this list. Export it again from your feed reader, as OPML.';
  return new FeedError('feed.not-a-feed', message, first ? { detail: first.url, list } : {});
}

export function brokenFeed(detail: string, cause?: unknown): FeedError {
  return new FeedError('feed.invalid', 'The feed is damaged and cannot be read. It may be whole again later.', {
    detail,
    cause,
  });
}

export function hugeFeed(bytes: number): FeedError {
  return new FeedError('feed.too-large', 'The feed is too large to read. Use a feed with fewer pictures.', {
    detail: `${bytes} bytes`,
  });
}
