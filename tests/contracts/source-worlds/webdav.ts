import { basicAuthorization } from '../../../src/shared/service-fields.ts';
import { keepSecret } from '../../../src/shared/secrets.ts';
import { status, stubService } from '../../fakes/service.ts';
import type { SourceWorld } from './world.ts';

const address = 'https://nas.test/dav';
const authorization = basicAuthorization('mia', 'secret');

const entry = (href: string, isFolder: boolean): string =>
  `<d:response><d:href>${href}</d:href><d:propstat><d:prop><d:resourcetype>${isFolder ? '<d:collection/>' : ''}</d:resourcetype>` +
  '<d:getetag>"1"</d:getetag></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>';

/** Five folders of eight photos. */
const answer = (path: string): string =>
  `<d:multistatus xmlns:d="DAV:">${
    path === '/dav/'
      ? [0, 1, 2, 3, 4].map((index) => entry(`/dav/Ordner%20${index}/`, true)).join('')
      : [1, 2, 3, 4, 5, 6, 7, 8].map((index) => entry(`${path}%C3%BC${index}.jpg`, false)).join('')
  }</d:multistatus>`;

export const world: SourceWorld = {
  params: { address, user: 'mia', folder: '' },
  photos: 40,
  async enter(entryId) {
    await keepSecret(entryId, { scopes: [address], headers: { authorization } });
    stubService(({ url, headers }) => {
      if (headers.get('authorization') !== authorization) return status(401);
      return new Response(answer(url.pathname), { status: 207 });
    });
  },
};
