import { describe, expect, it } from 'vitest';
import { allTransitions } from './all-transitions.ts';
import { repairParams, requireParams } from './params.ts';

const ripple = allTransitions.find(({ id }) => id === 'ripple');
if (!ripple) throw new Error('no ripple');

describe('parameters', () => {
  it.each([
    ['drops', Number.NaN],
    ['drops', 2.5],
    ['drops', 99],
    ['depth', '1'],
    ['light', null],
    ['light', Infinity],
  ])('refuses %s = %s with a sentence', (name, value) => {
    expect(() => requireParams(ripple, { [name]: value })).toThrow(
      new RegExp(`“${name}” of Ripple must be a .*number from`),
    );
    expect(repairParams(ripple, { [name]: value })[name]).toBe(ripple.params[name]?.default);
  });

  it('names what it knows when it is given something else', () => {
    expect(() => requireParams(ripple, { drop: 1 })).toThrow(/no parameter “drop”.*drops, depth/);
    expect(() => requireParams(ripple, { constructor: 1 })).toThrow(/no parameter/);
  });

  it('takes both ends of every range', () => {
    for (const definition of allTransitions) {
      for (const [name, spec] of Object.entries(definition.params)) {
        const standard = spec.default;
        for (const end of [spec.min, spec.max, standard]) {
          if (spec.type === 'bool' && end === undefined) continue;
          const value = typeof standard === 'object' && typeof end === 'number' ? standard.map(() => end) : end;
          expect(requireParams(definition, { [name]: value })[name]).toBe(value);
        }
      }
    }
  });
});
