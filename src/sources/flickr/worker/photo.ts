/** Flickr's photos as its feeds and its API describe them. Worker only. Total. */
import type { PhotoRef } from '../../../shared/photo.ts';
import { at, dateAt, textAt, webAddress } from '../../../shared/service-fields.ts';

const sourceId = 'flickr';

interface Parts {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly author: string;
  readonly link: string | null;
  readonly dateMs: number | undefined;
}

function refOf({ id, url, title, author, link, dateMs }: Parts, entryId: string): PhotoRef {
  const shown = title.trim().slice(0, 300) || 'Photo';
  return {
    id: `${entryId}:${id}`,
    sourceId,
    entryId,
    locator: { kind: 'url', url, auth: entryId },
    title: shown,
    name: `${shown}/${id}`,
    revision: id,
    ...(dateMs !== undefined && { dateMs }),
    ...(author !== '' && { credit: author }),
    ...(link !== null && { link }),
  };
}

/** Of a public feed: `media.m` is small; the same name with `_b` is 1024 pixels and always there. */
export function fromFeed(item: unknown, entryId: string): PhotoRef | null {
  const small = webAddress(at(item, 'media', 'm'));
  const id = /\/(\d{3,20})_[\da-z]+(?:_[a-z])?\.(?:jpg|png|gif)$/i.exec(small ?? '')?.[1];
  if (small === null || id === undefined) return null;
  return refOf(
    {
      id,
      url: small.replace(/_m(?=\.\w+$)/, '_b'),
      title: textAt(item, 'title'),
      author: /\("(.{1,100})"\)/.exec(textAt(item, 'author'))?.[1] ?? '',
      link: webAddress(at(item, 'link')),
      dateMs: dateAt(item, 'date_taken') ?? dateAt(item, 'published'),
    },
    entryId,
  );
}

const sizes = ['url_4k', 'url_3k', 'url_k', 'url_h', 'url_o', 'url_l', 'url_c'];

/** Of the API, with `extras`; `owner` is that of an album, whose photos do not say. */
export function fromApi(item: unknown, entryId: string, owner: string): PhotoRef | null {
  const id = textAt(item, 'id');
  const media = textAt(item, 'media');
  const url = sizes.map((size) => webAddress(at(item, size))).find((found) => found !== null) ?? null;
  if (!/^\d{1,20}$/.test(id) || url === null || (media !== '' && media !== 'photo')) return null;
  const user = textAt(item, 'owner') || owner;
  return refOf(
    {
      id,
      url,
      title: textAt(item, 'title') || textAt(item, 'title', '_content'),
      author: textAt(item, 'ownername'),
      link: /^[\w@.-]{1,80}$/.test(user) ? `https://www.flickr.com/photos/${user}/${id}` : null,
      // Taken, in the camera's time: “2024-02-01 10:20:00”.
      dateMs: dateAt(textAt(item, 'datetaken').replace(' ', 'T')),
    },
    entryId,
  );
}
