/**
 * `--settings FILE`: other defaults for every screen that this companion serves, and settings that cannot be changed there. The file
 * is read anew for each screen that asks, so that a correction needs no restart; while it makes no sense, the last good one holds.
 */
import { readFile, stat } from 'node:fs/promises';
import { errorCode, StartError } from './errors.ts';

/** What the page understands; it checks each setting itself and says what does not fit. */
export interface ManagedSettings {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly locked: readonly string[];
}

const largestBytes = 256 * 1024;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The rest of a sentence that begins with the file's name, or the settings. */
function parse(text: string): ManagedSettings | string {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return `is not JSON: ${error instanceof Error ? error.message : 'it ends too early'}.`;
  }
  if (!isObject(value)) return 'holds no settings. It begins with { and has “settings” and “locked” in it.';
  const { settings = {}, locked = [], ...others } = value;
  const [stranger] = Object.keys(others).filter((name) => !name.startsWith('$'));
  if (stranger !== undefined) return `has “${stranger}” in it. Only “settings” and “locked” belong there.`;
  if (!isObject(settings)) return 'needs “settings” to be like { "slideshow": { "intervalSec": 20 } }.';
  if (!Array.isArray(locked) || !locked.every((path) => typeof path === 'string')) {
    return 'needs “locked” to be like ["slideshow.intervalSec", "sources"].';
  }
  return { settings, locked: locked as string[] };
}

async function read(file: string): Promise<ManagedSettings | string> {
  try {
    if ((await stat(file)).size > largestBytes) return 'is larger than 256 kB. Settings need a few lines only.';
    return parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 'is not there. Check its name.';
    if (errorCode(error) === 'EISDIR') return 'is a folder. Name a file.';
    return 'cannot be read. Check who may read it.';
  }
}

/** Throws `StartError` when the file makes no sense at the start. */
export async function openManagedSettings(file: string): Promise<() => Promise<ManagedSettings>> {
  const first = await read(file);
  if (typeof first === 'string') throw new StartError(`The settings file “${file}” ${first}`);
  let good = first;
  return async () => {
    const now = await read(file);
    if (typeof now !== 'string') good = now;
    return good;
  };
}
