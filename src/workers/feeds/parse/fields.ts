/** The children of an item (or a channel) by vocabulary and name. */
import { baseOf, elementsOf, textOf, type XmlElement } from './xml-tree.ts';
import type { Vocabulary } from './namespaces.ts';

const noElements: readonly XmlElement[] = [];

export class Fields {
  readonly element: XmlElement;
  /** Base for addresses inside. */
  readonly base: string;
  readonly #byName = new Map<string, XmlElement[]>();
  /** The order in which names came first. */
  readonly names: string[] = [];

  /** `native` is the vocabulary of the document's root: its elements need no prefix here, like those without a namespace. */
  constructor(element: XmlElement, outerBase: string, native: Vocabulary) {
    this.element = element;
    this.base = baseOf(element, outerBase);
    for (const child of elementsOf(element)) {
      const { vocabulary, name } = child;
      const key = vocabulary === 'core' || vocabulary === native ? name : `${vocabulary}:${name}`;
      const known = this.#byName.get(key);
      if (known) known.push(child);
      else {
        this.#byName.set(key, [child]);
        this.names.push(key);
      }
    }
  }

  all(...names: readonly string[]): readonly XmlElement[] {
    let found = noElements;
    for (const name of names) {
      const elements = this.#byName.get(name);
      if (elements) found = found.length === 0 ? elements : [...found, ...elements];
    }
    return found;
  }

  first(name: string): XmlElement | undefined {
    return this.#byName.get(name)?.[0];
  }

  /** Text of the first of these that has any; what the end of the document cut off has none. */
  text(...names: readonly string[]): string {
    for (const name of names) {
      for (const element of this.#byName.get(name) ?? noElements) {
        const text = element.cut ? '' : textOf(element).trim();
        if (text !== '') return text;
      }
    }
    return '';
  }
}
