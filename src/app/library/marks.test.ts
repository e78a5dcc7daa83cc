import { describe, expect, it } from 'vitest';
import { photo } from '../../../tests/slideshow/fakes.ts';
import type { MarkKind, PhotoMark } from '../../shared/library-api.ts';
import { LibraryMarks, type MarksParts } from './marks.ts';

function open() {
  const kept = new Map<string, PhotoMark>();
  const never = new Set<string>();
  const left: string[] = [];
  const link = {
    async call(command: string, ...args: readonly unknown[]): Promise<unknown> {
      if (command === 'marks') return [...kept.values()];
      const [photoId, kind] = args as [string, MarkKind | null];
      const before = kept.get(photoId)?.kind ?? null;
      if (kind) kept.set(photoId, { photoId, kind, title: photoId, source: 'a', atMs: 1 });
      else kept.delete(photoId);
      return { photoId, title: photoId, before, after: kind };
    },
  } as unknown as MarksParts['link'];
  const marks = new LibraryMarks({
    link,
    chooser: {
      ref: (id) => (id.startsWith('a:') ? photo(id) : undefined),
      setNever: (id, is) => void (is ? never.add(id) : never.delete(id)),
    },
    sourceOf: () => 'Holidays',
    changed: () => undefined,
    leave: (id) => left.push(id),
  });
  return { ...marks.commands(), kept, hidden: never, left };
}

describe('marks on the page', () => {
  it('are taken back one by one, the last one first', async () => {
    const here = open();
    await here.favourite('a:1');
    await here.never('a:1');
    await here.favourite('a:2');
    expect(await here.undo()).toMatchObject({ photoId: 'a:2', before: null, after: 'favourite' });
    expect(here.isFavourite('a:2')).toBe(false);
    expect(await here.undo()).toMatchObject({ photoId: 'a:1', before: 'favourite', after: 'never' });
    expect(here.isFavourite('a:1')).toBe(true);
    expect(here.kept.get('a:1')?.kind).toBe('favourite');
    await here.undo();
    expect(await here.undo()).toBeNull();
    expect(here.kept.size).toBe(0);
  });

  it('send an unwanted photo away at once', async () => {
    const here = open();
    await here.never('a:1');
    expect(here.left).toEqual(['a:1']);
    expect([...here.hidden]).toEqual(['a:1']);
  });

  it('change nothing where there is nothing to take back', async () => {
    const here = open();
    await here.favourite('a:1');
    await here.allow('a:1');
    await here.unfavourite('a:2');
    expect(here.kept.get('a:1')?.kind).toBe('favourite');
    expect(await here.undo()).toMatchObject({ photoId: 'a:1', after: 'favourite' });
    expect(await here.undo()).toBeNull();
  });

  it('of an earlier visit can be taken away before they were ever looked at', async () => {
    const here = open();
    here.kept.set('a:9', { photoId: 'a:9', kind: 'never', title: '', source: '', atMs: 1 });
    await here.allow('a:9');
    expect(here.kept.size).toBe(0);
  });

  it('are refused for a photo that no source has', async () => {
    await expect(open().favourite('gone')).rejects.toMatchObject({ kind: 'input.invalid' });
  });
});
