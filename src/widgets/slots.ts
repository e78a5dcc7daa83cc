/** Ten kept layouts, under the number keys. A layout is all that stands on the layer: what, where and how. */
import type { SettingsStore } from '../shared/app-api.ts';
import { AppError } from '../shared/errors.ts';
import type { WidgetInstance } from '../shared/widget.ts';

export interface Slots {
  /** Throws `input.invalid` for a number that is not 1–10. */
  save(slot: number): void;
  /** False when nothing was kept there. */
  recall(slot: number): boolean;
}

function keyOf(slot: number): string {
  if (Number.isInteger(slot) && slot >= 1 && slot <= 10) return String(slot);
  throw new AppError('input.invalid', 'Layouts are numbered from 1 to 10.');
}

export function createSlots(
  store: SettingsStore,
  { instances, write }: { instances(): readonly WidgetInstance[]; write(next: readonly WidgetInstance[]): void },
): Slots {
  return {
    save(slot) {
      const { slots } = store.get().widgets;
      store.set({ widgets: { slots: { ...slots, [keyOf(slot)]: [...instances()] } as never } });
    },
    recall(slot) {
      const kept = store.get().widgets.slots[keyOf(slot)] as readonly WidgetInstance[] | undefined;
      if (!kept) return false;
      write(kept);
      return true;
    },
  };
}
