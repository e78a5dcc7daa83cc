/**
 * Elements that hold text for people. Atom says what kind of text it is (`type`, in 0.3 also `mode`), RSS leaves it open.
 * Everything comes back as content: HTML, text and pictures.
 */
import { looksLikeHtml, readHtml, readText, type HtmlContent } from './html.ts';
import { limits } from './limits.ts';
import { attribute, baseOf, hasElements, innerHtml, textOf, type XmlElement } from './xml-tree.ts';

/** How to read an element that does not say: RSS descriptions are markup, titles are whatever they look like. */
export type Fallback = 'markup' | 'guess';

/** RFC 4287 4.1.3.3: a type that is no text is Base64. Feeds of Atom 0.3 say `mode="base64"`. */
function isBase64(type: string, mode: string, element: XmlElement): boolean {
  if (hasElements(element)) return false;
  return (
    mode === 'base64' ||
    (type.includes('/') && !/^text\/|[/+]xml$|^multipart\//.test(type) && !/^(image|audio|video)\//.test(type))
  );
}

function fromBase64(text: string): string | null {
  const packed = text.replace(/\s+/g, '');
  if (packed.length > limits.contentChars * 2 || !/^[\w+/-]*={0,2}$/.test(packed)) return null;
  try {
    const binary = atob(packed.replaceAll('-', '+').replaceAll('_', '/'));
    return new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
  } catch {
    return null;
  }
}

/** A picture, sound or film in the text itself (RFC 4287 4.1.3.3): nothing to read. */
const isMediaType = (type: string): boolean => /^(?:image|audio|video)\//.test(type) && !type.endsWith('+xml');

const guess = (text: string, base: string): HtmlContent =>
  looksLikeHtml(text) ? readHtml(text, base) : readText(text);

/** Sections inside of sections end early, and their marks come out as text: feeds made by templates have them. */
const withoutMarks = (text: string): string =>
  text.includes('<![CDATA[') ? text.replaceAll('<![CDATA[', '').replaceAll(']]>', '') : text;

export function readConstruct(element: XmlElement, outerBase: string, fallback: Fallback): HtmlContent {
  const base = baseOf(element, outerBase);
  const type = (attribute(element, 'type') ?? '').trim().toLowerCase();
  const mode = (attribute(element, 'mode') ?? '').trim().toLowerCase();
  if (isBase64(type, mode, element)) {
    const decoded = fromBase64(textOf(element));
    if (decoded !== null) return type === 'text/plain' ? readText(decoded) : guess(decoded, base);
  }
  if (isMediaType(type) && !hasElements(element)) return readText('');
  const isHtml = /^(text\/)?html$/.test(type);
  if (hasElements(element)) {
    // Text beside naked markup is itself markup only where the element was meant to hold markup.
    const escaped = !isHtml && (type !== '' || fallback === 'guess');
    return readHtml(innerHtml(element, base, escaped), base);
  }
  const text = withoutMarks(textOf(element));
  if (isHtml) return readHtml(text, base);
  if (/xhtml|\+xml$|\/xml$/.test(type)) return mode === 'escaped' ? readHtml(text, base) : readText(text);
  if (fallback === 'markup' && (type === '' || !/^(text|plain|text\/plain)$/.test(type))) return readHtml(text, base);
  return /^(text|plain|text\/plain)$/.test(type) && mode === '' ? readText(text) : guess(text, base);
}

/**
 * Markup that was escaped once too often comes out as text with tags in it. It is read again only where it plainly is a whole
 * picture or paragraph and no words about tags.
 */
function unescapedOnce(content: HtmlContent, base: string): HtmlContent {
  const { text, images } = content;
  const isExample = /<(?:pre|code|samp|kbd)[\s>]/.test(content.html);
  if (images.length > 0 || isExample || !/^<(?:p|div|figure|a|img|span|table)[\s>]/i.test(text)) return content;
  return /<img\s[^<>]{0,2000}?src\s?=\s?["']?(?:https?:)?\/\/[^<>]{1,4000}>/i.test(text) && looksLikeHtml(text)
    ? readHtml(text, base)
    : content;
}

/** A text that may be long: an item's description or content. */
export function readLongText(element: XmlElement, outerBase: string, fallback: Fallback): HtmlContent {
  const content = readConstruct(element, outerBase, fallback);
  const isPlain = /^(?:text|plain|text\/plain)$/i.test((attribute(element, 'type') ?? '').trim());
  return isPlain ? content : unescapedOnce(content, baseOf(element, outerBase));
}

/** One line of plain text. */
export function readLine(element: XmlElement, base: string): string {
  const line = readConstruct(element, base, 'guess').text;
  return line.length > limits.titleChars ? `${line.slice(0, limits.titleChars - 1)}…` : line;
}
