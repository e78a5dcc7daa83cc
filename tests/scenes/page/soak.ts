/**
 * Random transitions in a row, with random cancels, resizes and at last demotions: what a wall goes through in a day,
 * in minutes. Time is told by the caller; chance comes from a seed.
 */
import type { PictureKind } from './pictures.ts';
import type { Scene } from './page.ts';
import type { ManualShow } from './manual.ts';

export interface SoakOptions {
  readonly count: number;
  readonly seed: number;
  /** Of these last ones, the first half is drawn after one demotion, the rest after two. */
  readonly afterDemotion: number;
}

export interface SoakResult {
  readonly played: number;
  readonly cancelled: number;
  readonly resized: number;
  /** `id: what`, one per transition that did not end exactly on its photo. */
  readonly wrong: string[];
  readonly glErrors: number;
  readonly live: { readonly before: LiveCounts; readonly after: LiveCounts };
  readonly tiers: string[];
}

export type LiveCounts = Readonly<Record<'Program' | 'Shader' | 'Buffer' | 'Texture' | 'Framebuffer', number>>;

const KINDS = ['Program', 'Shader', 'Buffer', 'Texture', 'Framebuffer'] as const;
/** As many as stay compiled, so that the same number is alive before and after. */
const SETTLING = 26;

type Prototype = Record<string, (...args: unknown[]) => unknown>;

/** Counts what contexts make and take back from here on. */
function countObjects(): () => LiveCounts {
  const prototype = WebGL2RenderingContext.prototype as unknown as Prototype;
  const alive = new Map(KINDS.map((kind) => [kind, new Set<unknown>()]));
  for (const kind of KINDS) {
    const [create, remove] = [prototype[`create${kind}`], prototype[`delete${kind}`]];
    prototype[`create${kind}`] = function (this: unknown, ...args) {
      const made = create?.apply(this, args);
      alive.get(kind)?.add(made);
      return made;
    };
    prototype[`delete${kind}`] = function (this: unknown, ...args) {
      alive.get(kind)?.delete(args[0]);
      return remove?.apply(this, args);
    };
  }
  return () => Object.fromEntries([...alive].map(([kind, objects]) => [kind, objects.size])) as unknown as LiveCounts;
}

const PHOTOS: readonly PictureKind[] = ['dawn', 'forest', 'night'];

class Soak {
  readonly #scene: Scene;
  readonly #show: ManualShow;
  readonly #random: () => number;
  readonly #ids: readonly string[];
  readonly wrong: string[] = [];
  played = 0;
  cancelled = 0;
  resized = 0;
  glErrors = 0;

  constructor(scene: Scene, show: ManualShow, random: () => number, ids: readonly string[]) {
    this.#scene = scene;
    this.#show = show;
    this.#random = random;
    this.#ids = ids;
  }

  async #resize(side: string): Promise<void> {
    this.#scene.host.style.width = side;
    await this.#scene.nextLayout();
    this.#show.step();
  }

  async one(): Promise<void> {
    const [scene, show] = [this.#scene, this.#show];
    const id = this.#ids[Math.floor(this.#random() * this.#ids.length)] ?? 'crossfade';
    const kind = PHOTOS[this.played++ % PHOTOS.length] ?? 'dawn';
    const isShader = show.stage.tier() === 'shader';
    if (isShader) await show.compiled(id);
    show.show(kind, { transition: id });
    await show.begun();
    for (let frame = this.#random() * 3; frame > 0; frame--) show.step(this.#random() * 60);
    const fate = this.#random();
    if (fate < 0.2) {
      this.cancelled++;
      show.stage.cancel('soak');
    } else if (fate < 0.35) {
      this.resized++;
      await this.#resize(`${60 + Math.floor(this.#random() * 40)}%`);
      await show.finish();
      await this.#resize('');
    }
    await show.finish();
    if (show.stage.tier() === 'css') return;
    this.glErrors += isShader && show.glError() !== 0 ? 1 : 0;
    const { widthPx, heightPx } = show.stage.target();
    show.stage.refresh();
    show.step();
    const { max } = scene.apart(show.pixels(), scene.bytes(scene.picture(kind, widthPx, heightPx)), 0);
    if (max > 0) this.wrong.push(`${id} (${show.stage.tier()}): off by ${max}`);
  }
}

export async function soak(scene: Scene, { count, seed, afterDemotion }: SoakOptions): Promise<SoakResult> {
  const random = scene.randomFrom(seed);
  const countAlive = countObjects();
  Object.assign(scene.settings.display, { tier: 'shader' });
  const show = scene.manual({ random });
  await show.start('dawn', 'shader', ['crossfade']);
  const ids = [...scene.transitions, ...scene.glTransitions].map((definition) => definition.id);
  const settling = scene.glTransitions.filter(({ textures }) => !textures).slice(0, SETTLING);
  const settle = async (): Promise<LiveCounts> => {
    for (const { id } of settling) await show.compiled(id);
    await show.rest();
    return countAlive();
  };
  const run = new Soak(scene, show, random, ids);
  // The first few also make what is made once and kept.
  for (let turn = 0; turn < 3; turn++) await run.one();
  const before = await settle();
  while (run.played < count - afterDemotion) await run.one();
  const after = await settle();
  const tiers: string[] = [show.stage.tier()];
  for (let turn = 0; turn < afterDemotion; turn++) {
    if (turn === 0 || turn === Math.floor(afterDemotion / 2)) {
      show.stage.demote('asked for by the soak');
      tiers.push(show.stage.tier());
    }
    await run.one();
  }
  show.stage.dispose();
  const { played, cancelled, resized, wrong, glErrors } = run;
  return { played, cancelled, resized, wrong, glErrors, live: { before, after }, tiers };
}
