/** Photos behind a sign-in: opened with the headers of their entry, by the way that works, and explained when they do not open. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import 'fake-indexeddb/auto';
import { entryId, status, stubService } from '../../../tests/fakes/service.ts';
import { lendSecret } from '../../shared/secrets.ts';
import { openUrl } from './open-url.ts';

const photo = 'https://nas.test/dav/a.jpg';
let takeBack = (): void => undefined;

function signIn(): void {
  takeBack = lendSecret(entryId, { scopes: ['https://nas.test/dav'], headers: { authorization: 'Basic hush' } });
}

afterEach(() => {
  takeBack();
  vi.unstubAllGlobals();
});

const open = (url: string, auth?: string) => openUrl(url, 'https://show.test', undefined, () => undefined, auth);

describe('a photo with an entry', () => {
  it('is asked for with the entry’s headers, and nowhere else', async () => {
    signIn();
    const asked = stubService(() => new Response('jpeg'));
    expect(new TextDecoder().decode(await open(photo, entryId))).toBe('jpeg');
    await open('https://elsewhere.test/dav/a.jpg', entryId);
    await open(photo);
    expect(asked.map(({ headers }) => headers.get('authorization'))).toEqual(['Basic hush', null, null]);
  });

  it('comes through the companion where the host lets no browser in', async () => {
    signIn();
    const asked = stubService(({ url }) =>
      url.host === 'nas.test' ? null : new Response('jpeg', { headers: { 'x-service': 'answered' } }),
    );
    expect(await open(photo, entryId)).toHaveLength(4);
    expect(asked.at(-1)?.headers.get('x-service-authorization')).toBe('Basic hush');
  });

  it.each([
    [401, 'photo.blocked'],
    [404, 'photo.not-found'],
    [503, 'photo.network'],
  ])('that is answered with %i is told in words', async (code, kind) => {
    signIn();
    stubService(() => status(code));
    await expect(open(photo, entryId)).rejects.toMatchObject({ kind });
  });

  it('that cannot be reached may be tried again', async () => {
    signIn();
    stubService(() => null);
    await expect(open(photo, entryId)).rejects.toMatchObject({ kind: 'photo.network', retryable: true });
  });
});
