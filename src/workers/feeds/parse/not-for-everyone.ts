/**
 * Whether a feed marks an item as not for everyone: adult, mature, sensitive, hidden until it is asked for. Feeds say so in a rating
 * (Media RSS, https://www.rssboard.org/media-rss#media-rating), a field of their own, a category, or a word in the title.
 */
import type { Fields } from './fields.ts';
import { isCategory, isRating, isYes } from '../../../shared/service-marks.ts';
import { attribute, elementsOf, textOf, type XmlElement } from './xml-tree.ts';

/** `media:rating` may stand beside what it rates, in it, or in the group around both. */
function isRatedMedia(elements: readonly XmlElement[]): boolean {
  return elements.some((element) => {
    const { vocabulary, name } = element;
    if (vocabulary !== 'media') return false;
    if (name === 'rating') return isRating(textOf(element));
    if (name === 'adult') return isYes(textOf(element));
    return (name === 'group' || name === 'content') && isRatedMedia(elementsOf(element));
  });
}

const isMarkedCategory = (element: XmlElement): boolean =>
  [attribute(element, 'term'), attribute(element, 'label'), textOf(element)].some((word) => isCategory(word ?? ''));

/** Of an item, or of a whole feed. */
export function isMarked(fields: Fields): boolean {
  return fields.names.some((name) => {
    if (/^media:(?:rating|adult|group|content)$/.test(name)) return isRatedMedia(fields.all(name));
    if (name === 'itunes:explicit') return isYes(fields.text(name));
    return /^(?:atom:|itunes:)?category$/.test(name) && fields.all(name).some(isMarkedCategory);
  });
}

export { isMarkedRecord, isMarkedTitle } from '../../../shared/service-marks.ts';
