/** What the composition root opens when a visualizer is wanted: the registry and the layers. A chunk of its own. */
import type { SettingsStore } from '../../shared/app-api.ts';
import type { AudioView } from '../../shared/audio-view.ts';
import type { EventLog } from '../../shared/events.ts';
import { words } from '../../shared/i18n.ts';
import { milkdrop, type FramedVisualizer } from '../milkdrop/definition.ts';
import type { MilkdropLayer } from '../milkdrop/milkdrop-layer.ts';
import { repairParams, requireParams } from '../params.ts';
import type { Stage } from '../stage.ts';
import { allVisualizers, visualizerOf } from '../visualizers.ts';
import { VisualLayer, type VisualLayerOptions } from './layer.ts';
import type { VisualLook } from './place.ts';
import { shareStage } from './share-stage.ts';

export interface KitOptions extends Pick<VisualLayerOptions, 'photo'> {
  readonly store: Pick<SettingsStore, 'get'>;
  readonly events: EventLog;
  readonly stage: Pick<Stage, 'attach' | 'tier' | 'host'>;
  /** The document of the sandboxed frame. */
  readonly frameUrl: string;
  hear(nowMs: number): AudioView | null;
}

type Wish = { readonly params: Readonly<Record<string, unknown>>; readonly look: VisualLook };

const known = (id: string): FramedVisualizer | undefined => (id === milkdrop.id ? milkdrop : visualizerOf(id));
const adjustable = ({ label, settings }: FramedVisualizer) => ({ label, params: settings });

/** MilkDrop, whose code comes when it is first chosen; what was asked last holds once it is there. */
function createFramed(open: () => Promise<MilkdropLayer>, report: (message: string) => void) {
  let layer: MilkdropLayer | null = null;
  let opening: Promise<void> | null = null;
  let wish: Wish | null = null;
  const follow = (): void => {
    if (wish) layer?.use(repairParams(adjustable(milkdrop), wish.params), wish.look);
    else layer?.stop();
  };
  const load = async (): Promise<void> => {
    try {
      layer = await open();
      follow();
    } catch {
      opening = null;
      report(words('MilkDrop could not be loaded. Your photos go on; check the connection and choose it again.'));
    }
  };
  return {
    use(next: Wish | null): void {
      wish = next;
      if (next && !layer) opening ??= load();
      follow();
    },
    get layer(): MilkdropLayer | null {
      return layer;
    },
  };
}

export function openVisualKit({ stage, store, events, frameUrl, photo, hear }: KitOptions) {
  const { host } = stage;
  const report = (message: string): void => events.emit({ type: 'notice', message });
  const stillness = matchMedia('(prefers-reduced-motion: reduce)');
  const isStill = (): boolean => {
    const { reducedMotion } = store.get().display;
    return reducedMotion === 'on' || (reducedMotion === 'auto' && stillness.matches);
  };
  const calm = (): boolean => !store.get().visualizer.flashes || isStill();
  const stopped = (): void =>
    report(words('The visualizer stopped. Your photos go on; choose it again or take another one.'));
  const attach = shareStage((it) => stage.attach(it), stopped);
  const layer = new VisualLayer({ host, attach, hear, photo, calm, report, tier: () => stage.tier() });
  const framed = createFramed(async () => {
    const { MilkdropLayer: Layer } = await import('../milkdrop/milkdrop-layer.ts');
    return new Layer({ frameUrl, host, attach, hear, calm, report });
  }, report);
  let wasStill = false;
  const restsFor = (id: string | null): boolean => {
    const rests = id === milkdrop.id && isStill();
    if (rests && !wasStill) {
      report(words('MilkDrop moves a lot, so it rests while less motion is asked for. Choose another visualizer.'));
    }
    wasStill = rests;
    return rests;
  };
  return {
    definitions: [...allVisualizers, milkdrop].toSorted((a, b) => a.label.localeCompare(b.label)),
    use(id: string | null, params: Readonly<Record<string, unknown>>, look: VisualLook): void {
      const isFramed = id === milkdrop.id && !restsFor(id);
      framed.use(isFramed ? { params, look } : null);
      const definition = id === null ? null : (visualizerOf(id) ?? null);
      layer.use(definition, definition ? repairParams(adjustable(definition), params) : {}, look);
    },
    check(id: string, params: Readonly<Record<string, unknown>>): void {
      const definition = known(id);
      if (definition) requireParams(adjustable(definition), params);
    },
    wake(): void {
      layer.wake();
      framed.layer?.wake();
    },
    /** Another piece of music begins. */
    track: () => framed.layer?.track(),
    /** Another preset of the one that is shown. False: it has none of its own turns. */
    next(id: string): boolean {
      if (id === milkdrop.id) framed.layer?.next();
      return id === milkdrop.id;
    },
    /** By the compositor: the photo is not drawn again. Not where less motion is asked for. */
    pulse(scale: number): void {
      host.style.transform = scale === 1 || isStill() ? '' : `scale(${scale.toFixed(5)})`;
    },
    dispose(): void {
      layer.dispose();
      framed.layer?.dispose();
    },
  };
}
