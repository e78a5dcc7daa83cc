/** Visualizers before their code is there: it comes after the first photo. Main thread. */
import type { AudioReader } from '../shared/audio-view.ts';
import type { VisualizerInfo, VisualizersApi } from '../shared/app-api.ts';
import type { Visualizers } from './visualizer.ts';

export interface LaterVisualizers {
  readonly api: VisualizersApi;
  choices(): readonly VisualizerInfo[];
  fitDuration(durationMs: number): number;
  /** What is heard from now on; null: nothing. */
  listen(reader: AudioReader | null): void;
  /** Another piece of music begins. */
  track(): void;
}

export function laterVisualizers(painted: Promise<void>, open: () => Promise<Visualizers>): LaterVisualizers {
  let opened: Visualizers | null = null;
  const opening = painted.then(open).then((it) => (opened = it));
  // Offline before its first use: photos play on without.
  opening.catch(() => undefined);
  return {
    api: {
      list: async () => (await opening).api.list(),
      use: async (id, params) => (await opening).api.use(id, params),
      next: async () => (await opening).api.next(),
      off: async () => (await opening).api.off(),
    },
    choices: () => opened?.choices() ?? [],
    fitDuration: (durationMs) => opened?.fitDuration(durationMs) ?? durationMs,
    track: () => opened?.track(),
    listen: (reader) => void opening.then((it) => it.listen(reader)).catch(() => undefined),
  };
}
