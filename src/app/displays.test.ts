import { describe, expect, it } from 'vitest';
import { displayName, openDisplays, type DisplayBox } from './displays.ts';

/** Windows of one browser: what one says, all others hear. */
function browser() {
  const open = new Set<(event: { data: unknown }) => void>();
  return {
    say: (data: unknown) => open.forEach((hear) => hear({ data })),
    window(name: string, box?: () => DisplayBox) {
      let own: ((event: { data: unknown }) => void) | null = null;
      return openDisplays(
        name,
        {
          postMessage: (data) => open.forEach((hear) => hear !== own && hear({ data: structuredClone(data) })),
          addEventListener: (_type, hear) => {
            own = hear;
            open.add(hear);
          },
          close: () => own && open.delete(own),
        },
        { id: `${name}-${open.size}`, ...(box ? { box } : {}) },
      );
    },
  };
}

describe('displays', () => {
  it('know each other by name, whoever was first', () => {
    const { window } = browser();
    const kitchen = window('kitchen');
    const hall = window('hall');
    expect(kitchen.others()).toEqual(['hall']);
    expect(hall.others()).toEqual(['kitchen']);
  });

  it('forget one that was closed, and count two of a name once', () => {
    const { window } = browser();
    const kitchen = window('kitchen');
    const hall = window('hall');
    const second = window('hall');
    window('');
    expect(kitchen.others()).toEqual(['hall']);
    hall.dispose();
    expect(kitchen.others()).toEqual(['hall']);
    second.dispose();
    expect(kitchen.others()).toEqual([]);
  });

  it('hear what is told, and forget one that died without a word', () => {
    const { window, say } = browser();
    const kitchen = window('kitchen');
    const hall = window('hall');
    const heard: unknown[] = [];
    hall.onTold((data) => heard.push(data));
    kitchen.tell({ photo: 1 });
    expect(heard).toEqual([{ photo: 1 }]);
    say({ id: 'ghost', name: 'ghost', kind: 'here' });
    expect(kitchen.count()).toBe(2);
    kitchen.callRoll();
    kitchen.callRoll();
    expect(kitchen.others()).toEqual(['hall']);
    expect(kitchen.count()).toBe(1);
  });

  it('do not listen to anything else on the channel', () => {
    const { window, say } = browser();
    const kitchen = window('kitchen');
    for (const data of [null, 7, 'hello', { id: 'x' }, { id: 'x', name: 3, kind: 'here' }]) say(data);
    expect(kitchen.others()).toEqual([]);
  });

  it('say where they stand, and tell when one comes or goes', () => {
    const { window, say } = browser();
    const box = { left: 1920, top: 0, width: 1280, height: 720 };
    const kitchen = window('kitchen');
    let changes = 0;
    const stop = kitchen.onChange(() => (changes += 1));
    const hall = window('hall', () => box);
    expect(kitchen.windows()).toEqual([{ name: 'hall', box }]);
    expect(changes).toBe(1);
    say({ id: 'old', name: 'attic', kind: 'here', box: { left: 'far' } });
    expect(kitchen.windows()[0]).toEqual({ name: 'attic', box: null });
    hall.dispose();
    expect(changes).toBe(3);
    stop();
    window('porch');
    expect(changes).toBe(3);
  });

  it('know of those without a name, and forget one that went without a word', () => {
    const { window, say } = browser();
    const kitchen = window('kitchen');
    expect(kitchen.hasUnnamed()).toBe(false);
    window('');
    say({ id: 'crashed', name: 'cellar', kind: 'here' });
    expect(kitchen.hasUnnamed()).toBe(true);
    expect(kitchen.others()).toEqual(['cellar']);
    kitchen.callRoll();
    kitchen.callRoll();
    expect(kitchen.others()).toEqual([]);
    expect(kitchen.hasUnnamed()).toBe(true);
  });

  it('take their name from the address', () => {
    expect(displayName('?display=%20kitchen%20&x=1')).toBe('kitchen');
    expect(displayName('')).toBe('');
  });
});
