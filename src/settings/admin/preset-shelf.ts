/**
 * The presets as somebody uses them: which one the settings are now, taking one, and those of one's own. Page thread; what they are
 * made of is in `presets.ts`.
 *
 * Invariant: none of the user's presets is ever written over but by the user saving it again under its name.
 */
import { AppError } from '../../shared/errors.ts';
import { t } from '../../shared/i18n.ts';
import { isSame } from '../../shared/plain-data.ts';
import type { PresetInfo } from '../../shared/settings-admin.ts';
import type { KeptPreset } from '../../shared/settings-file.ts';
import type { SettingsEngine } from '../engine-api.ts';
import type { OpenedStore } from '../store.ts';
import { patchOf, valuesNow } from './import-plan.ts';
import {
  fits,
  isLook,
  ownPresets,
  presetList,
  readShelf,
  snapshotOf,
  valuesOf,
  type Kinds,
  type PresetShelf,
} from './presets.ts';

export interface ShelfParts {
  readonly store: Pick<OpenedStore, 'get' | 'set' | 'flushed'>;
  readonly engine: SettingsEngine;
  widgetKinds(): Promise<Kinds>;
  nowMs(): number;
}

const row = '@presets';
const labelLength = 60;

function presetLabel(text: string): string {
  const label = text.trim().replace(/\s+/g, ' ').slice(0, labelLength);
  if (label !== '') return label;
  throw new AppError('input.invalid', t('A preset needs a name. Type one first.'));
}

const isOurs = (id: string): boolean => id === 'custom' || ownPresets.some((preset) => preset.id === id);

/** As wished, or with the first number from 2 on that nobody has. */
function numbered(wished: string, join: string, isTaken: (name: string) => boolean): string {
  let name = wished;
  for (let count = 2; isTaken(name); count++) name = `${wished}${join}${count}`;
  return name;
}

export class Presets {
  readonly #parts: ShelfParts;

  constructor(parts: ShelfParts) {
    this.#parts = parts;
  }

  #shelf(): PresetShelf {
    return readShelf(this.#parts.engine.kept(row));
  }

  async #keep(shelf: PresetShelf): Promise<void> {
    await this.#parts.engine.keep(row, { ...shelf });
  }

  own(): PresetShelf['own'] {
    return this.#shelf().own;
  }

  list(active: string): PresetInfo[] {
    return presetList(this.#shelf(), active);
  }

  /** The one that the settings are now. */
  active(): string {
    const { own, taken } = this.#shelf();
    const settings = this.#parts.store.get();
    const kept = own[taken];
    if (kept && this.#isLike(kept.values)) return taken;
    const fitting = ownPresets.filter((preset) => fits(preset, settings)).map(({ id }) => id);
    return fitting.includes(taken) ? taken : (fitting[0] ?? 'custom');
  }

  #isLike(values: Readonly<Record<string, unknown>>): boolean {
    const now = valuesNow(this.#parts.engine);
    return Object.keys(now)
      .filter(isLook)
      .every((path) => {
        const wanted = Object.hasOwn(values, path) ? values[path] : this.#parts.engine.defaultOf(path);
        return isSame(wanted, now[path]);
      });
  }

  /** What was tuned by hand is remembered before something else takes its place. */
  #remembered(): PresetShelf {
    const shelf = this.#shelf();
    if (this.active() !== 'custom') return shelf;
    return { ...shelf, custom: snapshotOf(valuesNow(this.#parts.engine)) };
  }

  async apply(id: string): Promise<void> {
    const { engine, store } = this.#parts;
    const shelf = this.#remembered();
    const ours = ownPresets.find((preset) => preset.id === id);
    const kept = shelf.own[id];
    const set = (values: Readonly<Record<string, unknown>>) => store.set(patchOf(Object.entries(values)));
    if (ours) {
      const kinds = await this.#parts.widgetKinds().catch(() => []);
      set(valuesOf(ours, store.get(), kinds));
    } else if (kept) {
      const looks = Object.keys(valuesNow(engine)).filter(isLook);
      set(Object.fromEntries(Object.entries(kept.values).filter(([path]) => isLook(path))));
      engine.clear(looks.filter((path) => !Object.hasOwn(kept.values, path) && !engine.managed.locked.has(path)));
    } else if (id === 'custom') {
      if (this.active() !== 'custom' && shelf.custom) set(shelf.custom);
    } else throw new AppError('input.invalid', t('There is no such preset any more. Open the list again.'));
    await this.#keep({ ...shelf, taken: id });
    await store.flushed();
  }

  async save(text: string): Promise<PresetInfo> {
    const label = presetLabel(text);
    const shelf = this.#remembered();
    const chosen = Object.entries(this.#parts.engine.chosen());
    const fields = chosen.flatMap(([namespace, values]) =>
      Object.entries(values).map(([field, value]) => [`${namespace}.${field}`, value] as const),
    );
    const values = Object.fromEntries(fields.filter(([path]) => isLook(path)));
    const same = Object.entries(shelf.own).find(([, one]) => one.label.toLowerCase() === label.toLowerCase());
    const id = same?.[0] ?? `own-${this.#parts.nowMs().toString(36)}`;
    await this.#keep({ ...shelf, own: { ...shelf.own, [id]: { label, values } }, taken: id });
    return { id, label, description: t('Saved by you.'), isOwn: true, isReady: true };
  }

  /** Those of a file beside those that are here: one that is here in another form keeps its name, the other gets a number. */
  async add(brought: Readonly<Record<string, KeptPreset>>): Promise<void> {
    const shelf = this.#shelf();
    const own = new Map(Object.entries(shelf.own));
    for (const [id, preset] of Object.entries(brought)) {
      if ([...own.values()].some(({ values }) => isSame(values, preset.values))) continue;
      const labels = new Set([...own.values()].map(({ label }) => label.toLowerCase()));
      const label = numbered(preset.label, ' ', (wished) => labels.has(wished.toLowerCase()));
      own.set(
        numbered(id, '-', (wished) => own.has(wished) || isOurs(wished)),
        { ...preset, label },
      );
    }
    if (own.size > Object.keys(shelf.own).length) await this.#keep({ ...shelf, own: Object.fromEntries(own) });
  }

  #withOwn(id: string): PresetShelf {
    const shelf = this.#shelf();
    if (Object.hasOwn(shelf.own, id)) return shelf;
    throw new AppError('input.invalid', t('This preset comes with Afterimage and stays as it is.'));
  }

  async rename(id: string, text: string): Promise<void> {
    const label = presetLabel(text);
    const shelf = this.#withOwn(id);
    const renamed = ([key, one]: [string, KeptPreset]) => [key, key === id ? { ...one, label } : one] as const;
    await this.#keep({ ...shelf, own: Object.fromEntries(Object.entries(shelf.own).map(renamed)) });
  }

  async remove(id: string): Promise<void> {
    const shelf = this.#withOwn(id);
    const own = Object.fromEntries(Object.entries(shelf.own).filter(([key]) => key !== id));
    await this.#keep({ ...shelf, own });
  }
}
