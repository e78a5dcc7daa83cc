/** What `readXml` makes of a document, and how to look into it. */
import { decodeReferences, escapeAttribute, escapeText } from './entities.ts';
import type { Vocabulary } from './namespaces.ts';
import type { Attribute } from './tag-scanner.ts';
import { resolveAddress } from './address.ts';

export interface XmlElement {
  /** Without prefix, in lower case. */
  readonly name: string;
  readonly vocabulary: Vocabulary;
  readonly attributes: readonly Attribute[];
  /** Text is decoded. */
  readonly children: (XmlElement | string)[];
  /** The document ended before this element did: its text may be incomplete. */
  cut: boolean;
}

export function attribute(element: XmlElement, name: string): string | undefined {
  for (const candidate of element.attributes) if (candidate.name === name) return candidate.value;
  return undefined;
}

export function elementsOf(element: XmlElement): XmlElement[] {
  return element.children.filter((child) => typeof child !== 'string');
}

/** Its own text and that of everything inside, in order. The tree is shallow: see `limits.depth`. */
export function textOf(element: XmlElement): string {
  const [first] = element.children;
  if (element.children.length === 1 && typeof first === 'string') return first;
  let text = '';
  for (const child of element.children) text += typeof child === 'string' ? child : textOf(child);
  return text;
}

export const hasElements = (element: XmlElement): boolean =>
  element.children.some((child) => typeof child !== 'string');

/** The base for addresses inside the element. */
export function baseOf(element: XmlElement, outer: string): string {
  const own = attribute(element, 'xml:base');
  return own === undefined ? outer : (resolveAddress(own, outer) ?? outer);
}

const addressAttributes = new Set(['href', 'src', 'cite', 'poster', 'data-src']);

function openTag(element: XmlElement, base: string | null): string {
  let tag = `<${element.name}`;
  for (const { name, value } of element.attributes) {
    if (name.startsWith('xmlns')) continue;
    const resolved = base !== null && addressAttributes.has(name) ? (resolveAddress(value, base) ?? value) : value;
    tag += ` ${name}="${escapeAttribute(resolved)}"`;
  }
  return tag;
}

/**
 * The element's inside as HTML. `escaped`: its text is text (XHTML); otherwise the text is itself markup that was escaped once.
 * Addresses are left alone unless an inner `xml:base` changes what they mean.
 */
export function innerHtml(
  element: XmlElement,
  outerBase: string,
  escaped: boolean,
  changedBase: string | null = null,
): string {
  let html = '';
  for (const child of element.children) {
    if (typeof child === 'string') {
      html += escaped ? escapeText(child) : child;
      continue;
    }
    const base = baseOf(child, changedBase ?? outerBase);
    const changed = base === outerBase && changedBase === null ? null : base;
    const tag = openTag(child, changed);
    const inside = innerHtml(child, outerBase, escaped, changed);
    const isVoid = inside === '' && /^(br|hr|img|input|source|wbr)$/.test(child.name);
    html += isVoid ? `${tag} />` : `${tag}>${inside}</${child.name}>`;
  }
  return html;
}

/** Text as it stands in the source, for readers that keep it undecoded until it is needed. */
export const decodeXml = (raw: string): string => decodeReferences(raw, 'xml');
