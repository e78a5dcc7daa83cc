/** Pasted bodies: what is wrong is told with its line, what does harm never reaches the show, or is named and blocked. */
import { expect, test } from './scene.ts';

const body = (inside: string): string => `vec4 transition(vec2 uv) {\n${inside}\n}`;
const GOOD = body('  return mix(getFromColor(uv), getToColor(uv), progress);');

test('errors carry the lines of the pasted text, and what is fine passes', async ({ openScene }) => {
  const page = await openScene();
  const check = (glsl: string) =>
    page.evaluate(async (text) => {
      const stage = window.scene.create();
      const { errors } = await stage.library.check(text);
      stage.dispose();
      return errors;
    }, glsl);
  expect(await check(GOOD)).toEqual([]);
  const undeclared = await check(`// one\n// two\n${body('  float a = missing;\n  return vec4(a);')}`);
  expect(undeclared[0]?.line).toBe(4);
  expect(undeclared[0]?.message).toContain('missing');
  expect((await check(body('  return 1.0')))[0]?.line).toBeGreaterThanOrEqual(2);
  for (const hostile of [
    body('  for (;;) uv.x += 0.1;\n  return getFromColor(uv);'),
    body('  for (int i = 0; i < 1000000; i++) uv.x += 0.1;\n  return getFromColor(uv);'),
    `#version 300 es\n${GOOD}`,
    `#pragma optimize(off)\n${GOOD}`,
    `${GOOD}\n//${'x'.repeat(200_000)}`,
    `#define A0 1.0 +\n${Array.from({ length: 40 }, (_, n) => `#define A${n + 1} A${n} A${n}`).join('\n')}\n${body('  return vec4(A40 1.0);')}`,
    body('  return getFromColor(uv);\n}\nvoid main() {'),
    'uniform vec4 _toView;\n' + GOOD,
  ]) {
    const errors = await check(hostile);
    expect(errors.length, hostile.slice(0, 80)).toBeGreaterThan(0);
    expect(errors.every(({ line, message }) => line >= 1 && message.length > 5)).toBe(true);
  }
});

test('one that loses the context is named and blocked, and the show goes on undemoted', async ({ openScene }) => {
  const page = await openScene();
  const facts = await page.evaluate(async (glsl) => {
    const { scene } = window;
    const told: string[] = [];
    const guard = {
      begin: (id: string) => void told.push(`begin ${id}`),
      end: (id: string) => void told.push(`end ${id}`),
      blame: (id: string) => void told.push(`blame ${id}`),
    };
    Object.assign(scene.settings.display, { tier: 'shader' });
    const show = scene.manual({ guard });
    await show.start('dawn', 'shader', ['crossfade']);
    await show.stage.library.setCustom([
      { id: 'custom-fine', name: 'Fine', glsl },
      { id: 'custom-evil', name: 'Evil', glsl },
    ]);
    await show.compiled('custom-fine');
    await show.compiled('custom-evil');
    show.show('forest', { transition: 'custom-fine' });
    await show.begun();
    await show.finish();
    const fine = told.splice(0);
    show.show('dawn', { transition: 'custom-evil' });
    await show.begun();
    show.stage.loseContext();
    for (let wait = 0; wait < 200 && !told.some((line) => line.startsWith('blame')); wait++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const end = await show.finish();
    const dropped = scene.events.last(50).filter(({ type }) => type === 'transition.dropped').length;
    const { demotions } = { demotions: show.stage.demotions().length };
    show.stage.dispose();
    return { fine, evil: told, end, dropped, demotions };
  }, GOOD);
  expect(facts.fine.at(0)).toBe('begin custom-fine');
  expect(facts.fine.at(-1)).toBe('end custom-fine');
  expect(facts.evil).toContain('blame custom-evil');
  expect(facts.end).toBe('finished');
  expect(facts.dropped).toBe(1);
  expect(facts.demotions).toBe(0);
});
