import { expect, it, vi } from 'vitest';

/** The method as an older browser gets it, put back as it was afterwards. */
async function without<T>(target: object, name: string, use: () => T): Promise<T> {
  const own = Object.getOwnPropertyDescriptor(target, name);
  Reflect.deleteProperty(target, name);
  try {
    vi.resetModules();
    await import('./older-browsers.ts');
    return use();
  } finally {
    if (own) Object.defineProperty(target, name, own);
  }
}

it('sorts and turns copies of arrays, and of typed ones', async () => {
  const mixed = [3, 1, 2];
  expect(await without(Array.prototype, 'toSorted', () => mixed.toSorted((a, b) => b - a))).toEqual([3, 2, 1]);
  expect(await without(Array.prototype, 'toReversed', () => mixed.toReversed())).toEqual([2, 1, 3]);
  expect(mixed).toEqual([3, 1, 2]);
  const typed = Object.getPrototypeOf(Int8Array.prototype) as object;
  const numbers = Float32Array.of(10, 9, 1);
  expect(await without(typed, 'toSorted', () => numbers.toSorted())).toEqual(Float32Array.of(1, 9, 10));
  expect(Object.keys([]), 'nothing new is counted in a for…in').toEqual([]);
});

it('joins signals: the first that ends it says why, and one that has ended already ends it at once', async () => {
  const [one, other] = [new AbortController(), new AbortController()];
  const joined = await without(AbortSignal, 'any', () => AbortSignal.any([one.signal, other.signal]));
  expect(joined.aborted).toBe(false);
  other.abort('other');
  one.abort('one');
  expect(joined).toMatchObject({ aborted: true, reason: 'other' });
  const late = await without(AbortSignal, 'any', () => AbortSignal.any([new AbortController().signal, one.signal]));
  expect(late).toMatchObject({ aborted: true, reason: 'one' });
});

it('leaves what the browser brings alone', async () => {
  const { toSorted } = Array.prototype;
  const { any } = AbortSignal;
  vi.resetModules();
  await import('./older-browsers.ts');
  expect([Array.prototype.toSorted, AbortSignal.any]).toEqual([toSorted, any]);
});
