/** Pictures that an item names in no way a standard knows: elements called after pictures, links to files, bare addresses. */
import { resolveAddress } from './address.ts';
import type { Fields } from './fields.ts';
import { largestOf, namesPicture } from './html-pictures.ts';
import { limits } from './limits.ts';
import type { PictureGroups } from './pictures.ts';
import type { FeedImage } from '../../../shared/feed.ts';
import { attribute, baseOf, elementsOf, hasElements, textOf, type XmlElement } from './xml-tree.ts';

const pictureElement =
  /^(?:[\w-]{0,30}[-_:])?(?:featured?|main|hero|lead|post|article|story|teaser|preview|big|large|full|original|small)?[-_]?(?:images?|img|photo|picture|pic|foto|bild|cover|poster|thumb|thumbnail)(?:[-_]?(?:url|uri|link|src|file|full|large|original))?$/;
const smallElement = /thumb/;
/** Elements that readers of standards take care of, and those that show who speaks. */
const readElsewhere = /^(?:media:|itunes:image|image$|.*(?:avatar|logo|icon))/;
/** Inside such an element: its address. */
const addressElements = new Set(['url', 'loc', 'src', 'link', 'href']);

function addressIn(element: XmlElement): string {
  for (const name of ['url', 'href', 'src', 'rdf:resource']) {
    const value = attribute(element, name);
    if (value !== undefined) return value;
  }
  const inner = elementsOf(element).find(({ name }) => addressElements.has(name));
  // What holds several says no address of its own.
  return inner || !hasElements(element) ? textOf(inner ?? element).trim() : '';
}

function pictureIn(element: XmlElement, outerBase: string): FeedImage | null {
  // https://podcasting2.org/docs/podcast-namespace/tags/images
  const set = element.cut ? undefined : attribute(element, 'srcset');
  if (set !== undefined) return largestOf(set, baseOf(element, outerBase));
  const address = element.cut ? '' : addressIn(element);
  // Words are no address, though they could be joined to a base like one.
  if (address === '' || /\s/.test(address) || !(/^(?:https?:)?\/\//i.test(address) || namesPicture(address)))
    return null;
  const url = resolveAddress(address, baseOf(element, outerBase));
  return url === null ? null : { url };
}

/** Names repeat from item to item, so each is judged once; a hostile document has many, and they are forgotten. */
const judged = new Map<string, boolean>();

function isPictureElement(name: string): boolean {
  let is = judged.get(name);
  if (is === undefined) {
    if (judged.size > 500) judged.clear();
    is = !readElsewhere.test(name) && pictureElement.test(name);
    judged.set(name, is);
  }
  return is;
}

/** `<images><image>…</image><image>…</image></images>` */
const picturesInside = (element: XmlElement, base: string): FeedImage[] =>
  elementsOf(element)
    .slice(0, limits.imagesPerItem)
    .filter(({ name }) => name === 'image' || isPictureElement(name))
    .flatMap((child) => pictureIn(child, base) ?? []);

/** `<thumbnail>`, `<googleplay:image>`, `<post-thumbnail><url>` and their like. */
export function addNamedPictures(fields: Fields, groups: PictureGroups): void {
  for (const name of fields.names) {
    if (!isPictureElement(name)) continue;
    const found = smallElement.test(name) ? groups.thumbnails : groups.covers;
    for (const element of fields.all(name).slice(0, limits.imagesPerItem)) {
      const image = pictureIn(element, fields.base);
      if (image) found.push(image);
      else found.push(...picturesInside(element, baseOf(element, fields.base)));
    }
  }
}

const isPhoto = (url: string): boolean => namesPicture(url) && !/\.svg(?:[?#]|$)/i.test(url);

/** Addresses of pictures that stand in a text as words; in quotation marks they are part of an example. */
export function writtenPictures(text: string): FeedImage[] {
  const found: FeedImage[] = [];
  for (const word of text.slice(0, 20_000).split(/\s+/)) {
    const address = word.replace(/^[(<]|[)>]?[.,;:!?]?$/g, '');
    const url = /^https?:\/\//i.test(address) ? resolveAddress(address, '') : null;
    if (url !== null && isPhoto(url)) found.push({ url });
    if (found.length >= 8) break;
  }
  return found;
}

/** An item that has no picture but leads straight to one. */
export const linkedPicture = (link: string | null): FeedImage[] =>
  link !== null && isPhoto(link) && !link.includes('/wiki/') ? [{ url: link }] : [];
