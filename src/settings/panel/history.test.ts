import { describe, expect, it } from 'vitest';
import { coreDefaults } from '../../shared/core-defaults.ts';
import type { Settings } from '../../shared/core-settings.ts';
import { changesBetween, createHistory, patchOf } from './history.ts';

const withFit = (fit: 'fill' | 'fit' | 'blur'): Settings => ({
  ...coreDefaults,
  display: { ...coreDefaults.display, fit },
});
const step = (key: string, atMs: number, from: Settings, to: Settings) => ({
  label: key,
  key,
  atMs,
  changes: changesBetween(from, to),
});

describe('undo', () => {
  it('takes back a drag as one step, and does it again', () => {
    const history = createHistory();
    history.record(step('display.fit', 0, withFit('fill'), withFit('fit')));
    history.record(step('display.fit', 100, withFit('fit'), withFit('blur')));
    const undone = history.undo();
    expect(patchOf(undone?.changes ?? [], 'before', withFit('blur'))).toEqual({ display: { fit: 'fill' } });
    expect(history.undo()).toBeNull();
    const redone = history.redo();
    expect(patchOf(redone?.changes ?? [], 'after', withFit('fill'))).toEqual({ display: { fit: 'blur' } });
  });

  it('keeps apart what was changed later or elsewhere', () => {
    const history = createHistory();
    history.record(step('display.fit', 0, withFit('fill'), withFit('fit')));
    history.record(step('display.fit', 5000, withFit('fit'), withFit('blur')));
    const elsewhere = { ...withFit('blur'), slideshow: { ...coreDefaults.slideshow, intervalSec: 7 } };
    expect(patchOf(history.undo()?.changes ?? [], 'before', elsewhere)).toEqual({ display: { fit: 'fit' } });
    expect(history.lastDone()?.changes).toHaveLength(1);
  });

  it('forgets a step that changed nothing, and what was undone once something new is done', () => {
    const history = createHistory();
    history.record(step('display.fit', 0, withFit('fill'), withFit('fill')));
    expect(history.lastDone()).toBeNull();
    history.record(step('display.fit', 0, withFit('fill'), withFit('fit')));
    history.undo();
    history.record(step('display.fit', 9000, withFit('fill'), withFit('blur')));
    expect(history.redo()).toBeNull();
  });

  it('never brings back a source that is gone, nor takes one away', () => {
    const entry = (id: string, enabled: boolean) => ({
      id,
      source: 'links',
      label: id,
      enabled,
      weight: 1,
      params: {},
    });
    const withEntries = (...entries: ReturnType<typeof entry>[]): Settings => ({
      ...coreDefaults,
      sources: { ...coreDefaults.sources, entries },
    });
    const changes = changesBetween(withEntries(entry('a', true), entry('b', true)), withEntries(entry('a', false)));
    const now = withEntries(entry('a', false), entry('c', true));
    expect(patchOf(changes, 'before', now)).toEqual({ sources: { entries: [entry('a', true), entry('c', true)] } });
  });
});
