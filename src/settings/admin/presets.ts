/**
 * Presets: ours, which only switch what they name, and the user's, which hold how everything looks. Pure.
 *
 * Invariants: no preset touches sources, passwords, devices or the welcome; a widget of the user's is switched off, never taken
 * away; `custom` is what the user tuned by hand, and no preset ever writes over it.
 */
import type { Settings } from '../../shared/core-settings.ts';
import { t } from '../../shared/i18n.ts';
import { isRecord } from '../../shared/plain-data.ts';
import type { PresetInfo } from '../../shared/settings-admin.ts';
import type { KeptPreset } from '../../shared/settings-file.ts';
import type { WidgetInstance, WidgetKind } from '../../shared/widget.ts';

type Instance = Settings['widgets']['instances'][number];
type Values = Readonly<Record<string, unknown>>;
export type Kinds = readonly Pick<WidgetKind, 'id' | 'begin'>[];

interface OwnPreset {
  readonly id: string;
  /** Kinds of widgets that are on; `all` takes every one there is. */
  readonly widgets: readonly string[] | 'all';
  readonly sound: boolean;
  readonly mood?: Settings['transitions']['mood'];
}

const places: Readonly<Record<string, WidgetInstance['place']>> = {
  clock: 'bottom-left',
  weather: 'bottom-right',
  media: 'top-left',
  date: 'top-right',
};
const order = ['top', 'left', 'right', 'top-left', 'top-right', 'bottom', 'bottom-right'] as const;

export const ownPresets: readonly OwnPreset[] = [
  { id: 'purist', widgets: [], sound: false },
  { id: 'essentials', widgets: ['clock', 'weather'], sound: false },
  { id: 'media', widgets: ['clock', 'weather', 'media'], sound: true },
  { id: 'everything', widgets: 'all', sound: true, mood: 'lively' },
];

/** The settings that our presets may touch, and `custom` remembers. */
const touched = ['widgets.instances', 'visualizer.id', 'transitions.mood'] as const;

const words = (): Readonly<Record<string, readonly [string, string]>> => ({
  purist: [t('Purist'), t('Photos and nothing else.')],
  essentials: [t('Essentials'), t('Photos with the time and the weather.')],
  media: [t('Media'), t('Time, weather, what is playing, and a visualizer that moves with it.')],
  everything: [t('Everything'), t('Every widget, a visualizer and lively transitions.')],
  custom: [t('Custom'), t('What you set up yourself. No preset writes over it.')],
});

function widgetsOf(preset: OwnPreset, instances: readonly Instance[], kinds: Kinds): Instance[] {
  const isWanted = (id: string) => preset.widgets === 'all' || preset.widgets.includes(id);
  const kept = instances.map((one) => ({ ...one, enabled: isWanted(one.widget) }));
  const missing = kinds.filter(({ id }) => isWanted(id) && !instances.some(({ widget }) => widget === id));
  const added = missing.map(({ id, begin }, index) => ({
    place: places[id] ?? order[index % order.length],
    ...begin,
    id: instances.some((one) => one.id === id) ? `${id}-preset` : id,
    widget: id,
    enabled: true,
  }));
  return [...kept, ...(added as Instance[])];
}

/** What an own preset changes, by path. */
export function valuesOf(preset: OwnPreset, settings: Settings, kinds: Kinds): Values {
  const isOff = settings.visualizer.id === 'off';
  const visualizer = preset.sound ? (isOff ? 'spectrum' : settings.visualizer.id) : 'off';
  return {
    'widgets.instances': widgetsOf(preset, settings.widgets.instances, kinds),
    'visualizer.id': visualizer,
    ...(preset.mood && { 'transitions.mood': preset.mood }),
  };
}

/** Whether the settings are what this preset makes of them. */
export function fits(preset: OwnPreset, { widgets, visualizer, transitions }: Settings): boolean {
  const on = new Set(widgets.instances.filter(({ enabled }) => enabled).map(({ widget }) => widget));
  const isSound = visualizer.id !== 'off';
  if (isSound !== preset.sound || (preset.mood && preset.mood !== transitions.mood)) return false;
  if (preset.widgets === 'all') return on.size > 3;
  return (
    preset.widgets.every((id) => on.has(id) || id !== 'clock') && [...on].every((id) => preset.widgets.includes(id))
  );
}

export const snapshotOf = (values: Values): Values => Object.fromEntries(touched.map((path) => [path, values[path]]));

/** Not how it looks, but whose it is: stays out of the user's presets. */
const personal = /^(?:sources\.|sound\.(?:device|streamUrl|input)$|interaction\.welcome$|widgets\.slots$)/;
export const isLook = (path: string): boolean => !personal.test(path);

/** What the user has saved, tuned and taken, as it is kept. */
export interface PresetShelf {
  readonly own: Readonly<Record<string, KeptPreset>>;
  readonly custom: Values | null;
  /** Taken last; whether it still fits shows in the settings. */
  readonly taken: string;
}

/** Total. */
export function readShelf(row: unknown): PresetShelf {
  const { own, custom, taken } = isRecord(row) ? row : {};
  const rows = Object.entries(isRecord(own) ? own : {}).filter(
    ([, one]) => isRecord(one) && typeof one['label'] === 'string' && isRecord(one['values']),
  );
  return {
    own: Object.fromEntries(rows) as Record<string, KeptPreset>,
    custom: isRecord(custom) ? custom : null,
    taken: typeof taken === 'string' ? taken : '',
  };
}

export function presetList(shelf: PresetShelf, active: string): PresetInfo[] {
  const named = words();
  const info = (id: string, isReady = true): PresetInfo => {
    const [label = id, description = ''] = named[id] ?? [];
    return { id, label, description, isOwn: false, isReady };
  };
  const own = Object.entries(shelf.own)
    .map(([id, { label }]) => ({ id, label, description: t('Saved by you.'), isOwn: true, isReady: true }))
    .sort((a, b) => a.label.localeCompare(b.label));
  const ours = ownPresets.map(({ id }) => info(id));
  return [...ours, info('custom', shelf.custom !== null || active === 'custom'), ...own];
}
