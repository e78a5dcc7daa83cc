/**
 * Undo and redo over what was changed in the panel: steps of fields with their value before and after. Pure; knows no control.
 *
 * Invariants: undoing a step touches only the fields it changed, so what came from elsewhere meanwhile stays. Sources are never
 * added or taken away here: what they kept is gone by then, and they have an undo of their own.
 */
import type { SettingsPatch } from '../../shared/app-api.ts';
import type { Settings } from '../../shared/core-settings.ts';
import { isSame } from '../../shared/plain-data.ts';

export interface Change {
  /** `namespace.field` */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface Step {
  /** What was changed, in the person's language. */
  readonly label: string;
  /** Steps of one key that follow closely become one: a slider that is dragged. */
  readonly key: string;
  readonly atMs: number;
  readonly changes: readonly Change[];
}

export interface History {
  record(step: Step): void;
  /** The step to take back; null when there is none. Moves it over to `redo`. */
  undo(): Step | null;
  redo(): Step | null;
  lastDone(): Step | null;
  lastUndone(): Step | null;
}

const MOST_STEPS = 200;
const ONE_GESTURE_MS = 900;

type Fields = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Every field that differs. */
export function changesBetween(before: Settings, after: Settings): Change[] {
  const [old, now] = [before as unknown as Fields, after as unknown as Fields];
  return Object.entries(now).flatMap(([namespace, fields]) => {
    if (fields === old[namespace]) return [];
    return Object.entries(fields).flatMap(([field, value]) => {
      const was = old[namespace]?.[field];
      return isSame(was, value) ? [] : [{ path: `${namespace}.${field}`, before: was, after: value }];
    });
  });
}

interface Entry {
  readonly id: string;
}

/** The entries there are now, as they were then where they were there. */
function entriesAs(then: unknown, now: unknown): unknown {
  if (!Array.isArray(then) || !Array.isArray(now)) return now;
  const known = new Map((then as Entry[]).map((entry) => [entry.id, entry]));
  return (now as Entry[]).map((entry) => known.get(entry.id) ?? entry);
}

/** What to set so that every field of `changes` has the value of that side again. */
export function patchOf(changes: readonly Change[], side: 'before' | 'after', now: Settings): SettingsPatch {
  const patch: Record<string, Record<string, unknown>> = {};
  for (const change of changes) {
    const [namespace = '', field = ''] = change.path.split('.');
    const value = change.path === 'sources.entries' ? entriesAs(change[side], now.sources.entries) : change[side];
    (patch[namespace] ??= {})[field] = value;
  }
  return patch as SettingsPatch;
}

function merged(first: Step, second: Step): Step {
  const changes = new Map(first.changes.map((change) => [change.path, change]));
  for (const change of second.changes) {
    changes.set(change.path, { ...change, before: changes.get(change.path)?.before ?? change.before });
  }
  return { ...second, changes: [...changes.values()].filter(({ before, after }) => !isSame(before, after)) };
}

export function createHistory(): History {
  const done: Step[] = [];
  let undone: Step[] = [];
  return {
    record(step) {
      if (step.changes.length === 0) return;
      undone = [];
      const last = done.at(-1);
      if (last && last.key === step.key && step.atMs - last.atMs < ONE_GESTURE_MS) {
        done.pop();
        const both = merged(last, step);
        if (both.changes.length > 0) done.push(both);
      } else done.push(step);
      if (done.length > MOST_STEPS) done.shift();
    },
    undo() {
      const step = done.pop() ?? null;
      if (step) undone.push(step);
      return step;
    },
    redo() {
      const step = undone.pop() ?? null;
      // A step that was redone is a step of its own: what is dragged next does not melt into it.
      if (step) done.push({ ...step, atMs: 0 });
      return step;
    },
    lastDone: () => done.at(-1) ?? null,
    lastUndone: () => undone.at(-1) ?? null,
  };
}
