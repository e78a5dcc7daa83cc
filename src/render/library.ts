/**
 * Every transition there is on this page: ours, those of the gl-transitions package, and what the user pasted.
 * Main thread. Nothing is there at first; each group comes in a chunk of its own once photos are up.
 *
 * Invariants: an id names one transition; a group that could not be fetched is asked for again later, and the
 * rest serves meanwhile.
 */
import { AppError } from '../shared/errors.ts';
import type { GeometryPort } from '../shared/mesh.ts';
import type { CustomBody } from './custom-glsl/check.ts';
import type { GlslError } from './custom-glsl/inspect.ts';
import type { Params, TransitionDefinition } from './transition.ts';
import { loadGlTransitions, loadTransitions, type LoadedTransitions } from './transitions.ts';

export class Library {
  /** Called after every change. */
  changed: () => void = () => undefined;
  /** Builds what mesh transitions are made of, in a worker. Set once, at the start. */
  geometry: GeometryPort | undefined;
  #own: LoadedTransitions | null = null;
  #packaged: readonly TransitionDefinition[] = [];
  #custom: readonly TransitionDefinition[] = [];
  #all: readonly TransitionDefinition[] = [];
  #byId = new Map<string, TransitionDefinition>();
  #fetching: Promise<void> | null = null;

  /** In the order of a list for people. */
  get definitions(): readonly TransitionDefinition[] {
    return this.#all;
  }

  /** With all that comes with them; null until they are there. */
  get own(): LoadedTransitions | null {
    return this.#own;
  }

  get hasPackaged(): boolean {
    return this.#packaged.length > 0;
  }

  /** By id; a name from the gl-transitions package is understood, too, where none of ours has it. */
  find(id: string): TransitionDefinition | undefined {
    return this.#byId.get(id) ?? this.#byId.get(`gl-${id}`);
  }

  /** Rejects when they cannot be fetched. */
  async loadOwn(): Promise<void> {
    if (this.#own) return;
    this.#own = await loadTransitions();
    this.#rebuild();
  }

  /** Rejects when they cannot be fetched; ask again later. */
  loadPackaged(): Promise<void> {
    if (this.hasPackaged) return Promise.resolve();
    return (this.#fetching ??= this.#fetchPackaged());
  }

  async #fetchPackaged(): Promise<void> {
    try {
      this.#packaged = await loadGlTransitions();
    } finally {
      this.#fetching = null;
    }
    this.#rebuild();
  }

  /** What the user pasted and nobody has blocked; replaces what was there. */
  async setCustom(bodies: readonly CustomBody[]): Promise<void> {
    const { customDefinition } = await import('./custom-glsl/check.ts');
    this.#custom = bodies.map(customDefinition);
    this.#rebuild();
  }

  /** Whether this text may become a transition; the show never sees one that fails here. */
  async check(glsl: string): Promise<{ readonly errors: readonly GlslError[]; readonly name: string }> {
    return (await import('./custom-glsl/check.ts')).checkGlsl(glsl);
  }

  /** Every parameter of the transition. Throws `input.invalid` for an unknown id, or a wrong or unknown parameter. */
  params(id: string, given: Readonly<Record<string, unknown>> | undefined): Params {
    const definition = this.find(id);
    if (definition && this.#own) return this.#own.requireParams(definition, given);
    throw new AppError('input.invalid', `There is no transition “${id}”. transitions.list() names those there are.`);
  }

  /** Loads whatever may hold it. */
  async need(id: string): Promise<TransitionDefinition | undefined> {
    await this.loadOwn();
    if (!this.find(id)) await this.loadPackaged();
    return this.find(id);
  }

  #rebuild(): void {
    const byLabel = (group: readonly TransitionDefinition[]): TransitionDefinition[] =>
      group.toSorted((a, b) => a.label.localeCompare(b.label));
    this.#all = [...(this.#own?.allTransitions ?? []), ...byLabel(this.#custom), ...byLabel(this.#packaged)];
    this.#byId = new Map(this.#all.map((definition) => [definition.id, definition]));
    this.changed();
  }
}
