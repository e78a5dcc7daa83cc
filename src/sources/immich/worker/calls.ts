/** The calls that give Immich's photos, for its versions 1.106 to 3: what one does not know is asked in the older way. Worker only. */
import { AppError } from '../../../shared/errors.ts';
import { say } from '../../../shared/i18n.ts';
import { readSecret } from '../../../shared/secrets.ts';
import { at, isRecord, listAt, numberAt, textAt } from '../../../shared/service-fields.ts';
import { readJson } from '../../../shared/service-read.ts';
import type { ServiceEnvironment } from '../../../shared/service-request.ts';
import { changed, type ServiceNames } from '../../../shared/service-words.ts';
import { assetsOfBucket } from './assets.ts';

const immich: ServiceNames = { service: 'Immich', key: 'API key' };
const pageSize = 500;
const maxPages = 400;
const randomPhotos = 250;

export interface Server extends ServiceEnvironment {
  readonly address: string;
}

export async function call(server: Server, path: string, body?: object): Promise<unknown> {
  const post = body && {
    method: 'POST' as const,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  };
  return (await readJson(`${server.address}/api/${path}`, post ?? {}, immich, server)).value;
}

const strange = (server: Server, path: string): AppError => changed(`${server.address}/api/${path}`, immich, path);

/** This version does not have the call. */
const isMissing = (error: unknown): boolean =>
  error instanceof AppError && /^HTTP (?:400|404|405)$/.test(error.detail ?? '');

function listOf(server: Server, path: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw strange(server, path);
  return value;
}

/** All pages of a search. */
export async function* search(server: Server, filter: object): AsyncGenerator<unknown> {
  const path = 'search/metadata';
  let page = 1;
  for (let count = 0; count < maxPages; count++) {
    const value = await call(server, path, { ...filter, type: 'IMAGE', withExif: true, size: pageSize, page });
    if (!isRecord(at(value, 'assets'))) throw strange(server, path);
    const items = listAt(value, 'assets', 'items');
    yield* items;
    const next = numberAt(value, 'assets', 'nextPage');
    // Told as text or as a number, null at the end; never back.
    if (next === undefined || next <= page || items.length === 0) return;
    page = next;
  }
}

/** What version 3 leaves out only when it is told to; those before 1.133 do not know the word and do it anyway. */
export const onTimeline = { visibility: 'timeline' };

export async function* random(server: Server): AsyncGenerator<unknown> {
  try {
    const path = 'search/random';
    const wanted = { size: randomPhotos, type: 'IMAGE', withExif: true, ...onTimeline };
    yield* listOf(server, path, await call(server, path, wanted));
  } catch (error) {
    if (!isMissing(error)) throw error;
    const path = `assets/random?count=${randomPhotos}`;
    yield* listOf(server, path, await call(server, path));
  }
}

/** A day from 3.0.3 on, a moment in 3.0.0 to 3.0.2, either before (https://github.com/immich-app/immich/pull/29907); then the oldest way. */
function memoryPaths(today: Date): readonly string[] {
  const [year, month, date] = [today.getFullYear(), today.getMonth() + 1, today.getDate()];
  const day = [year, month, date].map((number) => String(number).padStart(2, '0')).join('-');
  return [
    `memories?for=${day}`,
    `memories?for=${encodeURIComponent(`${day}T00:00:00.000Z`)}`,
    `assets/memory-lane?day=${date}&month=${month}`,
  ];
}

export async function* memories(server: Server, today: Date): AsyncGenerator<unknown> {
  const paths = memoryPaths(today);
  for (const [index, path] of paths.entries()) {
    try {
      for (const group of listOf(server, path, await call(server, path))) yield* listAt(group, 'assets');
      return;
    } catch (error) {
      if (!isMissing(error) || index === paths.length - 1) throw error;
    }
  }
}

/** The photos of an album: within it up to version 2, by a search since. */
export async function* album(server: Server, id: string): AsyncGenerator<unknown> {
  const found = await call(server, `albums/${id}`);
  if (!isRecord(found)) throw strange(server, 'albums');
  const assets = listAt(found, 'assets');
  if (assets.length > 0) yield* assets;
  else if (numberAt(found, 'assetCount') !== 0) yield* search(server, { albumIds: [id] });
}

/** 2026-06-01 is understood in full by all versions, and as it stands by some only. */
const wholeTime = (bucket: string): string => (/^\d{4}-\d\d-\d\d$/.test(bucket) ? `${bucket}T00:00:00.000Z` : bucket);

async function bucketOf(server: Server, albumId: string, bucket: string): Promise<readonly unknown[]> {
  const ask = async (time: string) =>
    assetsOfBucket(
      await call(server, `timeline/bucket?albumId=${albumId}&size=MONTH&timeBucket=${encodeURIComponent(time)}`),
    );
  let assets: readonly unknown[] = [];
  try {
    assets = await ask(wholeTime(bucket));
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  return assets.length > 0 || wholeTime(bucket) === bucket ? assets : ask(bucket);
}

async function* timeline(server: Server, albumId: string): AsyncGenerator<unknown> {
  const path = `timeline/buckets?albumId=${albumId}&size=MONTH`;
  for (const one of listOf(server, path, await call(server, path))) {
    const bucket = textAt(one, 'timeBucket');
    if (bucket !== '') yield* await bucketOf(server, albumId, bucket);
  }
}

const hasStatus = (error: unknown, status: number): boolean =>
  error instanceof AppError && error.detail === `HTTP ${status}`;

const locked = (message: string): AppError => new AppError('source.invalid', message, { retryable: true });

/** Null: this version takes no password in the body of a request, or the link has none. */
async function logIn(server: Server, password: string): Promise<unknown> {
  try {
    return await call(server, 'shared-links/login', { password });
  } catch (error) {
    if (isMissing(error)) return null;
    if (!hasStatus(error, 401)) throw error;
    throw locked('Your Immich does not accept the password of this shared link. Paste the link and enter it again.');
  }
}

/** Versions before 2.6 want the password in the address, where it would be seen: it is not sent there. */
async function openLink(server: Server): Promise<unknown> {
  const password = (await readSecret(server.entryId))?.values?.['password'] ?? '';
  const opened = password === '' ? null : await logIn(server, password);
  if (opened !== null) return opened;
  try {
    return await call(server, 'shared-links/me');
  } catch (error) {
    if (!hasStatus(error, 401)) throw error;
    throw locked(
      password === ''
        ? 'This shared link has a password, or is not valid any more. Change the source: paste the link and enter its password.'
        : 'Your Immich is too old to take the password of a shared link safely. Update it to 2.6, or share without a password.',
    );
  }
}

/** What a shared link holds: its photos themselves, or an album, which since version 3 only the timeline gives. */
export async function* sharedLink(server: Server): AsyncGenerator<unknown> {
  const link = await openLink(server);
  if (!isRecord(link)) throw strange(server, 'shared-links/me');
  const assets = listAt(link, 'assets');
  const albumId = textAt(link, 'album', 'id');
  if (assets.length > 0 || !/^[\w-]{1,80}$/.test(albumId)) return yield* assets;
  const found = await call(server, `albums/${albumId}`).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  const inside = listAt(found, 'assets');
  if (inside.length > 0) yield* inside;
  else yield* timeline(server, albumId);
}

const sameName = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();

function pick(found: readonly unknown[], field: string, wanted: string, kind: string): string {
  const match = found.find((one) => textAt(one, 'id') === wanted || sameName(textAt(one, field), wanted));
  const id = textAt(match, 'id');
  if (/^[\w-]{1,80}$/.test(id)) return id;
  throw new AppError(
    'source.invalid',
    kind === 'album'
      ? say`Your Immich has no album called “${wanted}”. Check the name, capitals do not matter.`
      : say`Your Immich has no person called “${wanted}”. Check the name, capitals do not matter.`,
    {
      retryable: true,
    },
  );
}

/** An id stands for itself. */
const isUuid = (text: string): boolean => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);

export async function albumNamed(server: Server, name: string): Promise<string> {
  if (isUuid(name)) return name;
  const own = listOf(server, 'albums', await call(server, 'albums'));
  // Without the permission to see shared ones, the own ones are what there is.
  const shared = await call(server, 'albums?shared=true').catch(() => []);
  return pick([...own, ...listAt(shared)], 'albumName', name, 'album');
}

export async function personNamed(server: Server, name: string): Promise<string> {
  if (isUuid(name)) return name;
  const found: unknown[] = [];
  for (let page = 1; page <= 20; page++) {
    const value = await call(server, `people?page=${page}&size=500`);
    const people = Array.isArray(value) ? value : listAt(value, 'people');
    found.push(...people);
    if (at(value, 'hasNextPage') !== true || people.length === 0) break;
  }
  return pick(found, 'name', name, 'person');
}
