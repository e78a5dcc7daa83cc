import { describe, expect, it } from 'vitest';
import { startThread } from '../../tests/fakes/thread.ts';
import { CountedRingReader, CountedRingWriter, countedRingBytes } from './counted-ring.ts';
import { mailboxBytes, MailboxReader, MailboxWriter, slotOffsets } from './mailbox.ts';

const slotBytes = 8 * 256;
const slotsOf = (memory: ArrayBufferLike) =>
  slotOffsets(slotBytes).map((offset) => new Float64Array(memory, offset, slotBytes / 8));

describe('a mailbox', () => {
  it('hands over the newest, once', () => {
    const memory = new SharedArrayBuffer(mailboxBytes(slotBytes));
    const [writer, reader, slots] = [new MailboxWriter(memory), new MailboxReader(memory), slotsOf(memory)];
    expect(reader.take()).toBe(-1);
    for (const value of [1, 2, 3]) {
      slots[writer.slot]?.fill(value);
      writer.publish();
    }
    expect(slots[reader.take()]?.[0]).toBe(3);
    expect(reader.take()).toBe(-1);
  });

  it('never lets both hold one slot, in whatever order they come', () => {
    const memory = new SharedArrayBuffer(mailboxBytes(slotBytes));
    const [writer, reader] = [new MailboxWriter(memory), new MailboxReader(memory)];
    let held = -1;
    for (let i = 0; i < 500; i += 1) {
      if ((i * 7) % 5 < 3) writer.publish();
      const taken = (i * 3) % 4 < 2 ? reader.take() : -1;
      if (taken >= 0) held = taken;
      expect(writer.slot).not.toBe(held);
    }
  });

  it('is never torn between two threads, and never goes back', async () => {
    const memory = new SharedArrayBuffer(mailboxBytes(slotBytes));
    const writes = 60_000;
    const writer = await startThread(
      new URL('./mailbox.ts', import.meta.url),
      `const writer = new MailboxWriter(data.memory);
      const slots = slotOffsets(data.slotBytes).map((offset) => new Float64Array(data.memory, offset, data.slotBytes / 8));
      for (let n = 1; n <= data.writes; n += 1) {
        slots[writer.slot].fill(n);
        writer.publish();
      }
      say('done');`,
      { memory, slotBytes, writes },
    );
    const state = { isDone: false };
    const done = new Promise<void>((resolve, reject) => {
      writer.once('message', () => ((state.isDone = true), resolve()));
      writer.once('error', reject);
    });
    const [reader, slots] = [new MailboxReader(memory), slotsOf(memory)];
    let [torn, backwards, last] = [0, 0, 0];
    const look = (): void => {
      const slot = slots[reader.take()];
      if (!slot) return;
      const value = slot[0] ?? 0;
      for (const part of slot) if (part !== value) torn += 1;
      if (value <= last) backwards += 1;
      last = value;
    };
    while (!state.isDone) {
      for (let i = 0; i < 200; i += 1) look();
      await new Promise((resolve) => setImmediate(resolve));
    }
    look();
    await done;
    await writer.terminate();
    expect([torn, backwards]).toEqual([0, 0]);
    expect(last).toBe(writes);
  }, 30_000);
});

describe('a counted ring', () => {
  it('tells each event once, and only the newest to one who stayed away', () => {
    const memory = new SharedArrayBuffer(countedRingBytes(2));
    const [writer, reader] = [new CountedRingWriter(memory, 2), new CountedRingReader(memory, 2)];
    const read = (): number[] => {
      const got: number[] = [];
      while (reader.next()) got.push(reader.row[0] ?? -1);
      return got;
    };
    for (let n = 0; n < 5; n += 1) writer.push(n, 0);
    expect(read()).toEqual([0, 1, 2, 3, 4]);
    expect(read()).toEqual([]);
    for (let n = 5; n < 1005; n += 1) writer.push(n, 0);
    const late = read();
    expect(late.at(-1)).toBe(1004);
    expect(late).toEqual(late.map((_, i) => (late[0] ?? 0) + i));
    expect(late.length).toBeGreaterThan(200);
  });

  it('tells no half of an event between two threads', async () => {
    const memory = new SharedArrayBuffer(countedRingBytes(3));
    const writer = await startThread(
      new URL('./counted-ring.ts', import.meta.url),
      `const writer = new CountedRingWriter(data.memory, 3);
      for (let n = 1; n <= 200000; n += 1) writer.push(n, n * 2, n * 3);
      say('done');`,
      { memory },
    );
    const state = { isDone: false };
    writer.once('message', () => (state.isDone = true));
    const reader = new CountedRingReader(memory, 3);
    let [halves, backwards, last] = [0, 0, 0];
    while (!state.isDone) {
      for (let i = 0; i < 400 && reader.next(); i += 1) {
        const [a = 0, b = 0, c = 0] = reader.row;
        if (b !== a * 2 || c !== a * 3) halves += 1;
        if (a <= last) backwards += 1;
        last = a;
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    await writer.terminate();
    expect([halves, backwards]).toEqual([0, 0]);
    expect(last).toBeGreaterThan(0);
  }, 30_000);
});
