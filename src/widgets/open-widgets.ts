/** Starts the layer and gives the automation API its methods. Loaded when the first widget is wanted. */
import type { Metrics, SettingsStore, Status } from '../shared/app-api.ts';
import { AppError } from '../shared/errors.ts';
import type { LoggedEvent } from '../shared/events.ts';
import { say } from '../shared/i18n.ts';
import type { DecodedPhoto } from '../shared/photo.ts';
import type { WidgetInstance, WidgetsApi } from '../shared/widget.ts';
import type { AskPort } from './answers.ts';
import { dimmed, dimmedBy, dimmedFrom, type Dimming } from './dimmed.ts';
import type { OtherDisplays } from './editor/others.ts';
import { createLayer, type Layer } from './layer.ts';
import { loadKinds, loadWidget } from './registry.ts';
import { lineOfFile } from './kept-file.ts';
import { createSlots } from './slots.ts';
import type { WidgetPhoto, WidgetTools } from './widget.ts';

export interface OpenParts {
  readonly store: SettingsStore;
  readonly before: HTMLElement;
  readonly port: AskPort & { suggest(widget: string, option: string, text: string): Promise<readonly string[]> };
  readonly show: WidgetTools['show'];
  readonly sound: WidgetTools['sound'];
  /** Its name, or empty. */
  readonly display: string;
  openSettings(): void;
  locale(): string;
  onLanguage(run: () => void): () => void;
  status(): Status;
  metrics(): Metrics;
  photo(): DecodedPhoto | null;
  /** The sentence that says why this photo was shown; empty when nobody knows. */
  why?(photoId: string): string;
  transition(): Status['transition'];
  onEvent(listener: (event: LoggedEvent) => void): () => void;
  notify(message: string): void;
  /** The other displays that are open now. */
  readonly displays?: OtherDisplays;
}

function photoOf({ store, photo, why }: OpenParts, dimming: Dimming): WidgetPhoto | null {
  const shown = photo();
  if (!shown) return null;
  const { ref, info, sourceWidthPx, sourceHeightPx, averageColor, palette, mediaType } = shown;
  const luminance = dimmed(shown.luminance, dimming);
  const sourceLabel = store.get().sources.entries.find(({ id }) => id === ref.entryId)?.label ?? '';
  const reason = why?.(ref.id) ?? '';
  return { ref, info, sourceWidthPx, sourceHeightPx, averageColor, palette, luminance, mediaType, sourceLabel, reason };
}

/** Half of the zoom is the most that a point moves, and pan may add as much. */
function driftOf(store: SettingsStore): number {
  const { kenBurns, kenBurnsZoom } = store.get().display;
  return kenBurns ? kenBurnsZoom / 100 : 0;
}

/** Longer than the fade of what dims. */
const dimmingMs = 900;

/** What is taken of the light now; `settled` runs when a change of it is over. */
function followDimming(store: SettingsStore, settled: () => void) {
  const share = (): number => store.get().display.dim / 100;
  let now = dimmedBy(share());
  let fading: ReturnType<typeof setTimeout> | undefined;
  return {
    now: (): Dimming => now,
    /** The settings changed. */
    follow(): void {
      if (share() === now.to) return;
      now = dimmedFrom(now, share());
      clearTimeout(fading);
      fading = setTimeout(() => {
        now = dimmedBy(now.to);
        settled();
      }, dimmingMs);
    },
    dispose: () => clearTimeout(fading),
  };
}

function freeId(widget: string, instances: readonly WidgetInstance[]): string {
  const taken = new Set(instances.map(({ id }) => id));
  let id = widget;
  for (let number = 2; taken.has(id); number++) id = `${widget}-${number}`;
  return id;
}

const plain: Omit<WidgetInstance, 'id' | 'widget'> = {
  enabled: true,
  place: 'bottom-left',
  size: 1,
  font: 'text',
  color: 'auto',
  card: 'none',
  opacity: 1,
  from: '',
  until: '',
  options: {},
};

function createCommands(store: SettingsStore) {
  const instances = () => store.get().widgets.instances as readonly WidgetInstance[];
  const write = (next: readonly WidgetInstance[]): void => {
    const rejected = store.set({ widgets: { instances: next as never } });
    const refusal = rejected.find(({ path }) => path === 'widgets.instances');
    if (refusal) throw new AppError('input.invalid', say`This widget was not taken: it ${refusal.message}.`);
  };
  const find = (id: string): WidgetInstance => {
    const found = instances().find((it) => it.id === id);
    if (!found) throw new AppError('input.invalid', say`There is no widget “${id}” on the layer.`);
    return found;
  };
  return {
    instances,
    write,
    async add(widget: string, values: Partial<WidgetInstance> = {}): Promise<string> {
      const { begin = {} } = await loadWidget(widget);
      const id = freeId(widget, instances());
      write([...instances(), { ...plain, ...begin, ...values, id, widget }]);
      return id;
    },
    async change(id: string, values: Partial<WidgetInstance>): Promise<void> {
      const old = find(id);
      const next = { ...old, ...values, options: { ...old.options, ...values.options }, id, widget: old.widget };
      write(instances().map((it) => (it.id === id ? next : it)));
    },
    async remove(id: string): Promise<void> {
      find(id);
      write(instances().filter((it) => it.id !== id));
    },
  };
}

export interface OpenedWidgets extends WidgetsApi {
  readonly layer: Layer;
  dispose(): void;
}

export function openWidgets(parts: OpenParts): OpenedWidgets {
  const { store, port } = parts;
  const commands = createCommands(store);
  const stillness = matchMedia('(prefers-reduced-motion: reduce)');
  const dimming = followDimming(store, () => layer.arrange());
  const layer: Layer = createLayer({
    ...parts,
    get locale() {
      return parts.locale();
    },
    instances: () => (store.get().widgets.shown ? commands.instances() : []),
    load: loadWidget,
    photo: () => photoOf(parts, dimming.now()),
    drift: () => driftOf(store),
    change: (id, options) => void commands.change(id, { options }).catch(() => undefined),
    isStill: () => {
      const wish = store.get().display.reducedMotion;
      return wish === 'on' || (wish === 'auto' && stillness.matches);
    },
    allowsWebPages: () => store.get().widgets.webPages,
    isPaused: () => parts.status().paused,
    report: parts.notify,
  });
  const heard = new AbortController();
  stillness.addEventListener('change', () => layer.follow(), { signal: heard.signal });
  const stopStore = store.onChange((now, before) => {
    dimming.follow();
    if (now.widgets !== before.widgets || now.display !== before.display) layer.follow();
  });
  const stopEvents = parts.onEvent(({ type }) => {
    if (type === 'photo.shown' || type === 'photo.info') layer.photoChanged();
    else if (type === 'transition.ended') layer.transitionEnded();
    else if (type.startsWith('sound.')) layer.soundChanged();
  });
  const stopLanguage = parts.onLanguage(() => layer.speak());
  const slots = createSlots(store, commands);
  let editor: { close(): void } | null = null;
  const edit = async (open?: boolean): Promise<void> => {
    if (open === (editor !== null)) return;
    if (editor) return editor.close();
    const { openEditor } = await import('./editor/editor.ts');
    await layer.settled();
    editor ??= openEditor({ layer, commands, displays: parts.displays, closed: () => (editor = null) });
  };
  return {
    layer,
    kinds: loadKinds,
    add: commands.add,
    change: commands.change,
    remove: commands.remove,
    async inspect() {
      await layer.settled();
      return layer.inspect();
    },
    edit,
    saveSlot: async (slot) => slots.save(slot),
    recallSlot: async (slot) => slots.recall(slot),
    suggest: (widget, option, text) => port.suggest(widget, option, text),
    keepFile: async (widget, file) => lineOfFile(await port.keepFile(widget, file)),
    dispose() {
      editor?.close();
      heard.abort();
      dimming.dispose();
      stopStore();
      stopLanguage();
      stopEvents();
      layer.dispose();
    },
  };
}
