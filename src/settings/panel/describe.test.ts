import { describe, expect, it } from 'vitest';
import { coreSettings } from '../../shared/core-settings.ts';
import type { SettingsSpec } from '../../shared/settings-spec.ts';
import { isSegments } from './controls/shape.ts';
import { describeField, namedValues } from './describe.ts';

const specs = coreSettings as unknown as readonly SettingsSpec[];
const kindOf = (namespace: string, field: string) => {
  const spec = specs.find((it) => it.namespace === namespace);
  return spec ? describeField(spec, field) : null;
};

describe('describeField', () => {
  it('finds a control for every field that is not edited elsewhere', () => {
    for (const spec of specs) {
      for (const field of Object.keys(spec.schema.shape)) {
        const isHidden = spec.hints[field]?.hidden === true;
        expect(describeField(spec, field).kind === 'none', `${spec.namespace}.${field}`).toBe(isHidden);
      }
    }
  });

  it('reads kinds, options and ranges from the specs', () => {
    expect(kindOf('slideshow', 'intervalSec')).toEqual({
      kind: 'number',
      min: 1,
      max: 86_400,
      step: 1,
      unit: 's',
      scale: 'log',
    });
    expect(kindOf('transitions', 'durationMs')).toMatchObject({ kind: 'number', min: 0, max: 30_000 });
    expect(kindOf('display', 'kenBurns')).toEqual({ kind: 'switch' });
    expect(kindOf('transitions', 'type')).toEqual({ kind: 'text' });
    expect(kindOf('slideshow', 'direction')).toEqual({
      kind: 'choice',
      options: [
        { value: 'up', label: 'Up' },
        { value: 'down', label: 'Down' },
      ],
    });
  });
});

describe('namedValues', () => {
  const params = {
    preset: { type: 'int', default: 0, label: 'Preset' },
    blendSec: { type: 'float', default: 2.7, label: 'Blend' },
  } as const;
  const many = Object.fromEntries(
    Array.from({ length: 12 }, (_, at) => [`p${at}`, { label: `Name ${at}`, params: at === 0 ? {} : { preset: at } }]),
  );

  it('makes one list of many looks that only say which one it is', () => {
    const named = namedValues({ params, presets: many });
    expect(named?.name).toBe('preset');
    expect(named?.kind.look).toBe('select');
    expect(named?.kind.options[0]).toEqual({ value: '0', label: 'Name 0' });
    expect(named?.kind.options[11]).toEqual({ value: '11', label: 'Name 11' });
    expect(isSegments({ ...named?.kind, kind: 'choice', options: named?.kind.options ?? [], look: 'segments' })).toBe(
      false,
    );
  });

  it('leaves few looks, and looks of several adjustments, as they are', () => {
    expect(namedValues({ params, presets: { one: { label: 'One', params: { preset: 1 } } } })).toBeNull();
    const mixed = { ...many, soft: { label: 'Soft', params: { preset: 3, blendSec: 9 } } };
    expect(namedValues({ params, presets: mixed })).toBeNull();
  });
});
