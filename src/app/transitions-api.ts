/** `window.afterimage.transitions`: what there is, which one plays, and bodies that the user brings. */
import type { SettingsStore, TransitionsApi } from '../shared/app-api.ts';
import { AppError } from '../shared/errors.ts';
import type { CustomTransitions } from './custom-transitions.ts';
import type { KnownTransition, TransitionLibrary } from './ports.ts';
import { blockedInfo, infoOf } from './transition-info.ts';

export interface TransitionsApiParts {
  readonly store: SettingsStore;
  readonly library: TransitionLibrary;
  readonly custom: CustomTransitions;
  /** After the first photo. */
  readonly ready: Promise<void>;
}

export function createTransitionsApi({ store, library, custom, ready }: TransitionsApiParts): TransitionsApi {
  const apply = (id: string, params: Readonly<Record<string, unknown>> | undefined): void => {
    const known = library.find(id);
    const checked = library.params(id, params);
    const own = known?.id ?? id;
    const adjusted = params && { params: { ...store.get().transitions.params, [own]: { ...checked } } };
    store.set({ transitions: { type: own, ...adjusted } });
  };
  const load = async (): Promise<void> => {
    await ready;
    await Promise.allSettled([library.loadOwn().then(() => library.loadPackaged()), custom.loaded]);
  };
  let loaded: Promise<void> | null = null;
  /** What may come at random; what chance must not take, the C key does not take either. */
  const pool = (): KnownTransition[] => {
    const { pool: starred, mood } = store.get().transitions;
    if (starred.length > 0) return library.definitions.filter(({ id }) => starred.includes(id));
    if (mood === 'everything') return [...library.definitions];
    const isIn = ({ tags, origin }: KnownTransition) =>
      origin !== 'custom' && tags.includes(mood) && !tags.includes('flashing');
    return library.definitions.filter(isIn);
  };
  return {
    list: () => [...library.definitions.map(infoOf), ...custom.blocked.map(blockedInfo)],
    get loaded() {
      return (loaded ??= load());
    },
    async use(id, params) {
      if (id === 'random') return void store.set({ transitions: { type: 'random' } });
      if (!library.find(id)) await library.need(id);
      if (!library.find(id)) await custom.loaded;
      apply(id, params);
    },
    async cycle() {
      await library.loadOwn();
      const { type } = store.get().transitions;
      const choices = pool();
      const next = choices[type === 'random' ? 0 : choices.findIndex(({ id }) => id === type) + 1];
      // One that is not in the pool begins it anew; after the last comes chance.
      store.set({ transitions: { type: next?.id ?? 'random' } });
      return next ? infoOf(next) : null;
    },
    async check(glsl) {
      if (typeof glsl !== 'string') throw new AppError('input.invalid', 'check() needs the text of a transition.');
      const { errors } = await library.check(glsl);
      return { ok: errors.length === 0, errors };
    },
    async add(body) {
      const id = await custom.add(body);
      const known = library.find(id);
      if (known) return infoOf(known);
      throw new AppError('unknown', 'It was kept, but could not be loaded. Reload the page.');
    },
    async remove(id) {
      await custom.remove(id);
      if (store.get().transitions.type === id) store.set({ transitions: { type: 'random' } });
    },
    file: (id) => custom.file(id),
  };
}
