/** Every widget there is, by its folder name; loaded when one is on the layer or somebody chooses. */
import { AppError } from '../shared/errors.ts';
import { say } from '../shared/i18n.ts';
import type { WidgetKind } from '../shared/widget.ts';
import type { AnyWidget } from './widget.ts';

const modules = import.meta.glob<AnyWidget>('./*/index.ts', { import: 'widget' });

const loaders = new Map(Object.entries(modules).map(([path, load]) => [path.split('/')[1] ?? '', load]));

const widgetIds = (): string[] => [...loaders.keys()];

/** Rejects with `input.invalid` for one there is not. */
export async function loadWidget(id: string): Promise<AnyWidget> {
  const load = loaders.get(id);
  if (!load)
    throw new AppError('input.invalid', say`There is no widget “${id}”. There are: ${widgetIds().join(', ')}.`);
  return load();
}

export const kindOf = ({ id, label, description, options, begin = {}, service }: AnyWidget): WidgetKind => ({
  id,
  label,
  description,
  options,
  begin,
  ...(service === undefined ? {} : { service }),
});

export async function loadKinds(): Promise<WidgetKind[]> {
  const all = await Promise.all(widgetIds().map(loadWidget));
  return all.map(kindOf).sort((a, b) => a.label.localeCompare(b.label, 'en'));
}
