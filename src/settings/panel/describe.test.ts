import { describe, expect, it } from 'vitest';
import { coreSettings } from '../../shared/core-settings.ts';
import type { SettingsSpec } from '../../shared/settings-spec.ts';
import { describeField } from './describe.ts';

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
