import { keepSecret } from '../../../src/shared/secrets.ts';
import { status, stubService } from '../../fakes/service.ts';
import type { SourceWorld } from './world.ts';

const address = 'https://prism.test';

export const world: SourceWorld = {
  params: { address, album: '', query: '' },
  photos: 30,
  async enter(entryId) {
    await keepSecret(entryId, { scopes: [`${address}/api`], headers: { authorization: 'Bearer key' } });
    stubService(({ url, headers }) => {
      if (headers.get('authorization') !== 'Bearer key') return status(401);
      const length = url.searchParams.get('offset') === '0' ? 30 : 0;
      return Array.from({ length }, (_, index) => ({
        UID: `pt${String(index).padStart(14, '0')}`,
        Type: 'image',
        Title: `Pier ${index}`,
        Hash: `abcdef0123456789${index}`,
      }));
    });
  },
};
