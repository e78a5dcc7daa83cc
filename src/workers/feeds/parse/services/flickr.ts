/**
 * Flickr's public feeds as JSON (https://www.flickr.com/services/feeds/docs/photos_public/) and the photo lists of its API
 * (`flickr.photos.search` and its like, https://www.flickr.com/services/api/flickr.photos.search.html).
 */
import { epochDate, parseDate } from '../dates.ts';
import { jsonItem, plainText, type RawImage } from '../json-item.ts';
import { isRecord, record, records, text, type JsonRecord } from '../json-values.ts';
import { isMarkedRecord } from '../not-for-everyone.ts';
import type { FeedItem, ParsedFeed } from '../../../../shared/feed.ts';

/** `nobody@flickr.com ("Jane")` means Jane. */
const authorName = (author: string): string => /\("?(.*?)"?\)\s*$/.exec(author)?.[1] ?? author;

function readFeedItem(entry: JsonRecord, base: string): FeedItem {
  const { m } = record(entry['media']);
  return jsonItem(
    {
      id: entry['link'],
      title: entry['title'],
      link: entry['link'],
      published: parseDate(text(entry['published'])) ?? parseDate(text(entry['date_taken'])),
      author: authorName(plainText(entry['author'])),
      html: entry['description'],
      images: [{ url: m }],
    },
    base,
  );
}

/** Suffixes from the original down to 640 pixels. */
const sizes = ['o', 'k', 'h', 'l', 'c', 'z'];

function readApiPhoto(photo: JsonRecord, base: string): FeedItem {
  const [id, owner, server, secret] = ['id', 'owner', 'server', 'secret'].map((key) => text(photo[key]));
  const named: RawImage[] = sizes.flatMap((size) =>
    text(photo[`url_${size}`]) === ''
      ? []
      : [{ url: photo[`url_${size}`], width: photo[`width_${size}`], height: photo[`height_${size}`] }],
  );
  const known =
    server !== '' && secret !== '' ? [{ url: `https://live.staticflickr.com/${server}/${id}_${secret}_b.jpg` }] : [];
  return jsonItem(
    {
      id,
      title: isRecord(photo['title']) ? photo['title']['_content'] : photo['title'],
      link: owner === '' ? '' : `https://www.flickr.com/photos/${owner}/${id}/`,
      published: epochDate(Number(photo['dateupload'])) ?? parseDate(text(photo['datetaken'])),
      author: photo['ownername'],
      html: record(photo['description'])['_content'],
      images: [...named, ...known],
      notForEveryone: isMarkedRecord(photo),
    },
    base,
  );
}

export function readFlickr(value: unknown, url: string): ParsedFeed | null {
  const root = record(value);
  const items = records(root['items']);
  if (items.length > 0 && items.every((item) => 'm' in record(item['media']))) {
    return { title: plainText(root['title']), items: items.map((item) => readFeedItem(item, url)) };
  }
  const photos = record(root['photos'] ?? root['photoset']);
  if (!Array.isArray(photos['photo'])) return null;
  return {
    title: plainText(photos['title']),
    items: records(photos['photo']).map((photo) => readApiPhoto(photo, url)),
  };
}
