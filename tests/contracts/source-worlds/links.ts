import type { SourceWorld } from './world.ts';

export const world: SourceWorld = {
  params: { urls: ['https://a.test/1.jpg', 'https://a.test/%E6%97%A5.png?x=1', '/own.webp'] },
  photos: 3,
};
