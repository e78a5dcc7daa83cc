/**
 * Rows as earlier versions stored them, one file for each version of each namespace (`tests/fixtures/stored-rows/<namespace>.<n>.json`),
 * read by today's code. Where today's values differ from those stored, the file says so in `becomes`. A file is never changed once
 * its version has shipped; a new version brings a new one.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { coreSettings } from '../shared/core-settings.ts';
import { defaultsOf, defineSettings, migrate, type SettingsSpec } from '../shared/settings-spec.ts';

interface StoredFile {
  readonly version: number;
  readonly values: Readonly<Record<string, unknown>>;
  readonly becomes?: Readonly<Record<string, unknown>>;
}

const folder = new URL('../../tests/fixtures/stored-rows/', import.meta.url);
const files = readdirSync(folder);
const specs = coreSettings as unknown as readonly SettingsSpec[];

const filesOf = ({ namespace, version }: SettingsSpec): string[] =>
  Array.from({ length: version }, (_, index) => `${namespace}.${index + 1}.json`);

const missing = (spec: SettingsSpec): string[] => filesOf(spec).filter((name) => !files.includes(name));

const read = (name: string): StoredFile => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as StoredFile;

const stored = specs.flatMap((spec) => filesOf(spec).map((name) => ({ spec, name })));

describe('rows of every version there was', () => {
  it('are all there, and no others', () => {
    expect(specs.flatMap(missing)).toEqual([]);
    expect(files.filter((name) => !stored.some((it) => it.name === name))).toEqual([]);
  });

  it.each(stored)('$name keeps every choice', ({ spec, name }) => {
    const { becomes, ...row } = read(name);
    expect(row.version).toBe(Number(name.split('.')[1]));
    const { values, rejected, newer, given } = migrate(spec, row);
    const wanted = becomes ?? row.values;
    expect(rejected).toEqual([]);
    expect(newer).toBe(false);
    expect(values).toMatchObject(wanted);
    expect(given).toEqual(expect.arrayContaining(Object.keys(wanted)));
    // Each is something that nobody has by default: a lost one would be seen.
    const defaults = defaultsOf(spec) as Record<string, unknown>;
    for (const [field, value] of Object.entries(wanted)) expect(value, field).not.toEqual(defaults[field]);
  });

  it('are missed when a version is new', () => {
    const spec = defineSettings({
      namespace: 'offline',
      label: 'Offline',
      version: 2,
      schema: z.object({ limitMb: z._default(z.number(), 1) }),
      hints: { limitMb: { label: 'Limit', help: 'Limit.' } },
      migrations: { 1: (old) => old },
    });
    expect(missing(spec as unknown as SettingsSpec)).toEqual(['offline.2.json']);
  });
});
