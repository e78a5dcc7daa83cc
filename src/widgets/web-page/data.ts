/** What is known of a page before it is shown. Pure; used by both halves. */

export interface PageFacts {
  /** Its host does not let it stand inside other pages. */
  readonly isRefused: boolean;
}

export function readFacts(data: unknown): PageFacts | null {
  const { isRefused } = (data ?? {}) as { isRefused?: unknown };
  return typeof isRefused === 'boolean' ? { isRefused } : null;
}

/** An address that may be shown; null for everything but the web. */
export function pageOf(text: string): URL | null {
  const typed = text.trim();
  try {
    const url = new URL(/^[a-z][a-z\d+.-]*:/i.test(typed) ? typed : `https://${typed}`);
    return /^https?:$/.test(url.protocol) && url.host !== '' ? url : null;
  } catch {
    return null;
  }
}
