import { stubService } from '../../fakes/service.ts';
import type { SourceWorld } from './world.ts';

const page = Array.from(
  { length: 20 },
  (_, index) => `<a href="${index}%20%C3%BC.jpg">${index} ü.jpg</a> 01-Feb-2024 10:20 12`,
);

export const world: SourceWorld = {
  params: { address: 'https://nas.test/photos/', user: '' },
  photos: 40,
  enter() {
    stubService(
      ({ url }) => new Response(page.join('\n') + (url.pathname === '/photos/' ? '<a href="in/">in/</a>' : '')),
    );
  },
};
