/** What every transition's folder owes, whatever it draws. A new folder is checked by being there. */
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allTransitions } from '../../src/render/all-transitions.ts';
import { glTransitions } from '../../src/render/gl-transitions/catalog.ts';
import { requireParams } from '../../src/render/params.ts';
import { cssFrameOf } from '../../src/render/tiers/css/tier.ts';
import { layerStyle } from '../../src/render/tiers/css/style.ts';
import { transitionFragment } from '../../src/render/tiers/shader/glsl.ts';
import { transitionIds } from '../../src/render/transitions.ts';

const folders = readdirSync(new URL('../../src/render/transitions', import.meta.url)).toSorted();

it('finds every folder, under its own name', () => {
  expect(transitionIds).toEqual(folders);
  expect(allTransitions.map(({ id }) => id).toSorted()).toEqual(folders);
});

it('has calm ones to choose from and a plain one for reduced motion', () => {
  expect(allTransitions.some(({ tags }) => tags.includes('calm'))).toBe(true);
  expect(allTransitions.some(({ tags }) => tags.includes('reduced-motion'))).toBe(true);
});

describe.each([...allTransitions, ...glTransitions])('$id', (definition) => {
  it('says what it is', () => {
    expect(definition.label).toMatch(/^[A-Z]/);
    expect(definition.description).toMatch(/^[A-Z].*\.$/);
    expect(definition.durationMs).toBeGreaterThanOrEqual(100);
    expect(definition.durationMs).toBeLessThanOrEqual(30_000);
  });

  it('has parameters with words, ranges and defaults inside them', () => {
    for (const spec of Object.values(definition.params)) {
      expect(spec.label).not.toBe('');
      if (spec.type === 'bool') continue;
      expect(spec.min).toBeDefined();
      expect(spec.max).toBeDefined();
    }
    const defaults = Object.fromEntries(Object.entries(definition.params).map(([name, spec]) => [name, spec.default]));
    expect(requireParams(definition, defaults)).toEqual(defaults);
  });

  it('becomes a complete program that declares each name once', () => {
    const fragment = transitionFragment(definition);
    expect(fragment).toMatch(/vec4\s+transition\s*\(\s*vec2/);
    for (const name of ['progress', 'ratio', 'seed', ...Object.keys(definition.params)]) {
      const declarations = fragment.match(new RegExp(`^\\s*uniform\\s+\\w+\\s+${name}\\s*[;/]`, 'gm'));
      expect(declarations, name).toHaveLength(1);
    }
  });

  it('gives finite css at every moment and never touches the end points', () => {
    const params = requireParams(definition, {});
    for (const seed of [0, 0.3, 0.999]) {
      const run = { id: definition.id, durationMs: 1, params, seed };
      expect(cssFrameOf({ definition, run, progress: 0 })).toBeNull();
      expect(cssFrameOf({ definition, run, progress: 1 })).toBeNull();
      for (let step = 1; step < 50; step++) {
        const frame = cssFrameOf({ definition, run, progress: step / 50 });
        for (const layer of [frame?.from, frame?.to]) {
          expect(JSON.stringify(layerStyle(layer ?? {}))).not.toMatch(/NaN|Infinity|undefined/);
        }
      }
    }
  });
});
