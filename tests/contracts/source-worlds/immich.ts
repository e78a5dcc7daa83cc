import { keepSecret } from '../../../src/shared/secrets.ts';
import { status, stubService } from '../../fakes/service.ts';
import type { SourceWorld } from './world.ts';

const address = 'https://photos.test';

export const world: SourceWorld = {
  params: { address, what: 'favorites', name: '', quality: 'preview' },
  photos: 30,
  async enter(entryId) {
    await keepSecret(entryId, { scopes: [`${address}/api`], headers: { 'x-api-key': 'key' } });
    stubService(({ headers, body }) => {
      if (headers.get('x-api-key') !== 'key') return status(401);
      const { page } = JSON.parse(body) as { page: number };
      const items = Array.from({ length: 15 }, (_, index) => ({
        id: `asset-${page}-${index}`,
        type: 'IMAGE',
        originalFileName: `IMG ${index}.jpg`,
        checksum: 'x',
      }));
      return { assets: { items, nextPage: page === 1 ? '2' : null } };
    });
  },
};
