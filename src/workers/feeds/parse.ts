/**
 * Bytes of a feed to what it says. Runs in the feeds worker and anywhere else: no DOM, no Node, no network.
 *
 * RSS 0.9x/1.0/2.0, RDF, Atom 0.3/1.0 and CDF with Media RSS, iTunes and Dublin Core; JSON Feed; Reddit, Flickr, Wallhaven, Bing,
 * NASA and Wikimedia; sitemaps with pictures, and other JSON with a list of pictures in it. Time is linear and memory bounded for any input (`parse/limits.ts`). Only http(s) addresses come out, and
 * content is sanitised. A feed that was cut off gives the items it has.
 */
import { decodeBytes } from './parse/charset.ts';
import { brokenFeed, emptyFeed, FeedError, hugeFeed } from './parse/feed-error.ts';
import { jsonSource, readJsonFeed } from './parse/json-feed.ts';
import { limits } from './parse/limits.ts';
import type { ParsedFeed } from '../../shared/feed.ts';
import { readXmlFeed } from './parse/xml-feed.ts';

export { FeedError };
export type { FeedErrorKind } from './parse/feed-error.ts';
export type { FeedEnclosure, FeedImage, FeedItem, ParsedFeed } from '../../shared/feed.ts';

export interface ParseOptions {
  /** The server's Content-Type header; its charset counts. */
  readonly contentType?: string;
  /** Where the bytes came from, after redirects: the base of relative addresses. */
  readonly url: string;
}

/** Throws only `FeedError`: `feed.empty`, `feed.not-a-feed`, `feed.invalid` or `feed.too-large`. */
export function parseFeed(bytes: Uint8Array, options: ParseOptions): ParsedFeed {
  try {
    const text = decodeBytes(bytes.subarray(0, limits.inputBytes), options.contentType);
    if (text.trim() === '') throw emptyFeed();
    const json = jsonSource(text);
    if (json === null) return readXmlFeed(text, options.url);
    if (bytes.length > limits.inputBytes) throw hugeFeed(bytes.length);
    return readJsonFeed(json, options.url);
  } catch (error) {
    throw error instanceof FeedError ? error : brokenFeed(String(error), error);
  }
}
