/**
 * What a feed says, whatever its format. Made by the feeds worker; plain data that can be cloned between threads.
 * Every address is absolute and http(s); nothing here can run as code.
 */

export interface FeedImage {
  readonly url: string;
  /** Pixels, as the feed claims them. */
  readonly width?: number;
  readonly height?: number;
  /** MIME type, as the feed claims it. */
  readonly type?: string;
}

export interface FeedEnclosure {
  readonly url: string;
  readonly type?: string;
}

export interface FeedItem {
  /** The feed's own id; without one the link, the first picture or the title. Not necessarily unique. */
  readonly id: string;
  /** Plain text, '' when there is none; the sanitised markup of one that is nothing but a picture. */
  readonly title: string;
  readonly link: string | null;
  /** ISO 8601 in UTC; the best date the item has. */
  readonly published: string | null;
  /** ISO 8601 in UTC; only when the feed dates changes apart. */
  readonly updated: string | null;
  readonly author: string | null;
  /** Plain text, '' when there is none; taken from the content when the item has no summary. */
  readonly summary: string;
  /** Sanitised HTML (plain text arrives escaped), '' when there is none. */
  readonly content: string;
  /** Best first; an upgraded thumbnail is followed by the thumbnail itself. */
  readonly images: readonly FeedImage[];
  readonly enclosures: readonly FeedEnclosure[];
  /** The feed marks it as adult, mature, sensitive or hidden until asked for: not to be shown unless somebody wants just that. */
  readonly notForEveryone?: boolean;
}

export interface ListedFeed {
  readonly url: string;
  /** '' when the list names none. */
  readonly title: string;
}

/** What a list of feeds (OPML) names. Each address once, in order. */
export interface ListOfFeeds {
  /** '' when it has none. */
  readonly title: string;
  readonly feeds: readonly ListedFeed[];
}

export interface ParsedFeed {
  readonly title: string;
  readonly items: readonly FeedItem[];
  /** Where older items are, on the same host (RFC 5005 and its like); absent when the feed offers none. */
  readonly next?: string;
}

/** In the detail of a feed's failure: its host lets no browser in, and nobody was there to go instead. */
export type KeptOut = 'kept out';
