/** Whether what a feed declares is a picture: by what it says of itself, by the name of its file, or by what stands beside it. */
import { resolveAddress } from './address.ts';
import { namesPicture, pixels } from './html-pictures.ts';
import { attribute, elementsOf, type XmlElement } from './xml-tree.ts';

const otherMedium = /^(video|audio|text|application\/(x-shockwave|ogg|x-mpegurl|dash|pdf|zip))/;

/** Files that are none, whatever type they were given. */
const soundOrFilm = /\.(?:mp[34]|m4[av]|mov|webm|og[gv]|opus|flac|wav|avi|mkv|m3u8)(?:[?#]|$)/i;

/** By its type, then by what it calls itself, then by the name of its file. */
export function isPicture(url: string, type: string, medium = ''): boolean {
  // No words of the standards, but plain ones.
  if (/^(?:jpe?g|png|gif|webp|avif)$/.test(type) || /^(?:photo|picture)$/.test(medium)) return !soundOrFilm.test(url);
  // Where type and medium contradict each other, the name of the file has the casting vote.
  if (/^image(\/|$)/.test(type))
    return medium === '' || medium === 'image' ? !soundOrFilm.test(url) : namesPicture(url);
  if (otherMedium.test(type)) return medium === 'image' && namesPicture(url);
  if (medium !== '') return medium === 'image' && !soundOrFilm.test(url);
  // “photo” is no type of the standard, and says nothing that the name does not say better; who knows no type calls it a stream.
  return (!type.includes('/') || type.endsWith('/octet-stream')) && namesPicture(url);
}

export const lower = (element: XmlElement, name: string): string =>
  (attribute(element, name) ?? '').trim().toLowerCase();

/** What Media RSS says only of sounds and films (https://www.rssboard.org/media-rss#media-content). */
const ofSoundOrFilm = ['duration', 'bitrate', 'framerate', 'samplingrate', 'channels'];

const page = /\.(?:swf|pdf|html?)(?:[?#]|$)|\/(?:embed|player|videos?|watch)(?:[/?#]|$)/i;

/** Says neither what it is nor anything that no picture has. */
const isSilent = (element: XmlElement, url: string): boolean =>
  ['type', 'medium', ...ofSoundOrFilm].every((name) => lower(element, name) === '') &&
  !soundOrFilm.test(url) &&
  !page.test(url);

/** A part of a host's name that speaks of pictures, and an address that asks for a size: programs make pictures there. */
const pictureHost = /^(?:i|img|imgs|images?|photos?|pics?|pictures?|thumbs?)\d{0,3}(?:$|-)/i;
const pictureSize = /[?&](?:w|h|width|height|resize|crop|quality|imwidth)=\d[\dx,:%]{0,20}(?:[&#]|$)/i;

const speaksOfPictures = (url: string): boolean =>
  pictureSize.test(url) ||
  (/^https?:\/\/([^/?#]{1,255})/i.exec(url)?.[1] ?? '')
    .split('.')
    .slice(0, -2)
    .some((label) => pictureHost.test(label));

const pathOf = (url: string): string => url.replace(/[?#].*$/s, '');

const inMedia = (elements: readonly XmlElement[], wanted: string): XmlElement[] =>
  elements.filter(({ name, vocabulary }) => name === wanted && vocabulary === 'media');

const addressOf = (element: XmlElement, base: string): string =>
  resolveAddress(attribute(element, 'url') ?? '', base) ?? '';

/** In a group is one thing in several sizes: pictures, when one says so and none is anything else. */
function isGroupOfPictures(elements: readonly XmlElement[], base: string): boolean {
  let isSaid = false;
  for (const element of inMedia(elements, 'content')) {
    const url = addressOf(element, base);
    if (isPicture(url, lower(element, 'type'), lower(element, 'medium'))) isSaid = true;
    else if (!isSilent(element, url)) return false;
  }
  return isSaid;
}

/**
 * `media:content` that does not say what it is: a picture where its size is told, where its address speaks of pictures, or where what
 * stands beside it does: a small one at the same address, a photographer, other pictures in its group. Alone it may be anything.
 */
export class TacitPictures {
  readonly #elements: readonly XmlElement[];
  readonly #base: string;
  readonly #isGroup: boolean;
  /** Found when they are first needed: most media say what they are. */
  #smallPaths: ReadonlySet<string> | undefined;
  #isOfPictures: boolean | undefined;

  constructor(elements: readonly XmlElement[], base: string, isGroup: boolean) {
    this.#elements = elements;
    this.#base = base;
    this.#isGroup = isGroup;
  }

  has(element: XmlElement, url: string): boolean {
    if (!isSilent(element, url)) return false;
    if ((pixels(attribute(element, 'width')) ?? pixels(attribute(element, 'height'))) !== undefined) return true;
    if (speaksOfPictures(url)) return true;
    const inside = elementsOf(element);
    if (inMedia(inside, 'credit').some((credit) => lower(credit, 'role').startsWith('photo'))) return true;
    if (inMedia(inside, 'thumbnail').some((small) => pathOf(addressOf(small, this.#base)) === pathOf(url))) return true;
    this.#smallPaths ??= new Set(
      inMedia(this.#elements, 'thumbnail').map((small) => pathOf(addressOf(small, this.#base))),
    );
    if (this.#smallPaths.has(pathOf(url))) return true;
    this.#isOfPictures ??= this.#isGroup && isGroupOfPictures(this.#elements, this.#base);
    return this.#isOfPictures;
  }
}
