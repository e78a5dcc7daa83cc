/** What the Reddit widget shows: plain data, checked wherever it comes from. Pure; used by both halves. */

export interface Post {
  readonly title: string;
  readonly link: string | null;
  readonly author: string;
  /** Milliseconds since 1970. */
  readonly atMs: number | null;
  readonly points: number | null;
}

/** An answer that was kept by any version of this widget; null when it is none. */
export function readPosts(data: unknown): readonly Post[] | null {
  const { posts } = (data ?? {}) as { posts?: unknown };
  if (!Array.isArray(posts)) return null;
  const numberOf = (value: unknown): number | null =>
    typeof value === 'number' && Number.isFinite(value) ? value : null;
  return posts.flatMap((value: unknown): Post[] => {
    const it = (value ?? {}) as Partial<Record<keyof Post, unknown>>;
    if (typeof it.title !== 'string' || it.title === '') return [];
    const link = typeof it.link === 'string' && /^https?:\/\//.test(it.link) ? it.link : null;
    const author = typeof it.author === 'string' ? it.author : '';
    return [{ title: it.title, link, author, atMs: numberOf(it.atMs), points: numberOf(it.points) }];
  });
}

export const spans = ['hour', 'day', 'week', 'month', 'year', 'all'] as const;

/** `r/EarthPorn`, an address or the bare name, several with a plus between them; empty for anything else. */
export function nameOf(text: string): string {
  const bare = text
    .trim()
    .replace(/^https?:\/\/(?:\w+\.)?reddit\.com/i, '')
    .replace(/^\/?r\//i, '')
    .replace(/\/.*$/, '');
  return /^\w{2,30}(?:\+\w{2,30}){0,9}$/.test(bare) ? bare : '';
}
