/** The values of every setting, layer upon layer, and what they come to. Pure; keeps nothing anywhere. */
import type { Settings } from '../shared/core-settings.ts';
import type { Managed } from './engine-api.ts';
import type { Fields } from './row-format.ts';

type Layer = Readonly<Record<string, Fields>>;
type OpenLayer = Record<string, Record<string, unknown>>;

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) freeze(part);
  }
  return value;
}

function without(layer: Layer, namespace: string, field: string): Layer {
  const { [field]: gone, ...rest } = layer[namespace] ?? {};
  return gone === undefined ? layer : { ...layer, [namespace]: rest };
}

export class Layers {
  readonly #app: Layer;
  readonly #chosen: OpenLayer = {};
  readonly #transient = new Map<string, Layer>();
  #managed: Layer = {};
  #locked: ReadonlySet<string> = new Set();
  #snapshot: Layer;
  #texts: Record<string, string> = {};
  /** What the address says, for this visit. */
  visit: Layer = {};

  constructor(defaults: Settings) {
    this.#app = freeze(defaults as unknown as Layer);
    this.#snapshot = this.#app;
    for (const [namespace, values] of Object.entries(this.#app)) this.#texts[namespace] = JSON.stringify(values);
  }

  manage({ defaults, locked }: Managed): void {
    this.#managed = defaults;
    this.#locked = locked;
  }

  /** The user's own word: nothing that holds for a while stands above it any more. */
  choose(namespace: string, field: string, value: unknown): void {
    this.adopt(namespace, field, value);
    this.#uncover(namespace, field);
  }

  /** Back to the default, by the user's own word. */
  forget(namespace: string, field: string): void {
    this.drop(namespace, field);
    this.#uncover(namespace, field);
  }

  #uncover(namespace: string, field: string): void {
    this.visit = without(this.visit, namespace, field);
    for (const [owner, layer] of this.#transient) this.#transient.set(owner, without(layer, namespace, field));
  }

  /** Chosen in another tab, or an earlier visit. */
  adopt(namespace: string, field: string, value: unknown): void {
    (this.#chosen[namespace] ??= {})[field] = value;
  }

  drop(namespace: string, field: string): void {
    delete this.#chosen[namespace]?.[field];
  }

  override(owner: string, layer: Layer | null): void {
    if (layer) this.#transient.set(owner, layer);
    else this.#transient.delete(owner);
  }

  chosen(namespace: string): Fields {
    return this.#chosen[namespace] ?? {};
  }

  appDefault(namespace: string, field: string): unknown {
    return this.#app[namespace]?.[field];
  }

  defaultOf(namespace: string, field: string): unknown {
    const managed = this.#managed[namespace];
    return managed && Object.hasOwn(managed, field) ? managed[field] : this.appDefault(namespace, field);
  }

  visitPaths(): string[] {
    return Object.entries(this.visit).flatMap(([namespace, fields]) =>
      Object.keys(fields).map((field) => `${namespace}.${field}`),
    );
  }

  /** A new frozen snapshot, or null when nothing is different. Namespaces that did not change are the same objects as before. */
  compose(): Settings | null {
    const next: Record<string, Fields> = {};
    let isNew = false;
    for (const namespace of Object.keys(this.#app)) {
      const values = this.#valuesOf(namespace);
      const text = JSON.stringify(values);
      const before = this.#snapshot[namespace];
      if (before && text === this.#texts[namespace]) next[namespace] = before;
      else {
        next[namespace] = freeze(structuredClone(values));
        this.#texts[namespace] = text;
        isNew = true;
      }
    }
    if (!isNew) return null;
    this.#snapshot = Object.freeze(next);
    return this.#snapshot as unknown as Settings;
  }

  #valuesOf(namespace: string): Fields {
    const values: Record<string, unknown> = {};
    const over = [this.#managed, this.#chosen, this.visit, ...this.#transient.values()];
    Object.assign(values, this.#app[namespace], ...over.map((layer) => layer[namespace]));
    for (const path of this.#locked) {
      if (!path.startsWith(`${namespace}.`)) continue;
      const field = path.slice(namespace.length + 1);
      values[field] = this.defaultOf(namespace, field);
    }
    return values;
  }
}
