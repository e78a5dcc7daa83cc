/** A short soak; `npm run soak -- --transitions 1000` is the long one. */
import { expect, test } from './scene.ts';

test('random transitions with cancels, resizes and demotions end exactly, and nothing is left behind', async ({
  openScene,
}) => {
  test.setTimeout(240_000);
  const page = await openScene();
  const result = await page.evaluate(() => window.scene.soak({ count: 60, seed: 7, afterDemotion: 10 }));
  expect(result.wrong).toEqual([]);
  expect(result.played).toBe(60);
  expect(result.cancelled + result.resized).toBeGreaterThan(5);
  expect(result.glErrors).toBe(0);
  expect(result.live.after).toEqual(result.live.before);
  expect(result.tiers).toEqual(['shader', 'canvas2d', 'css']);
});
