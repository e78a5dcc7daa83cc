import { stubService } from '../../fakes/service.ts';
import type { SourceWorld } from './world.ts';

export const world: SourceWorld = {
  params: { subject: 'storm', user: '', album: '', tags: 'storm' },
  photos: 20,
  enter() {
    stubService(() => ({
      title: 'Recent Uploads tagged storm',
      items: Array.from({ length: 20 }, (_, index) => ({
        title: index === 0 ? ' ' : `Storm ${index}`,
        media: { m: `https://live.staticflickr.com/65535/5${index}000_abc_m.jpg` },
      })),
    }));
  },
};
