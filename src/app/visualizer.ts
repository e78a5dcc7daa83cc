/**
 * Visualizers and what else moves with the sound. Main thread, fetched after the first photo.
 *
 * It is the one reader of the sound: the layer's frames read it while something is drawn, a timer while only photos
 * follow the beat; whoever comes second within a frame gets the same view, so that no beat is told twice or lost.
 */
import type { AudioReader, AudioView } from '../shared/audio-view.ts';
import type { SettingsStore, VisualizerInfo, VisualizersApi } from '../shared/app-api.ts';
import type { Settings } from '../shared/core-settings.ts';
import { AppError } from '../shared/errors.ts';
import type { TransientSettings } from '../shared/settings-admin.ts';
import { BeatShow } from './beat-show.ts';
import type { CoverColours } from './cover-colours.ts';
import { createTakeOver, type TakeOverParts } from './take-over.ts';

/** How often the beat is followed while no visualizer draws. */
const FOLLOW_MS = 40;
/** A drop is the moment this value is passed. */
const DROP = 0.6;
/** A pause between two pieces is no end of the music: photos come back after this. */
const PAUSE_MS = 4_000;
/** However eager the music is, one visualizer is to be seen for this long. */
const SHORTEST_MS = 4_000;

/** A definition as this folder knows it. */
export interface KnownVisualizer extends Omit<VisualizerInfo, 'params'> {
  readonly settings: VisualizerInfo['params'];
}

export interface Look {
  readonly placement: Settings['visualizer']['placement'];
  readonly opacity: number;
  readonly blend: Settings['visualizer']['blend'];
}

/** What draws: `src/render/visual/kit.ts`, opened by the composition root. */
export interface VisualKit {
  readonly definitions: readonly KnownVisualizer[];
  /** Null: none. Parameters that do not fit become defaults. */
  use(id: string | null, params: Readonly<Record<string, unknown>>, look: Look): void;
  /** Throws `input.invalid` with a sentence. */
  check(id: string, params: Readonly<Record<string, unknown>>): void;
  wake(): void;
  /** Another piece of music begins. */
  track(): void;
  /** Another preset of one that has turns of its own; false: it has none. */
  next(id: string): boolean;
  pulse(scale: number): void;
}

export interface VisualizerParts extends TakeOverParts {
  readonly store: SettingsStore & TransientSettings;
  readonly next: () => void;
  /** `cover`: the colours of the artwork while it is in front, in the place of the photo's. */
  loadKit(hear: (nowMs: number) => AudioView | null, cover: () => CoverColours | null): Promise<VisualKit>;
}

export interface Visualizers {
  readonly api: VisualizersApi;
  choices(): readonly VisualizerInfo[];
  /** From now on this is what is heard; null: nothing. Call it when an input opens or closes. */
  listen(reader: AudioReader | null): void;
  /** Another piece of music begins. */
  track(): void;
  /** For transitions that end on a beat. */
  fitDuration(durationMs: number): number;
}

const infoOf = ({ id, label, description, settings, presets }: KnownVisualizer): VisualizerInfo => ({
  id,
  label,
  description,
  params: settings,
  presets,
});

class Facade implements Visualizers {
  readonly #parts: VisualizerParts;
  readonly #beat: BeatShow;
  readonly #nowPlaying: ReturnType<typeof createTakeOver>;
  #reader: AudioReader | null = null;
  #view: AudioView | null = null;
  #readAtMs = -1;
  #kit: VisualKit | null = null;
  #opening: Promise<VisualKit> | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #shownSinceMs = 0;
  #wasDrop = 0;
  #isNewTrack = false;
  #isPlaying = false;
  #heardAtMs = Number.NEGATIVE_INFINITY;
  #hasTakenOver = false;

  constructor(parts: VisualizerParts) {
    this.#parts = parts;
    this.#nowPlaying = createTakeOver(parts);
    this.#beat = new BeatShow({
      settings: () => parts.store.get().visualizer,
      next: parts.next,
      setMood: (mood) => void parts.store.override('music', mood && { transitions: { mood } }),
      pulse: (scale) => this.#kit?.pulse(scale),
    });
    parts.store.onChange((now, before) => {
      const isStillness = now.display.reducedMotion !== before.display.reducedMotion;
      if (isStillness || now.visualizer !== before.visualizer) this.#follow();
      this.#beat.settle();
    });
    this.#follow();
  }

  #open(): Promise<VisualKit> {
    return (this.#opening ??= this.#parts
      .loadKit(
        (nowMs) => this.#hear(nowMs),
        () => this.#nowPlaying.colours,
      )
      .then(
        (kit) => (this.#kit = kit),
        (error: unknown) => {
          this.#opening = null;
          throw error;
        },
      ));
  }

  #hear(nowMs: number): AudioView | null {
    if (!this.#reader) return null;
    if (nowMs <= this.#readAtMs && this.#view) return this.#view;
    this.#readAtMs = nowMs;
    this.#view = this.#reader.read(nowMs);
    this.#beat.heard(this.#view, nowMs);
    this.#followMusic(this.#view, nowMs);
    this.#takeTurns(this.#view, nowMs);
    return this.#view;
  }

  /** Music plays until it has paused for a while; the end of an input ends it at once. */
  #followMusic({ active, features }: AudioView, nowMs: number): void {
    if (active && !features.silent) this.#heardAtMs = nowMs;
    const isPlaying = active && nowMs - this.#heardAtMs < PAUSE_MS;
    if (isPlaying === this.#isPlaying) return;
    this.#isPlaying = isPlaying;
    this.#takeOver();
    if (this.#settings.takeOver) this.#apply();
  }

  #takeOver(): void {
    const isOn = this.#settings.takeOver && this.#isPlaying;
    if (isOn === this.#hasTakenOver) return;
    this.#hasTakenOver = isOn;
    this.#nowPlaying.show(isOn);
  }

  /** Another one after a while, with another piece, or when the bass comes back. */
  #takeTurns({ features }: AudioView, nowMs: number): void {
    const { id, switchSec, switchOnDrop, switchOnTrack } = this.#settings;
    const isDrop = switchOnDrop && features.drop > DROP && this.#wasDrop <= DROP;
    this.#wasDrop = features.drop;
    const isTrack = switchOnTrack && this.#isNewTrack;
    this.#isNewTrack = false;
    const shownMs = nowMs - this.#shownSinceMs;
    const isDue = switchSec > 0 && shownMs > switchSec * 1000;
    if (id === 'off' || !this.#isPlaying || !(isTrack || ((isDrop || isDue) && shownMs > SHORTEST_MS))) return;
    this.#shownSinceMs = nowMs;
    const all = this.#kit?.definitions ?? [];
    const next = all[(all.findIndex((one) => one.id === id) + 1) % all.length];
    if (next) this.#parts.store.set({ visualizer: { id: next.id } });
  }

  get #settings(): Settings['visualizer'] {
    return this.#parts.store.get().visualizer;
  }

  #follow(): void {
    const { id } = this.#settings;
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (this.#reader && this.#beat.wants()) this.#timer = setInterval(() => this.#hear(performance.now()), FOLLOW_MS);
    if (id !== 'off' || this.#settings.pulse > 0) {
      void this.#open().then(
        () => this.#apply(),
        () => undefined,
      );
    } else this.#apply();
    this.#takeOver();
  }

  #apply(): void {
    const { id, params, placement, opacity, blend, takeOver } = this.#settings;
    // What takes over has the screen while music plays, and is not there at all when none does.
    const wanted = takeOver && this.#isPlaying ? 'full' : placement;
    this.#kit?.use(id === 'off' ? null : id, params[id] ?? {}, { placement: wanted, opacity, blend });
    this.#kit?.wake();
  }

  listen(reader: AudioReader | null): void {
    this.#reader = reader;
    this.#view = null;
    this.#readAtMs = -1;
    if (!reader) {
      this.#beat.rest();
      this.#isPlaying = false;
      this.#heardAtMs = Number.NEGATIVE_INFINITY;
    }
    this.#follow();
  }

  track(): void {
    this.#isNewTrack = true;
    this.#kit?.track();
  }

  fitDuration(durationMs: number): number {
    return this.#beat.fitDuration(durationMs);
  }

  choices(): readonly VisualizerInfo[] {
    return this.#kit?.definitions.map(infoOf) ?? [];
  }

  readonly api: VisualizersApi = {
    list: async () => (await this.#open()).definitions.map(infoOf),
    use: async (id, params) => {
      const kit = await this.#open();
      const known = kit.definitions.find((one) => one.id === id);
      if (!known) {
        const ids = kit.definitions.map((one) => one.id).join(', ');
        throw new AppError('input.invalid', `There is no visualizer “${id}”. There are: ${ids}.`);
      }
      const preset = typeof params?.['preset'] === 'string' ? known.presets[params['preset']] : undefined;
      const wanted = preset?.params ?? params;
      if (wanted) kit.check(id, wanted);
      const { params: all } = this.#settings;
      this.#shownSinceMs = performance.now();
      this.#parts.store.set({ visualizer: { id, ...(wanted && { params: { ...all, [id]: { ...wanted } } }) } });
    },
    next: async () => {
      const { id, params } = this.#settings;
      const kit = await this.#open();
      if (id === 'off' || kit.next(id)) return;
      const presets = Object.values(kit.definitions.find((one) => one.id === id)?.presets ?? {});
      const now = JSON.stringify(params[id] ?? {});
      const at = presets.findIndex((preset) => JSON.stringify(preset.params) === now);
      const preset = presets[(at + 1) % Math.max(1, presets.length)];
      if (preset) this.#parts.store.set({ visualizer: { params: { ...params, [id]: { ...preset.params } } } });
    },
    off: async () => void this.#parts.store.set({ visualizer: { id: 'off' } }),
  };
}

export function createVisualizers(parts: VisualizerParts): Visualizers {
  return new Facade(parts);
}
