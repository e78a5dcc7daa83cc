import { expect, it } from 'vitest';
import { IDENTITY, viewOf, WHOLE } from './view.ts';

it('leaves a photo of the surface’s own size untouched', () => {
  expect(viewOf({ widthPx: 1367, heightPx: 771 }, { widthPx: 1367, heightPx: 771 }, WHOLE)).toEqual(IDENTITY);
});

it('crops what stands over, on both sides alike', () => {
  const view = viewOf({ widthPx: 200, heightPx: 100 }, { widthPx: 100, heightPx: 100 }, WHOLE);
  expect(view).toEqual({ offsetX: 0.25, offsetY: 0, scaleX: 0.5, scaleY: 1 });
  const tall = viewOf({ widthPx: 100, heightPx: 400 }, { widthPx: 100, heightPx: 100 }, WHOLE);
  expect(tall).toEqual({ offsetX: 0, offsetY: 0.375, scaleX: 1, scaleY: 0.25 });
});
