/** The registry: every folder in `visualizers/` is found here and named nowhere else. A chunk of its own, on demand. */
import type { VisualizerDefinition } from './visualizer.ts';

const modules = import.meta.glob<{ readonly visualizer: VisualizerDefinition }>('./visualizers/*/index.ts', {
  eager: true,
});

export const allVisualizers: readonly VisualizerDefinition[] = Object.values(modules)
  .map(({ visualizer }) => visualizer)
  .toSorted((a, b) => a.label.localeCompare(b.label));

export const visualizerOf = (id: string): VisualizerDefinition | undefined =>
  allVisualizers.find((one) => one.id === id);
