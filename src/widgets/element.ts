/** Builds DOM without HTML strings. */

export interface ElementProps {
  readonly class?: string;
  readonly text?: string;
  /** True sets an empty attribute, false and undefined leave it out. */
  readonly attributes?: Readonly<Record<string, string | number | boolean | undefined>>;
}

export type Child = Node | string | null | undefined | false;

function setAttributes(node: Element, attributes: NonNullable<ElementProps['attributes']>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) node.setAttribute(name, value === true ? '' : String(value));
  }
}

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: ElementProps = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  if (props.class) node.className = props.class;
  if (props.text !== undefined) node.textContent = props.text;
  setAttributes(node, props.attributes ?? {});
  for (const child of children) if (child) node.append(child);
  return node;
}

const svgSpace = 'http://www.w3.org/2000/svg';

export function svg(
  tag: string,
  attributes: Readonly<Record<string, string | number | undefined>> = {},
  ...children: readonly Node[]
): SVGElement {
  const node = document.createElementNS(svgSpace, tag);
  setAttributes(node, attributes);
  node.append(...children);
  return node;
}

/** Writes only what changed: an unchanged text costs no repaint. */
export function say(node: Element, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}
