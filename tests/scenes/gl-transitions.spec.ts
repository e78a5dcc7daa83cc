/** Every body of the gl-transitions package: on the stage it looks as the specification says, and its ends are exact. */
import { expect, test } from './scene.ts';

const BATCH = 25;
const TOTAL = 125;
const STEPS = [0, 0.25, 0.5, 0.75, 1] as const;
/** Pixels of different rounding, at hard edges. */
const FAR_SHARE = 0.02;

for (let first = 0; first < TOTAL; first += BATCH) {
  test(`GL Transitions ${first + 1} to ${first + BATCH}: as drawn by hand, with exact ends`, async ({ openScene }) => {
    test.setTimeout(150_000);
    const page = await openScene();
    const facts = await page.evaluate(
      async ({ first, count, steps }) => {
        const { scene } = window;
        const [width, height] = [96, 64];
        const pictures = () => [scene.picture('dawn', width, height), scene.picture('forest', width, height)] as const;
        const stage = scene.create();
        const harness = new scene.PlainHarness(...pictures());
        const results = [];
        for (const definition of scene.glTransitions.slice(first, first + count)) {
          const wanted = harness.draw(definition, steps);
          const [from, to] = pictures().map((picture) => scene.bytes(picture));
          for (const [index, progress] of steps.entries()) {
            const [a, b] = pictures();
            const request = { from: a, to: b, transition: definition.id, progress, width, height };
            const drawn = scene.bytes(await stage.still({ ...request, tier: 'shader' as const, seed: 0.37 }));
            const target = progress === 0 ? from : progress === 1 ? to : wanted[index];
            results.push({ id: definition.id, progress, ...scene.apart(drawn, target ?? drawn, 6) });
          }
        }
        harness.dispose();
        stage.dispose();
        return results;
      },
      { first, count: BATCH, steps: [...STEPS] },
    );
    expect(facts).toHaveLength(BATCH * STEPS.length);
    const isEnd = (progress: number): boolean => progress === 0 || progress === 1;
    expect(facts.filter(({ progress, max, share }) => (isEnd(progress) ? max > 0 : share > FAR_SHARE))).toEqual([]);
  });
}
