/** The tables of settings in addresses name every setting, with its default and all it may be. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { coreDefaults } from '../../src/shared/core-defaults.ts';
import { coreSettings } from '../../src/shared/core-settings.ts';
import type { ControlHint } from '../../src/shared/settings-spec.ts';

/** Kept by the app for itself. */
const notForAddresses = ['sources.companionOffered', 'widgets.slots'];

/** Name, values, default. */
function rowsOf(page: string): string[][] {
  const text = readFileSync(new URL(`../../docs/${page}`, import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter((line) => /^\| `\w+\.\w+`/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

const defaults = coreDefaults as unknown as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
const rows = [...rowsOf('automation.md'), ...rowsOf('library.md')];

/** As the column “default” says it; null: in words of its own. */
function told(value: unknown): string | null {
  if (value === '') return 'empty';
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' || typeof value === 'boolean' ? `\`${value}\`` : null;
}

const fields = coreSettings.flatMap(({ namespace, hints }) =>
  Object.entries(hints).map(([field, hint]: [string, ControlHint]) => ({ namespace, field, hint })),
);
const paths = fields.map((one) => ({ ...one, path: `${one.namespace}.${one.field}` }));

describe.each(paths.filter(({ path }) => !notForAddresses.includes(path)))(
  '$path',
  ({ path, namespace, field, hint }) => {
    // `choice.from`, `until`
    const row = rows.find(([name = '']) => name.includes(`\`${path}\``) || name === `\`choice.from\`, \`${field}\``);

    it('is in a table', () => expect(row).toBeDefined());

    it('has the default that the table says', () => {
      const wanted = told(defaults[namespace]?.[field]);
      if (wanted !== null) expect(row?.[2]).toBe(wanted);
    });

    it('may be what the table says', () => {
      for (const value of Object.keys(hint.options ?? {})) {
        // All languages would fill a page.
        if (path !== 'display.language') expect(row?.[1]).toContain(`\`${value}\``);
      }
    });
  },
);
