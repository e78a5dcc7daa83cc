/** The page of older items that a header names (RFC 8288): `Link: <https://…?page=2>; rel="next"`. Of the same host only. */

/** Null when there is none. `url`: whose header it is. */
export function nextInHeader(header: string | null | undefined, url: string): string | null {
  for (const part of (header ?? '').slice(0, 8192).split(/,(?=\s*<)/)) {
    const [, address = '', params = ''] = /^\s*<([^<>]{1,4000})>([^]*)$/.exec(part) ?? [];
    const rels = (/;\s*rel\s*=\s*"?([^";]+)/i.exec(params)?.[1] ?? '').toLowerCase().split(/\s+/);
    if (address === '' || !rels.includes('next')) continue;
    try {
      const next = new URL(address, url);
      return next.origin === new URL(url).origin && next.href !== url ? next.href : null;
    } catch {
      return null;
    }
  }
  return null;
}
