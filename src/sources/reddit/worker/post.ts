/** The pictures of one post, as Reddit's listings describe it. Worker only. Total. */
import { at, isRecord, listAt, textAt, webAddress } from '../../../shared/service-fields.ts';

export interface PostPicture {
  readonly id: string;
  readonly url: string;
}

const isPictureAddress = (url: string): boolean => /\.(?:jpe?g|png|webp|avif)$/i.test(new URL(url).pathname);

/** In galleries addresses are escaped even when asked otherwise. */
const plain = (url: string): string => url.replaceAll('&amp;', '&');

/** The original of a gallery's picture: the preview is signed and scaled. */
function ofGallery(post: unknown): PostPicture[] {
  const order = listAt(post, 'gallery_data', 'items').map((item) => textAt(item, 'media_id'));
  const media = at(post, 'media_metadata');
  if (!isRecord(media)) return [];
  const ids = order.length > 0 ? order : Object.keys(media);
  return ids.flatMap((id) => {
    const type = /^image\/(jpe?g|png|webp)$/.exec(textAt(media, id, 'm'))?.[1];
    if (!/^\w{4,40}$/.test(id) || textAt(media, id, 'status') === 'failed') return [];
    if (type !== undefined) return [{ id, url: `https://i.redd.it/${id}.${type === 'jpeg' ? 'jpg' : type}` }];
    const url = webAddress(plain(textAt(media, id, 's', 'u')));
    return url === null ? [] : [{ id, url }];
  });
}

/** Empty for words, videos, what is marked as not for everyone, and advertisements. */
export function picturesOf(post: unknown, isPassedOn = false): PostPicture[] {
  const id = textAt(post, 'id');
  if (!/^\w{1,20}$/.test(id)) return [];
  const isKept = ['over_18', 'stickied', 'is_self', 'is_video', 'promoted', 'spoiler'].every(
    (mark) => at(post, mark) !== true,
  );
  if (!isKept || textAt(post, 'removed_by_category') !== '') return [];
  const own = ofPost(post, id);
  // What is passed on from elsewhere has its pictures there, and the marks of there count.
  const [shared] = listAt(post, 'crosspost_parent_list');
  return own.length > 0 || shared === undefined || isPassedOn ? own : picturesOf(shared, true);
}

function ofPost(post: unknown, id: string): PostPicture[] {
  const gallery = ofGallery(post);
  if (gallery.length > 0) return gallery;
  const own = webAddress(plain(textAt(post, 'url_overridden_by_dest') || textAt(post, 'url')));
  if (own !== null && isPictureAddress(own)) return [{ id, url: own }];
  const preview = webAddress(plain(textAt(listAt(post, 'preview', 'images')[0], 'source', 'url')));
  return preview !== null && textAt(post, 'post_hint') === 'image' ? [{ id, url: preview }] : [];
}
