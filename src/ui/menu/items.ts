/** What a menu is made of. Plain data: what is shown, and what happens. */
export type MenuItem =
  | {
      readonly kind: 'do';
      readonly label: string;
      /** The key that does the same outside of the menu. */
      readonly shortcut?: string;
      /** What is set now, quietly beside the label. */
      readonly value?: string;
      /** `switch`: on or off by itself; `choice`: one of several. */
      readonly mark?: { readonly as: 'switch' | 'choice'; readonly isOn: boolean };
      run(): void;
    }
  | { readonly kind: 'more'; readonly label: string; readonly value?: string; items(): readonly MenuItem[] }
  | { readonly kind: 'line' };

export type MenuEntry = Exclude<MenuItem, { kind: 'line' }>;

export const line: MenuItem = { kind: 'line' };

/** No line at either end and never two together: parts may be missing. */
export function tidy(items: readonly (MenuItem | null | false)[]): MenuItem[] {
  const kept: MenuItem[] = [];
  for (const item of items) {
    if (item && !(item.kind === 'line' && (kept.length === 0 || kept.at(-1)?.kind === 'line'))) kept.push(item);
  }
  if (kept.at(-1)?.kind === 'line') kept.pop();
  return kept;
}

/**
 * The entry that typed letters lead to, -1 for none. One letter, typed again and again, walks through all that begin with it;
 * several find the first that begins with them.
 */
export function findTyped(labels: readonly string[], typed: string, from: number): number {
  const text = typed.toLocaleLowerCase();
  const isOneLetter = text.length > 0 && [...text].every((letter) => letter === text[0]);
  const wanted = isOneLetter ? (text[0] ?? '') : text;
  if (wanted === '') return -1;
  const start = isOneLetter ? from + 1 : Math.max(0, from);
  for (let step = 0; step < labels.length; step++) {
    const index = (start + step) % labels.length;
    if (labels[index]?.toLocaleLowerCase().startsWith(wanted)) return index;
  }
  return -1;
}
