/** What a service's own reader says of one picture, made into a feed item: every value checked in one place. */
import { resolveAddress } from './address.ts';
import { collapse, looksLikeHtml, readHtml, readText } from './html.ts';
import { sized } from './html-pictures.ts';
import { count, text } from './json-values.ts';
import { limits } from './limits.ts';
import { isMarkedTitle } from './not-for-everyone.ts';
import { noPictures, rankPictures } from './pictures.ts';
import type { FeedEnclosure, FeedImage, FeedItem } from '../../../shared/feed.ts';

export interface RawImage {
  readonly url: unknown;
  readonly width?: unknown;
  readonly height?: unknown;
  readonly type?: unknown;
}

export interface RawItem {
  readonly id?: unknown;
  /** Plain text, in which services leave character references and, some, markup. */
  readonly title?: unknown;
  readonly link?: unknown;
  /** ISO 8601 in UTC. */
  readonly published: string | null;
  readonly updated?: string | null;
  readonly author?: unknown;
  readonly summary?: unknown;
  readonly html?: unknown;
  /** Plain text instead of `html`. */
  readonly plain?: unknown;
  /** Best first. */
  readonly images?: readonly RawImage[];
  readonly enclosures?: readonly FeedEnclosure[];
  readonly notForEveryone?: boolean;
}

export function images(raw: readonly RawImage[], base: string): FeedImage[] {
  return raw.slice(0, limits.imagesPerItem).flatMap(({ url, width, height, type }) => {
    const address = resolveAddress(text(url), base);
    return address === null ? [] : [sized(address, count(width), count(height), text(type))];
  });
}

export function plainText(value: unknown): string {
  const written = text(value);
  return looksLikeHtml(written) ? readHtml(written, '').text : collapse(written);
}

export function jsonItem(raw: RawItem, base: string): FeedItem {
  const html = text(raw.html);
  const body = html === '' ? readText(text(raw.plain)) : readHtml(html, base);
  const pictures = noPictures();
  const declared = images(raw.images ?? [], base);
  // The reader's order is its own ranking: it stands as if it were found in the text.
  pictures.content.push(...declared, ...body.images);
  const ranked = rankPictures(pictures);
  const title = plainText(raw.title).slice(0, limits.titleChars);
  const link = resolveAddress(text(raw.link), base);
  const summary = plainText(raw.summary);
  return {
    id: text(raw.id) || (link ?? ranked[0]?.url ?? title),
    title,
    link,
    published: raw.published,
    updated: raw.updated ?? null,
    author: plainText(raw.author) || null,
    summary: summary || body.text,
    content: body.html || readText(summary).html,
    images: ranked,
    enclosures: raw.enclosures ?? [],
    ...((raw.notForEveryone || isMarkedTitle(title)) && { notForEveryone: true }),
  };
}
