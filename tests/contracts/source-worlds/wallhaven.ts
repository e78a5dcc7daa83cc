import { stubService } from '../../fakes/service.ts';
import type { SourceWorld } from './world.ts';

export const world: SourceWorld = {
  params: { query: 'lake', sorting: 'toplist' },
  photos: 48,
  enter() {
    stubService(({ url }) => {
      const page = Number(url.searchParams.get('page'));
      const data = Array.from({ length: 24 }, (_, index) => ({
        id: `w${page}x${index}`,
        path: `https://w.wallhaven.cc/full/w/wallhaven-w${page}x${index}.jpg`,
        purity: 'sfw',
      }));
      return { data, meta: { current_page: page, last_page: 2 } };
    });
  },
};
