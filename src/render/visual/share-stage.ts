/** Several layers in the one place that the stage has for a layer. Main thread. */
import type { Attached, LayerFrame, StageLayer } from '../layer.ts';

/** Gives an `attach` for each of them. One that throws is taken off and told of, as the stage would; the others go on. */
export function shareStage(
  attach: (layer: StageLayer) => Attached,
  stopped: () => void,
): (layer: StageLayer) => Attached {
  const layers = new Set<StageLayer>();
  const place = attach({
    wants: () => [...layers].some((layer) => layer.wants()),
    draw(frame: LayerFrame) {
      for (const layer of layers) {
        if (!layer.wants()) continue;
        try {
          layer.draw(frame);
        } catch {
          layers.delete(layer);
          stopped();
        }
      }
    },
  });
  return (layer) => {
    layers.add(layer);
    return { wake: () => void (layers.has(layer) && place.wake()), detach: () => void layers.delete(layer) };
  };
}
