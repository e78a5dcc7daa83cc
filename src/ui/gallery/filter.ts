/** Which transitions a person looks at. Pure. */
import type { TransitionInfo } from '../../shared/app-api.ts';

export const filters = ['All', 'Calm', 'Lively', 'Starred', 'Yours'] as const;
export type Filter = (typeof filters)[number];

export interface Looking {
  readonly filter: Filter;
  readonly words: string;
  readonly starred: readonly string[];
}

const folded = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

export function isLookedFor(info: TransitionInfo, { filter, words, starred }: Looking): boolean {
  const text = folded(`${info.label} ${info.id} ${info.description} ${info.tags.join(' ')}`);
  if (
    !folded(words)
      .split(/\s+/)
      .every((word) => text.includes(word))
  )
    return false;
  switch (filter) {
    case 'All':
      return true;
    case 'Starred':
      return starred.includes(info.id);
    case 'Yours':
      return info.origin === 'custom';
    default:
      return info.tags.includes(filter.toLowerCase());
  }
}
