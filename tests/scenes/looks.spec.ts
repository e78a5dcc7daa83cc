/**
 * What the eye asks of every transition of ours on the shader tier: no pop at either end, no flash in between, any
 * shape of surface, both ends of every parameter.
 */
import { transitionIds } from './transition-ids.ts';
import { expect, test } from './scene.ts';

/** Mean difference to the plain photo, of 255, this near to an end. */
const NEAR_END = 0.006;
const LARGEST_POP = 3;
/** How far the light of the whole picture may leave the range of both photos, of 255. */
const LARGEST_EXCESS = 24;
const SHAPES = [
  [32, 57],
  [128, 36],
] as const;

test('nothing pops at either end and nothing flashes', async ({ openScene }) => {
  test.setTimeout(180_000);
  const page = await openScene();
  const facts = await page.evaluate(
    async ({ ids, near }) => {
      const { scene } = window;
      const stage = scene.create();
      const [width, height] = [64, 36];
      const lightOf = (data: Uint8ClampedArray): number => {
        let sum = 0;
        for (let index = 0; index < data.length; index += 4) {
          sum += 0.21 * (data[index] ?? 0) + 0.72 * (data[index + 1] ?? 0) + 0.07 * (data[index + 2] ?? 0);
        }
        return sum / (data.length / 4);
      };
      const [from, to] = (['night', 'dawn'] as const).map((kind) => scene.bytes(scene.picture(kind, width, height)));
      if (!from || !to) throw new Error('no pictures');
      const [low, high] = [lightOf(from), lightOf(to)].toSorted((a, b) => a - b);
      const results = [];
      for (const transition of ids) {
        const at = async (progress: number): Promise<Uint8ClampedArray> => {
          const photos = { from: scene.picture('night', width, height), to: scene.picture('dawn', width, height) };
          return scene.bytes(
            await stage.still({ ...photos, transition, progress, width, height, tier: 'shader', seed: 0.6 }),
          );
        };
        const start = scene.difference(await at(near), from).mean;
        const end = scene.difference(await at(1 - near), to).mean;
        let excess = 0;
        for (const progress of [0.2, 0.35, 0.5, 0.65, 0.8]) {
          const light = lightOf(await at(progress));
          excess = Math.max(excess, light - (high ?? 0), (low ?? 0) - light);
        }
        results.push({ transition, start, end, excess });
      }
      stage.dispose();
      return results;
    },
    { ids: transitionIds, near: NEAR_END },
  );
  expect(facts).toHaveLength(transitionIds.length);
  expect(
    facts.filter(({ start, end, excess }) => Math.max(start, end) > LARGEST_POP || excess > LARGEST_EXCESS),
  ).toEqual([]);
});

test('upright and very wide surfaces, and both ends of every parameter', async ({ openScene }) => {
  test.setTimeout(180_000);
  const page = await openScene();
  const facts = await page.evaluate(
    async ({ shapes }) => {
      const { scene } = window;
      const stage = scene.create();
      const wrong: string[] = [];
      for (const definition of scene.transitions) {
        const extremes = (['min', 'max'] as const).map((end) =>
          Object.fromEntries(
            Object.entries(definition.params).map(([name, spec]) => {
              if (spec.type === 'bool') return [name, end === 'max'];
              const value = spec[end] ?? 0;
              return [name, typeof spec.default === 'object' ? spec.default.map(() => value) : value];
            }),
          ),
        );
        for (const [index, [width, height]] of shapes.entries()) {
          for (const params of extremes) {
            const from = scene.picture('dawn', width, height);
            const to = scene.picture('forest', width, height);
            const request = { from, to, transition: definition.id, params, width, height, seed: 0.2 };
            const data = scene.bytes(await stage.still({ ...request, progress: 0.5, tier: 'shader' }));
            let light = 0;
            for (let at = 1; at < data.length; at += 4) light = Math.max(light, data[at] ?? 0);
            if (light < 60) wrong.push(`${definition.id} ${index} ${JSON.stringify(params)}`);
          }
        }
      }
      stage.dispose();
      return wrong;
    },
    { shapes: SHAPES },
  );
  expect(facts).toEqual([]);
});
