import { afterEach, describe, expect, it, vi } from 'vitest';
import { openUrl } from './open-url.ts';

const base = 'https://show.test/';
const proxied = `${base}proxy/image?url=${encodeURIComponent('https://photos.test/a.jpg')}`;

afterEach(() => {
  vi.unstubAllGlobals();
});

function answering(response: Response): Promise<unknown> {
  vi.stubGlobal('fetch', async () => response);
  return openUrl(proxied, base, undefined, () => undefined).then(
    () => null,
    (error: unknown) => error,
  );
}

const no = (status: number, kind: string, message = '“photos.test” took too long to answer.'): Response =>
  Response.json({ error: { kind, message } }, { status });

describe('a picture that the companion fetches', () => {
  it('fails in the companion’s words, which name the photo’s own host', async () => {
    expect(await answering(no(504, 'proxy-slow'))).toMatchObject({
      kind: 'photo.network',
      message: '“photos.test” took too long to answer.',
      retryable: true,
    });
    expect(await answering(no(403, 'proxy-private'))).toMatchObject({ kind: 'photo.blocked' });
    expect(await answering(no(502, 'proxy-type'))).toMatchObject({ kind: 'photo.not-an-image', retryable: false });
    expect(await answering(no(502, 'proxy-large'))).toMatchObject({ kind: 'photo.too-large' });
    expect(await answering(no(404, 'proxy-answer'))).toMatchObject({ kind: 'photo.not-found' });
  });

  it('names that host also when something else answers in the companion’s place', async () => {
    expect(await answering(new Response('<html>', { status: 500 }))).toMatchObject({
      message: expect.stringContaining('photos.test') as string,
    });
  });
});
