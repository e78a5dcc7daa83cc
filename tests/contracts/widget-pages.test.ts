/** The user guide has a page for every widget, and the page tells what the settings show. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readOptions, widgetPlaces, type WidgetOption } from '../../src/shared/widget.ts';
import { widgetSettings } from '../../src/shared/widget-settings.ts';
import type { AnyWidget } from '../../src/widgets/widget.ts';

const modules = import.meta.glob<{ widget: AnyWidget }>('../../src/widgets/*/index.ts', { eager: true });
const widgets = Object.values(modules).map(({ widget }) => [widget.id, widget] as const);

const fileOf = (path: string): URL => new URL(`../../docs/${path}`, import.meta.url);
const read = (path: string): string => readFileSync(fileOf(path), 'utf8');

/** As the column “default” says it. */
function defaultOf(option: WidgetOption): string {
  switch (option.kind) {
    case 'switch':
      return option.default ? 'on' : 'off';
    case 'choice':
      return option.options[option.default] ?? '';
    case 'number':
      return option.unit === undefined ? String(option.default) : `${option.default} ${option.unit}`;
    case 'text':
      return option.default === ''
        ? 'empty'
        : option.default
            .split('\n')
            .map((line) => `\`${line}\``)
            .join(' / ');
  }
}

/** As the column “in addresses” says it. */
function valuesOf(name: string, option: WidgetOption): string {
  const names = (values: readonly string[]): string => values.map((value) => `\`${value}\``).join(', ');
  switch (option.kind) {
    case 'switch':
      return `\`${name}\`: ${names(['true', 'false'])}`;
    case 'choice':
      return `\`${name}\`: ${names(Object.keys(option.options))}`;
    case 'number':
      return `\`${name}\`: ${option.min} – ${option.max}`;
    case 'text':
      return `\`${name}\`: text`;
  }
}

/** Rows of the table of settings, without its head. */
function rowsOf(page: string): string[][] {
  const [, table = ''] = /## Its settings\n\n((?:\|.*\n)+)/.exec(page) ?? [];
  return table
    .trim()
    .split('\n')
    .slice(2)
    .map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

const pages = readdirSync(fileOf('widgets'));

it('there is a page for each widget and none for what is gone', () => {
  expect(pages.toSorted()).toEqual(widgets.map(([id]) => `${id}.md`).toSorted());
  const pictures = readdirSync(fileOf('images/widgets'));
  expect(pictures.toSorted()).toEqual(widgets.map(([id]) => `${id}.jpg`).toSorted());
});

describe.each(widgets)('the page of %s', (id, widget) => {
  const page = read(`widgets/${id}.md`);

  it('is called like the widget, has its picture and is in the list', () => {
    expect(page).toMatch(new RegExp(`^# ${widget.label}\n`));
    expect(page).toContain(`](../images/widgets/${id}.jpg)`);
    expect(read('widgets.md')).toContain(`[${widget.label}](widgets/${id}.md)`);
  });

  it('names every setting as the panel does, with its default and what an address may say', () => {
    const wanted = Object.entries(widget.options).map(([name, option]) => ({
      setting: option.label,
      default: defaultOf(option),
      address: valuesOf(name, option),
    }));
    const told = rowsOf(page).map(([setting, , fallback, inAddress]) => ({
      setting,
      default: fallback,
      address: inAddress,
    }));
    expect(told).toEqual(wanted);
    for (const [, what] of rowsOf(page)) expect(what).toMatch(/^\S.*\.$/);
  });

  it('says whom it asks, exactly when it asks somebody', () => {
    const [, words = ''] = /## On the network\n\n([^#]+)/.exec(page) ?? [];
    expect(words.startsWith('Asks nothing.')).toBe(widget.service === undefined);
  });

  it('has an address that opens it as it says', () => {
    const [, address = ''] = /```\n(\?set\.\S.*)\n```/.exec(page) ?? [];
    const raw: unknown = JSON.parse(
      new URL(address, 'http://page.test/').searchParams.get('set.widgets.instances') ?? '',
    );
    const { instances } = widgetSettings.schema.parse({ instances: raw });
    expect(instances).toHaveLength(1);
    const [instance] = instances;
    expect(instance?.widget).toBe(id);
    expect(widgetPlaces).toContain(instance?.place);
    expect(readOptions(widget.options, instance?.options)).toMatchObject(instance?.options ?? {});
  });

  it('leads nowhere that is not there', () => {
    for (const [, path = ''] of page.matchAll(/\]\((?!https?:)([^)#]+)/g))
      expect(existsSync(new URL(path, fileOf('widgets/'))), path).toBe(true);
  });
});
