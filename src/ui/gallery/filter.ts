/** Which transitions a person looks at. Pure. */
import type { TransitionInfo } from '../../shared/app-api.ts';
import { t, words } from '../../shared/i18n.ts';

export const filters = [words('All'), words('Calm'), words('Lively'), words('Starred'), words('Yours')] as const;
export type Filter = (typeof filters)[number];

export interface Looking {
  readonly filter: Filter;
  readonly words: string;
  readonly starred: readonly string[];
}

const folded = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

export function isLookedFor(info: TransitionInfo, { filter, words: wanted, starred }: Looking): boolean {
  const { label, id, description, tags } = info;
  const text = folded(`${t(label)} ${label} ${id} ${t(description)} ${tags.join(' ')}`);
  if (
    !folded(wanted)
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
