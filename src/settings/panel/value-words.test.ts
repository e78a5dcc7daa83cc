import { describe, expect, it } from 'vitest';
import { coreSettings } from '../../shared/core-settings.ts';
import type { SettingsSpec } from '../../shared/settings-spec.ts';
import { labelOf, valueInWords } from './value-words.ts';

const specs = coreSettings as unknown as readonly SettingsSpec[];
const inWords = (path: string, value: unknown): string => {
  const [namespace, field = ''] = path.split('.');
  return valueInWords(
    specs.find((spec) => spec.namespace === namespace),
    field,
    value,
  );
};

describe('a value without its control', () => {
  it('is said in the words of its control', () => {
    expect(inWords('display.fit', 'blur')).toBe('Blurred edges');
    expect(inWords('display.kenBurns', false)).toBe('Off');
    expect(inWords('slideshow.intervalSec', 0)).toBe('0 s');
    expect(inWords('slideshow.intervalSec', 1200)).toBe('1,200 s');
    expect(
      inWords('sources.entries', [
        { id: 'a', label: 'Holidays' },
        { id: 'b', label: '' },
      ]),
    ).toBe('Holidays, b');
  });

  it('is said whatever it is', () => {
    for (const spec of specs) {
      for (const field of Object.keys(spec.schema.shape)) {
        for (const value of [
          undefined,
          null,
          '',
          [],
          {},
          'x'.repeat(900),
          { a: { b: [1] } },
          [[], null, 7],
          Number.NaN,
        ]) {
          const words = valueInWords(spec, field, value);
          expect(words.length, `${spec.namespace}.${field}`).toBeGreaterThan(0);
          expect(words.length).toBeLessThan(70);
        }
      }
    }
    expect(valueInWords(undefined, 'x', true)).toBe('On');
  });
});

it('a path is called as its setting is, one that nobody knows as it stands', () => {
  expect(labelOf(specs, 'display.fit')).toBe('Fit');
  expect(labelOf(specs, 'display')).toBe('Display');
  expect(labelOf(specs, 'hologram.depth')).toBe('hologram.depth');
});
