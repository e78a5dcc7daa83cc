/** A service on the web for tests of sources: what it answers by address, what it was asked, and how it may fail. */
import { onTestFinished, vi } from 'vitest';
import { AppError } from '../../src/shared/errors.ts';
import type { PhotoRef } from '../../src/shared/photo.ts';
import { lendSecret } from '../../src/shared/secrets.ts';
import { forgetWays } from '../../src/shared/service-request.ts';
import type { ConfiguredSource, SourceContext, SourceDefinition, SourceProvider } from '../../src/shared/source.ts';

export interface Question {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string;
}

/** Null: this host cannot be reached. Anything that is no `Response` goes out as JSON. */
export type Answers = (question: Question) => unknown;

/** Stands in for the network until the test's globals are restored. */
export function stubService(answers: Answers): Question[] {
  const asked: Question[] = [];
  forgetWays();
  vi.stubGlobal('fetch', async (input: string | URL, init: RequestInit = {}) => {
    init.signal?.throwIfAborted();
    const { method = 'GET', body } = init;
    const question: Question = {
      url: new URL(String(input)),
      method,
      headers: new Headers(init.headers),
      body: typeof body === 'string' ? body : '',
    };
    asked.push(question);
    const answer = answers(question);
    if (answer === null) throw new TypeError('Failed to fetch');
    if (answer instanceof Response) return answer;
    return new Response(JSON.stringify(answer), { headers: { 'content-type': 'application/json' } });
  });
  return asked;
}

export const status = (code: number, body = ''): Response => new Response(body, { status: code });

export const entryId = 'entry 1';

export function contextOf(signal = new AbortController().signal): SourceContext {
  return { entryId, signal, baseUrl: 'https://show.test', freeBytes: 10 ** 9 };
}

/** Fills in the form; what it would keep is lent until the test ends. */
export async function setUp(
  source: SourceDefinition,
  fields: Readonly<Record<string, string>>,
): Promise<ConfiguredSource> {
  const configured = await source.configure({
    entryId,
    fields,
    keepFiles: async () => ({ keptFiles: 0, keptBytes: 0, failed: [] }),
    forgetFiles: async () => undefined,
  });
  if (!configured) throw new Error('the form was left');
  if (configured.secret) onTestFinished(lendSecret(entryId, configured.secret));
  return configured;
}

export interface Listed {
  readonly refs: readonly PhotoRef[];
  readonly error: AppError | null;
}

/** All that comes, and how it ended. */
export async function listAll(
  provider: SourceProvider,
  params: Readonly<Record<string, unknown>>,
  limit = 10_000,
): Promise<Listed> {
  const refs: PhotoRef[] = [];
  try {
    for await (const ref of provider.list(params, contextOf())) {
      refs.push(ref);
      if (refs.length >= limit) break;
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { refs, error };
  }
  return { refs, error: null };
}

/** Answers that no service should give, and many a broken one does. */
export const garbage: readonly (readonly [string, () => unknown])[] = [
  ['nothing', () => new Response('')],
  ['a page', () => new Response('<!doctype html><title>Sign in</title>', { headers: { 'content-type': 'text/html' } })],
  ['null', () => new Response('null')],
  ['a number', () => 7],
  ['an empty object', () => ({})],
  ['an empty list', () => []],
  ['lists of the wrong things', () => [null, 1, 'x', [], { id: 7 }, { id: null, url: {} }]],
  [
    'nested nonsense',
    () => ({ data: { children: [null, { data: 5 }] }, assets: 'no', photos: { photo: {} }, items: {} }),
  ],
  ['JSON cut off', () => new Response('{"assets":{"items":[{"id":"a"')],
  ['bytes', () => new Response(new Uint8Array([0, 255, 1, 254]))],
];

/** Statuses and what the sentence must be about. */
export const refusals: readonly (readonly [number, RegExp])[] = [
  [401, /does not accept your|sign in/],
  [403, /does not allow|refuses/],
  [404, /nothing at this address/],
  [429, /less often/],
  [500, /trouble of its own/],
  [503, /trouble of its own/],
];
