import { describe, expect, it } from 'vitest';
import { longestWaitMs, openLock, readLockRow, waitAfter, type LockRow } from './interaction-lock.ts';

function drawer() {
  let kept: unknown;
  let nowMs = 1_000_000;
  return {
    pass: (ms: number) => (nowMs += ms),
    kept: () => kept as LockRow,
    /** As the next start of the page finds it. */
    open: (subtle: SubtleCrypto | undefined = crypto.subtle) =>
      openLock({
        rows: {
          load: () => Promise.resolve(structuredClone(kept)),
          save: (row) => Promise.resolve(void (kept = structuredClone(row))),
        },
        subtle,
        now: () => nowMs,
        iterations: 500,
      }),
  };
}

describe('the PIN of kiosk mode', () => {
  it('opens for the right digits only, and is kept as a hash', async () => {
    const chest = drawer();
    await (await chest.open()).setPin('2580');
    const lock = await chest.open();
    expect(lock.hasPin()).toBe(true);
    expect(await lock.tryPin('2581')).toEqual({ isRight: false, waitMs: 0 });
    expect(await lock.tryPin('2580')).toEqual({ isRight: true });
    const { pin } = chest.kept();
    expect(pin?.salt).toHaveLength(16);
    expect(new TextDecoder().decode(pin?.hash)).not.toContain('2580');
  });

  it('has another salt each time, so that the same PIN looks different', async () => {
    const chest = drawer();
    const lock = await chest.open();
    await lock.setPin('1234');
    const first = chest.kept().pin?.hash;
    await lock.setPin('1234');
    expect(chest.kept().pin?.hash).not.toEqual(first);
  });

  it('waits longer after each wrong try, across reloads, and takes no try meanwhile', async () => {
    const chest = drawer();
    await (await chest.open()).setPin('2580');
    for (const wait of [0, 0, 5000]) {
      const lock = await chest.open();
      expect(await lock.tryPin('0000')).toEqual({ isRight: false, waitMs: wait });
    }
    chest.pass(2000);
    const lock = await chest.open();
    expect(await lock.tryPin('2580'), 'the right one, too early').toEqual({ isRight: false, waitMs: 3000 });
    chest.pass(3000);
    expect(await lock.tryPin('0000')).toEqual({ isRight: false, waitMs: 10_000 });
    chest.pass(10_000);
    expect(await lock.tryPin('2580')).toEqual({ isRight: true });
    expect(await lock.tryPin('0000'), 'a right try forgives the wrong ones').toEqual({ isRight: false, waitMs: 0 });
  });

  it('looks at one try after the other, so that many at once win nothing', async () => {
    const chest = drawer();
    const lock = await chest.open();
    await lock.setPin('2580');
    const answers = await Promise.all(['1', '2', '3', '2580'].map((pin) => lock.tryPin(pin)));
    expect(answers.at(-1)).toMatchObject({ isRight: false });
  });

  it('never waits longer than ten minutes, whatever the clock says', async () => {
    expect(waitAfter(40)).toBe(longestWaitMs);
    const chest = drawer();
    const lock = await chest.open();
    await lock.setPin('2580');
    for (let index = 0; index < 3; index++) await lock.tryPin('0000');
    chest.pass(-86_400_000);
    expect(lock.waitMs()).toBe(5000);
  });

  it('holds a display only with a PIN, until it is taken away', async () => {
    const chest = drawer();
    const lock = await chest.open();
    lock.hold(true);
    expect(lock.isHeld()).toBe(false);
    await lock.setPin('2580');
    lock.hold(true);
    expect((await chest.open()).isHeld()).toBe(true);
    await lock.setPin('');
    expect((await chest.open()).isHeld()).toBe(false);
  });

  it('takes 4 to 12 digits, and none where the browser cannot hash', async () => {
    const lock = await drawer().open();
    for (const pin of ['123', '1234567890123', '12a4'])
      await expect(lock.setPin(pin)).rejects.toThrow(/4 to 12 digits/);
    const plain = await openLock({ rows: { load: async () => null, save: async () => undefined }, subtle: undefined });
    expect(plain.canKeepPin()).toBe(false);
    await expect(plain.setPin('1234')).rejects.toThrow(/https/);
  });

  it('takes a row that does not fit for no lock', () => {
    for (const raw of [null, 7, 'x', [], { pin: {}, held: true }, { pin: { salt: 'a', hash: 'b', iterations: -1 } }]) {
      expect(readLockRow(raw)).toEqual({ pin: null, held: false, failures: 0, waitUntilMs: 0 });
    }
  });
});
