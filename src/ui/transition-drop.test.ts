import { describe, expect, it } from 'vitest';
import type { OverlayHost, TransitionInfo } from '../shared/app-api.ts';
import { AppError } from '../shared/errors.ts';
import { partTransitions } from './drop-target.ts';
import type { Notice } from './notice/notices.ts';
import { addTransitions } from './transition-drop.ts';

function bench(refusal: string | null = null) {
  const added: { name: string; glsl: string }[] = [];
  const used: string[] = [];
  const told: Notice[] = [];
  const transitions = {
    add: (body: { name: string; glsl: string }) => {
      if (refusal) return Promise.reject(new AppError('input.invalid', refusal));
      added.push(body);
      return Promise.resolve({ id: `custom-${added.length}`, label: body.name || 'From the text' } as TransitionInfo);
    },
    use: (id: string) => Promise.resolve(void used.push(id)),
  };
  const host = { transitions } as unknown as OverlayHost;
  return { added, used, told, drop: (...files: File[]) => addTransitions(host, (it) => told.push(it), files) };
}

const body = 'vec4 transition(vec2 uv) { return getToColor(uv); }';

describe('a dropped list of feeds', () => {
  it('is added as a source, and one that cannot be says why', async () => {
    const added: unknown[] = [];
    const told: Notice[] = [];
    const addSource = (id: string, { dropped = [] }: { dropped?: readonly (FileSystemHandle | File)[] }) => {
      if (dropped[0]?.name === 'empty.opml') return Promise.reject(new AppError('source.invalid', 'It is empty.'));
      added.push([id, dropped.map(({ name }) => name)]);
      return Promise.resolve('feed-1');
    };
    const host = { addSource } as unknown as OverlayHost;
    const files = ['mine.OPML', 'empty.opml'].map((name) => new File(['<opml/>'], name));
    await addTransitions(host, (it) => told.push(it), files);
    expect(added).toEqual([['feed', ['mine.OPML']]]);
    expect(told.map(({ message }) => message)).toEqual(['“empty.opml” was not added. It is empty.']);
  });

  it('is told from photos by its name', () => {
    const { own, rest } = partTransitions([new File([], 'a.opml'), new File([], 'b.jpg'), new File([], 'c.xml')]);
    expect([own, rest].map((files) => files.map(({ name }) => name))).toEqual([['a.opml'], ['b.jpg', 'c.xml']]);
  });
});

describe('a dropped transition', () => {
  it('is kept under the name of its file, and can be used at once', async () => {
    const { added, used, told, drop } = bench();
    await drop(new File([body], 'Soft tide.glsl'));
    expect(added).toEqual([{ name: 'Soft tide', glsl: body }]);
    expect(told[0]?.message).toBe('“Soft tide” is among your transitions now.');
    told[0]?.action?.run();
    expect(used).toEqual(['custom-1']);
  });

  it('keeps the name that its text gives it', async () => {
    const { added, drop } = bench();
    await drop(new File([`// Name: Tide\n${body}`], 'download (3).glsl'));
    expect(added[0]?.name).toBe('');
  });

  it('that does not work says why, and the next one is tried', async () => {
    const { told, drop } = bench('It does not work yet. Line 3: “tide” is not declared.');
    await drop(new File(['x'], 'a.glsl'), new File(['y'], 'b.frag'));
    expect(told.map(({ message }) => message)).toEqual([
      '“a.glsl” was not added. It does not work yet. Line 3: “tide” is not declared.',
      '“b.frag” was not added. It does not work yet. Line 3: “tide” is not declared.',
    ]);
  });

  it('that is too large is not even read, and no more than twenty are taken', async () => {
    const { added, told, drop } = bench();
    await drop(new File([new Uint8Array(300_000)], 'huge.glsl'));
    expect(added).toEqual([]);
    expect(told[0]?.message).toContain('too large');
    await drop(...Array.from({ length: 22 }, (_, index) => new File([body], `${index}.glsl`)));
    expect(added).toHaveLength(20);
    expect(told.at(-1)?.message).toBe('2 more files were left out. Drop them again.');
  });
});
