/**
 * One request to a service: with the headers that the entry keeps, directly or through the companion. Worker threads only; it is here
 * because listings (feeds worker) and photos (decode worker) take the same way.
 *
 * Invariants: headers go only where the secret allows; a request with a secret follows no redirect; the secret never stands in
 * an address, an error or a cache.
 */
import { AppError } from './errors.ts';
import { say } from './i18n.ts';
import { headersFor } from './secrets.ts';
import { type RelayRefusal, whyUnreachable } from './service-words.ts';

export interface ServiceRequest {
  readonly method?: 'GET' | 'POST' | 'PROPFIND';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** What the companion's open proxy checks for, where no secret is needed. */
  readonly expect?: 'data' | 'picture';
}

export interface ServiceEnvironment {
  readonly entryId: string;
  /** Origin of the page. */
  readonly baseUrl: string;
  readonly signal: AbortSignal;
}

type Way = 'direct' | 'companion';
/** By origin: the way that worked last. */
const ways = new Map<string, Way>();

/** Forgets which way worked; for tests. */
export const forgetWays = (): void => ways.clear();

interface Attempt {
  readonly url: string;
  readonly request: ServiceRequest;
  readonly secret: Readonly<Record<string, string>>;
  readonly environment: ServiceEnvironment;
}

type Outcome = Response | { readonly refused: RelayRefusal | null; readonly detail: string };

const wordsOf = (cause: unknown): string =>
  cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);

async function directly({ url, request, secret, environment }: Attempt): Promise<Outcome> {
  const { method = 'GET', headers = {}, body } = request;
  const isSecret = Object.keys(secret).length > 0;
  try {
    return await fetch(url, {
      method,
      headers: { ...headers, ...secret },
      ...(body === undefined ? {} : { body }),
      signal: environment.signal,
      redirect: isSecret ? 'manual' : 'follow',
      cache: isSecret ? 'no-store' : 'default',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    });
  } catch (cause) {
    if (environment.signal.aborted) throw cause;
    return { refused: null, detail: wordsOf(cause) };
  }
}

/** The companion's own no is JSON with a kind of its own; everything else comes from somebody else. */
async function refusalIn(response: Response): Promise<RelayRefusal | null> {
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  const value: unknown = isJson ? await response.json().catch(() => null) : null;
  if (!isJson) void response.body?.cancel().catch(() => undefined);
  const { error } = (value ?? {}) as { error?: { kind?: unknown; message?: unknown } };
  if (typeof error?.kind !== 'string' || typeof error.message !== 'string') return null;
  return /^(?:service|proxy)-/.test(error.kind) ? { kind: error.kind, message: error.message.slice(0, 400) } : null;
}

async function throughService({ url, request, secret, environment }: Attempt): Promise<Outcome> {
  const { method = 'GET', headers = {}, body } = request;
  const address = new URL('/api/service', environment.baseUrl);
  address.searchParams.set('url', url);
  const passed = Object.entries(secret).map(([name, value]) => [`x-service-${name.toLowerCase()}`, value]);
  const response = await fetch(address, {
    method,
    headers: { ...headers, ...Object.fromEntries(passed) },
    ...(body === undefined ? {} : { body }),
    signal: environment.signal,
    cache: 'no-store',
  });
  if (response.headers.get('x-service') === 'answered') return response;
  return { refused: await refusalIn(response), detail: `companion: HTTP ${response.status}` };
}

/** Open hosts without CORS go through the proxy that feeds use too. */
async function throughProxy({ url, request, environment }: Attempt): Promise<Outcome> {
  const address = new URL(request.expect === 'picture' ? '/proxy/image' : '/proxy/feed', environment.baseUrl);
  address.searchParams.set('url', url);
  const response = await fetch(address, { signal: environment.signal });
  const isProxy =
    request.expect === 'picture'
      ? (response.headers.get('content-type') ?? '').startsWith('image/')
      : response.headers.has('x-proxy-url');
  if (response.ok && isProxy) return response;
  return { refused: await refusalIn(response), detail: `companion: HTTP ${response.status}` };
}

async function throughCompanion(attempt: Attempt): Promise<Outcome> {
  const { request, secret, environment } = attempt;
  try {
    const listed = await throughService(attempt);
    if (listed instanceof Response || listed.refused?.kind !== 'service-unlisted') return listed;
    const isOpen = Object.keys(secret).length === 0 && (request.method ?? 'GET') === 'GET';
    return isOpen && request.expect ? await throughProxy(attempt) : listed;
  } catch (cause) {
    if (environment.signal.aborted) throw cause;
    return { refused: null, detail: wordsOf(cause) };
  }
}

/** The own device and network: names without a dot or of a home, and private addresses. */
const near =
  /^(?:[^.:]+|\[::1\]|\[f[cde][\da-f:]+\]|127\.[\d.]+|10\.[\d.]+|192\.168\.[\d.]+|172\.(?:1[6-9]|2\d|3[01])\.[\d.]+|169\.254\.[\d.]+|.+\.(?:local|lan|home|internal|home\.arpa|test))$/i;

/** A secret over plain http to the wide network would be read by everybody on the way. */
function refuseOpenRoad(url: URL): void {
  if (url.protocol === 'https:' || near.test(url.hostname)) return;
  throw new AppError(
    'source.invalid',
    say`Your sign-in would travel to “${url.host}” for everybody on the way to read. Use its https address.`,
  );
}

/**
 * Any status of the service itself, redirects as an opaque or a 3xx answer. Throws `source.unreachable` with the likeliest reason,
 * `source.invalid`, and whatever the signal was aborted with.
 */
export async function askService(
  url: string,
  request: ServiceRequest,
  environment: ServiceEnvironment,
): Promise<Response> {
  const address = new URL(url);
  const secret = await headersFor(environment.entryId, url);
  if (Object.keys(secret).length > 0) refuseOpenRoad(address);
  const attempt: Attempt = { url: address.href, request, secret, environment };
  const order: readonly Way[] =
    ways.get(address.origin) === 'companion' ? ['companion', 'direct'] : ['direct', 'companion'];
  const details: string[] = [];
  let relay: RelayRefusal | null = null;
  for (const way of order) {
    if (environment.signal.aborted) throw new AppError('aborted', 'Stopped.', { retryable: true });
    const outcome = await (way === 'direct' ? directly(attempt) : throughCompanion(attempt));
    if (outcome instanceof Response) {
      ways.set(address.origin, way);
      return outcome;
    }
    relay ??= outcome.refused;
    details.push(outcome.detail);
  }
  throw whyUnreachable({ url: address.href, baseUrl: environment.baseUrl, relay, detail: details.join('; ') });
}
