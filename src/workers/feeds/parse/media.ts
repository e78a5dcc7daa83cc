/** Pictures and enclosures that an item declares: Media RSS, RSS and Atom enclosures, iTunes covers. */
import { resolveAddress } from './address.ts';
import type { Fields } from './fields.ts';
import { pixels, sized } from './html-pictures.ts';
import { limits } from './limits.ts';
import { isPicture, lower, TacitPictures } from './picture-kind.ts';
import { noPictures, type PictureGroups } from './pictures.ts';
import type { FeedEnclosure, FeedImage } from '../../../shared/feed.ts';
import { attribute, baseOf, elementsOf, textOf, type XmlElement } from './xml-tree.ts';

function picture(element: XmlElement, base: string): FeedImage | null {
  const url = resolveAddress(
    attribute(element, 'url') ?? attribute(element, 'href') ?? textOf(element),
    baseOf(element, base),
  );
  if (url === null) return null;
  return sized(url, pixels(attribute(element, 'width')), pixels(attribute(element, 'height')), lower(element, 'type'));
}

/** What a group itself calls its default, then the heavier file: counts among pictures whose sizes are not told. */
const preference = (element: XmlElement): number =>
  lower(element, 'isdefault') === 'true' ? Infinity : Number(lower(element, 'filesize')) || 0;

const preferredFirst = (elements: readonly XmlElement[]): readonly XmlElement[] =>
  elements.some((element) => element.vocabulary === 'media' && preference(element) > 0)
    ? elements.toSorted((a, b) => {
        const [first, second] = [preference(a), preference(b)];
        return first === second ? 0 : second > first ? 1 : -1;
      })
    : elements;

/** `media:content` and `media:thumbnail`, alone, in a group, or one in the other. */
function readMedia(elements: readonly XmlElement[], base: string, groups: PictureGroups, isGroup = false): void {
  const tacit = new TacitPictures(elements, base, isGroup);
  for (const element of preferredFirst(elements)) {
    if (element.vocabulary !== 'media' || groups.media.length + groups.thumbnails.length >= limits.imagesPerItem * 2)
      continue;
    const { name } = element;
    const image = name === 'content' || name === 'thumbnail' ? picture(element, base) : null;
    if (image && name === 'thumbnail') groups.thumbnails.push(image);
    else if (
      image &&
      (isPicture(image.url, lower(element, 'type'), lower(element, 'medium')) || tacit.has(element, image.url))
    )
      groups.media.push(image);
    if (name === 'group' || name === 'content')
      readMedia(elementsOf(element), baseOf(element, base), groups, name === 'group');
  }
}

/** The address of `<itunes:image href>`, `<image><url>` or `<image>address</image>`. */
function cover(element: XmlElement, base: string): FeedImage | null {
  const inner = elementsOf(element).find(({ name }) => name === 'url');
  const address =
    attribute(element, 'href') ??
    attribute(element, 'url') ??
    attribute(element, 'rdf:resource') ??
    textOf(inner ?? element);
  const url = element.cut ? null : resolveAddress(address, baseOf(element, base));
  return url === null ? null : { url };
}

export interface Declared {
  readonly pictures: PictureGroups;
  readonly enclosures: FeedEnclosure[];
}

function enclosureElements(fields: Fields): XmlElement[] {
  const links = fields.all('link', 'atom:link').filter((link) => lower(link, 'rel') === 'enclosure');
  return [...fields.all('enclosure'), ...links];
}

export function readDeclared(fields: Fields): Declared {
  const pictures = noPictures();
  const enclosures: FeedEnclosure[] = [];
  readMedia(elementsOf(fields.element), fields.base, pictures);
  for (const element of enclosureElements(fields)) {
    const image = element.cut ? null : picture(element, fields.base);
    if (!image || enclosures.length >= limits.enclosuresPerItem) continue;
    const type = attribute(element, 'type')?.trim() ?? '';
    enclosures.push(type === '' ? { url: image.url } : { url: image.url, type });
    if (isPicture(image.url, type.toLowerCase())) pictures.enclosures.push(image);
  }
  // Atom content that is a picture somewhere else.
  for (const element of fields.all('content')) {
    const url = resolveAddress(attribute(element, 'src') ?? '', baseOf(element, fields.base));
    if (url !== null && isPicture(url, lower(element, 'type')))
      pictures.enclosures.push({ url, type: lower(element, 'type') });
  }
  // Links that say they lead to a picture, whatever they call it; those to marks of the site aside.
  for (const element of fields.all('link', 'atom:link')) {
    if (element.attributes.length === 0) continue;
    const rel = lower(element, 'rel');
    const url = resolveAddress(attribute(element, 'href') ?? '', baseOf(element, fields.base));
    if (url === null || rel === 'enclosure' || /icon|logo|avatar/.test(rel) || element.cut) continue;
    if (lower(element, 'type').startsWith('image/') || /^(?:image_src|thumbnail|.*#thumbnail)$/.test(rel))
      pictures[rel.includes('thumb') ? 'thumbnails' : 'enclosures'].push({ url });
  }
  const covers = [
    ...fields.all('itunes:image', 'image'),
    ...fields.all('itunes:link').filter((link) => lower(link, 'rel') === 'image'),
  ];
  for (const element of covers) {
    const image = cover(element, fields.base);
    if (image) pictures.covers.push(image);
  }
  return { pictures, enclosures };
}
