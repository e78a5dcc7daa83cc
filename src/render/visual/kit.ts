/** What the composition root opens when a visualizer is wanted: the registry and the layer. A chunk of its own. */
import type { AudioView } from '../../shared/audio-view.ts';
import { repairParams, requireParams } from '../params.ts';
import type { SettingsStore } from '../../shared/app-api.ts';
import type { EventLog } from '../../shared/events.ts';
import type { Stage } from '../stage.ts';
import { allVisualizers, visualizerOf } from '../visualizers.ts';
import type { VisualizerDefinition } from '../visualizer.ts';
import { VisualLayer, type VisualLayerOptions, type VisualLook } from './layer.ts';

export interface KitOptions extends Pick<VisualLayerOptions, 'photo'> {
  readonly store: Pick<SettingsStore, 'get'>;
  readonly events: EventLog;
  readonly stage: Pick<Stage, 'attach' | 'tier' | 'host'>;
  hear(nowMs: number): AudioView | null;
}

export function openVisualKit({ stage, store, events, ...options }: KitOptions) {
  const { host } = stage;
  const layer = new VisualLayer({
    host,
    attach: (it) => stage.attach(it),
    tier: () => stage.tier(),
    calm: () => !store.get().visualizer.flashes,
    report: (message) => events.emit({ type: 'notice', message }),
    ...options,
  });
  const adjustable = ({ label, settings }: VisualizerDefinition) => ({ label, params: settings });
  return {
    definitions: allVisualizers,
    use(id: string | null, params: Readonly<Record<string, unknown>>, look: VisualLook): void {
      const definition = id === null ? null : (visualizerOf(id) ?? null);
      layer.use(definition, definition ? repairParams(adjustable(definition), params) : {}, look);
    },
    check(id: string, params: Readonly<Record<string, unknown>>): void {
      const definition = visualizerOf(id);
      if (definition) requireParams(adjustable(definition), params);
    },
    wake: () => layer.wake(),
    /** By the compositor: the photo is not drawn again. */
    pulse(scale: number): void {
      host.style.transform = scale === 1 ? '' : `scale(${scale.toFixed(5)})`;
    },
    dispose: () => layer.dispose(),
  };
}
