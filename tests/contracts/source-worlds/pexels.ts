import { keepSecret } from '../../../src/shared/secrets.ts';
import { status, stubService } from '../../fakes/service.ts';
import type { SourceWorld } from './world.ts';

export const world: SourceWorld = {
  params: { query: 'fog' },
  photos: 20,
  async enter(entryId) {
    await keepSecret(entryId, { scopes: ['https://api.pexels.com'], headers: { authorization: 'key' } });
    stubService(({ headers }) => {
      if (headers.get('authorization') !== 'key') return status(401);
      const photos = Array.from({ length: 20 }, (_, index) => ({
        id: index + 1,
        alt: '',
        src: { original: `https://images.pexels.com/photos/${index}/pexels-photo.jpeg` },
      }));
      return { page: 1, per_page: 80, photos };
    });
  },
};
