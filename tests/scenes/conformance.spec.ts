/**
 * What every transition owes on every tier, without naming one: a new folder is tested by being there.
 * `UPDATE_GOLDEN=1` writes the golden pictures anew; look at them before you keep them.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { TIERS } from '../../src/shared/tier.ts';
import { transitionIds } from './transition-ids.ts';
import { expect, test } from './scene.ts';

const golden = (name: string): string => fileURLToPath(new URL(`golden/${name}.png`, import.meta.url));
const PROGRESS = [0, 0.25, 0.5, 0.75, 1];
/** A material of its own (dark gaps, printed dots, a vortex) may lead this much further away in the first half. */
const DETOUR = 1.2;

for (const tier of TIERS) {
  for (const id of transitionIds) {
    test(`${id} on ${tier}: exact ends, on its way to the target, as painted before`, async ({ openScene }) => {
      const page = await openScene();
      const { facts, png } = await page.evaluate(
        async ({ id, tier, steps }) => {
          const { scene } = window;
          const stage = scene.create();
          const [width, height] = [160, 90];
          const still = (progress: number): Promise<ImageBitmap> =>
            stage.still({
              from: scene.picture('dawn', width, height),
              to: scene.picture('forest', width, height),
              transition: id,
              progress,
              width,
              height,
              tier,
              seed: 0.37,
            });
          const from = scene.bytes(scene.picture('dawn', width, height));
          const to = scene.bytes(scene.picture('forest', width, height));
          const facts = [];
          for (const progress of steps) {
            const data = scene.bytes(await still(progress));
            const again = scene.bytes(await still(progress));
            let light = 0;
            for (let index = 0; index < data.length; index += 4) light = Math.max(light, data[index + 1] ?? 0);
            facts.push({
              progress,
              light,
              repeats: scene.difference(data, again).max,
              fromStart: scene.difference(data, from),
              toTarget: scene.difference(data, to),
            });
          }
          const png = await scene.pngOf([await still(0.25), await still(0.5), await still(0.75)]);
          stage.dispose();
          return { facts, png };
        },
        { id, tier, steps: PROGRESS },
      );
      expect(facts[0]?.fromStart.max).toBe(0);
      expect(facts.at(-1)?.toTarget.max).toBe(0);
      for (const [index, fact] of facts.entries()) {
        expect(fact.light, 'not black').toBeGreaterThan(60);
        expect(fact.repeats, 'the same again').toBe(0);
        const before = facts[index - 1];
        const reference = fact.progress > 0.5 ? before : facts[0];
        const most = (reference?.toTarget.mean ?? 0) * (fact.progress > 0.5 ? 1 : DETOUR);
        expect(fact.toTarget.mean).toBeLessThan(most);
        if (fact.progress > 0 && fact.progress < 1) expect(fact.fromStart.max).toBeGreaterThan(0);
      }
      const file = golden(`${id}-${tier}`);
      if (process.env['UPDATE_GOLDEN']) {
        mkdirSync(golden('').replace(/[^/]*$/, ''), { recursive: true });
        writeFileSync(file, Buffer.from(png, 'base64'));
      }
      expect(existsSync(file), `${file} is missing: run with UPDATE_GOLDEN=1`).toBe(true);
      const off = await page.evaluate(
        async ([a, b]) => {
          const { scene } = window;
          return scene.difference((await scene.bytesOfPng(a ?? '')).data, (await scene.bytesOfPng(b ?? '')).data);
        },
        [png, readFileSync(file).toString('base64')],
      );
      expect(off.mean).toBeLessThan(2);
      expect(off.far).toBeLessThan(0.02);
    });
  }
}
