/** Feeds worker: whether photos can be had from where an entry's photos come from, asked with one request per host. */
import { AppError, toErrorData } from '../../shared/errors.ts';
import type { KeptRow } from '../../shared/offline-policy.ts';
import type { PhotoRef } from '../../shared/photo.ts';
import { askService } from '../../shared/service-request.ts';

/** `refuses`: it is there and gives nothing (too often asked, broken). */
export type Finding = 'answers' | 'refuses' | 'silent';

export interface ProbePorts {
  baseUrl(): string;
  /** For photos that their source opens itself. Throws what that throws. */
  open(ref: PhotoRef, signal: AbortSignal): Promise<void>;
}

const hostsAsked = 3;

const hostOf = ({ ref: { locator, sourceId } }: KeptRow): string => {
  if (locator.kind !== 'url') return sourceId;
  try {
    const url = new URL(locator.url);
    // Behind the companion it is the photo's own host that counts.
    return url.searchParams.get('url') ?? url.host;
  } catch {
    return locator.url;
  }
};

/** Of every host one photo, at most three. */
export function sampleOf(rows: readonly KeptRow[], random: () => number = Math.random): readonly PhotoRef[] {
  const start = Math.floor(random() * rows.length);
  const hosts = new Map<string, PhotoRef>();
  for (const row of [...rows.slice(start), ...rows.slice(0, start)]) {
    const host = hostOf(row).replace(/^(https?:\/\/[^/]+).*$/, '$1');
    if (!hosts.has(host)) hosts.set(host, row.ref);
    if (hosts.size === hostsAsked) break;
  }
  return [...hosts.values()];
}

async function ask({ locator }: PhotoRef, baseUrl: string, signal: AbortSignal): Promise<Finding> {
  if (locator.kind !== 'url') return 'silent';
  const url = new URL(locator.url, baseUrl).href;
  const response =
    locator.auth === undefined
      ? await fetch(url, { signal, cache: 'no-store', referrerPolicy: 'no-referrer' })
      : await askService(url, { expect: 'picture' }, { entryId: locator.auth, baseUrl, signal });
  void response.body?.cancel().catch(() => undefined);
  if (response.ok || response.status === 404 || response.status === 410) return 'answers';
  // The companion answers for a host that does not.
  return response.status === 502 || response.status === 504 ? 'silent' : 'refuses';
}

async function probeOne(ref: PhotoRef, { baseUrl, open }: ProbePorts, signal: AbortSignal): Promise<Finding> {
  try {
    if (ref.locator.kind === 'url') return await ask(ref, baseUrl(), signal);
    await open(ref, signal);
    return 'answers';
  } catch (error) {
    return toErrorData(error).kind === 'photo.not-found' ? 'answers' : 'silent';
  }
}

/** The best that any host of the entry says, in time. Never throws. */
export async function probe(rows: readonly KeptRow[], ports: ProbePorts, withinMs: number): Promise<Finding> {
  const end = new AbortController();
  const timer = setTimeout(() => end.abort(), withinMs);
  const findings = sampleOf(rows).map((ref) => probeOne(ref, ports, end.signal));
  try {
    const answered = findings.map(async (finding) => {
      if ((await finding) !== 'answers') throw new AppError('photo.network', 'Not this one.');
    });
    return await Promise.any(answered).then(
      () => 'answers' as const,
      async () => ((await Promise.all(findings)).includes('refuses') ? 'refuses' : 'silent'),
    );
  } finally {
    clearTimeout(timer);
    end.abort();
  }
}
