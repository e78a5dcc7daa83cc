import type { Chooser } from '../shared/chooser.ts';

/** Photos that are never shown are out from the first one on, before anything else is known. */
export function onlyHides(ids: readonly string[]): Chooser {
  const hidden = new Set(ids);
  const nothing = () => undefined;
  const wishes = () => [];
  return {
    added: nothing,
    removed: nothing,
    granted: nothing,
    hides: (id) => hidden.has(id),
    wishes,
    weigh: (same) => same,
  };
}
