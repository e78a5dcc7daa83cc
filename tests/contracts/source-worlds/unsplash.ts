import { keepSecret } from '../../../src/shared/secrets.ts';
import { status, stubService } from '../../fakes/service.ts';
import type { SourceWorld } from './world.ts';

export const world: SourceWorld = {
  params: { query: '' },
  photos: 40,
  async enter(entryId) {
    await keepSecret(entryId, { scopes: ['https://api.unsplash.com'], headers: { authorization: 'Client-ID key' } });
    stubService(({ url, headers }) => {
      if (headers.get('authorization') !== 'Client-ID key') return status(401);
      const page = Number(url.searchParams.get('page'));
      return Array.from({ length: page === 1 ? 30 : 10 }, (_, index) => ({
        id: `u${page}-${index}`,
        urls: { raw: `https://images.unsplash.com/u${page}-${index}?ixid=1` },
      }));
    });
  },
};
