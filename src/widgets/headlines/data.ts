/** What the headlines widget shows: plain data, checked wherever it comes from. Pure; used by both halves. */

export interface Headline {
  readonly title: string;
  readonly link: string | null;
  /** Milliseconds since 1970. */
  readonly atMs: number | null;
}

export interface Headlines {
  readonly title: string;
  readonly items: readonly Headline[];
}

/** An answer that was kept by any version of this widget; null when it is none. */
export function readHeadlines(data: unknown): Headlines | null {
  if (typeof data !== 'object' || data === null) return null;
  const { title, items } = data as { title?: unknown; items?: unknown };
  if (!Array.isArray(items)) return null;
  const read = items.flatMap((value: unknown): Headline[] => {
    const it = (value ?? {}) as Partial<Record<keyof Headline, unknown>>;
    if (typeof it.title !== 'string' || it.title === '') return [];
    const link = typeof it.link === 'string' && /^https?:\/\//.test(it.link) ? it.link : null;
    return [{ title: it.title, link, atMs: typeof it.atMs === 'number' && Number.isFinite(it.atMs) ? it.atMs : null }];
  });
  return { title: typeof title === 'string' ? title : '', items: read };
}
