import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { milkdrop } from './definition.ts';
import { presetNames } from './names.ts';
import { PresetTurns, type TurnRules } from './preset-turns.ts';

const rules: TurnRules = { preset: 0, changeSec: 40, onTrack: true, onDrop: true };
const quiet = { isDrop: false, isNewTrack: false };

function seeded(): () => number {
  let state = 5;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}

describe('presets', () => {
  it('are those of the package, in its order', () => {
    const pack = createRequire(import.meta.url)('butterchurn-presets') as {
      readonly getPresets?: () => object;
      readonly default?: { getPresets(): object };
    };
    expect([...presetNames]).toEqual(Object.keys(pack.getPresets?.() ?? pack.default?.getPresets() ?? {}));
  });

  it('are listed by name, each once, beside their turns', () => {
    const shown = Object.values(milkdrop.presets);
    expect(shown).toHaveLength(presetNames.length + 1);
    for (const { label } of shown) expect(label).toMatch(/^[^\s_$]/);
    expect(milkdrop.presets['p3']?.params).toEqual({ preset: 3 });
  });
});

describe('turns', () => {
  it('show every preset once before any comes back', () => {
    const turns = new PresetTurns(7, seeded());
    const order = Array.from({ length: 14 }, (_, at) => turns.next(at));
    expect(new Set(order.slice(0, 7)).size).toBe(7);
    expect(new Set(order.slice(7)).size).toBe(7);
    for (const [at, index] of order.entries()) expect(index).not.toBe(order[at - 1]);
  });

  it('come with time, with another piece and with a drop, but never in a hurry', () => {
    const turns = new PresetTurns(9, seeded());
    expect(turns.due(0, rules, quiet)).not.toBeNull();
    expect(turns.due(1_000, rules, quiet)).toBeNull();
    expect(turns.due(2_000, rules, { ...quiet, isDrop: true })).toBeNull();
    expect(turns.due(3_000, rules, { ...quiet, isNewTrack: true })).not.toBeNull();
    expect(turns.due(12_000, rules, { ...quiet, isDrop: true })).not.toBeNull();
    expect(turns.due(51_000, rules, quiet)).toBeNull();
    expect(turns.due(53_000, rules, quiet)).not.toBeNull();
    const still = { ...rules, changeSec: 0, onTrack: false, onDrop: false };
    expect(turns.due(900_000, still, { isDrop: true, isNewTrack: true })).toBeNull();
  });

  it('stay with the one that was chosen, and go on when it is let go', () => {
    const turns = new PresetTurns(9, seeded());
    turns.due(0, rules, quiet);
    expect(turns.due(1_000, { ...rules, preset: 4 }, quiet)).toBe(3);
    expect(turns.due(100_000, { ...rules, preset: 4 }, { isDrop: true, isNewTrack: true })).toBeNull();
    expect(turns.due(200_000, rules, quiet)).not.toBeNull();
  });

  it('leave out what does not work, until nothing is left', () => {
    const turns = new PresetTurns(2, seeded());
    turns.drop(0);
    expect([turns.next(0), turns.next(1)]).toEqual([1, 1]);
    expect(turns.due(2, { ...rules, preset: 1 }, quiet)).toBeNull();
    turns.drop(1);
    expect(turns.next(3)).toBeNull();
  });
});
