/**
 * `window.afterimage.widgets` before its code is there: it comes after the first photo when a widget is on, or when it is
 * asked for. Main thread.
 */
import type { SettingsStore } from '../shared/app-api.ts';
import type { WidgetsApi } from '../shared/widget.ts';

interface WidgetParts {
  readonly store: SettingsStore;
  readonly painted: Promise<void>;
  /** Fetches the code; asked again after a failure. */
  load(): Promise<WidgetsApi>;
}

export function createWidgets({ store, painted, load }: WidgetParts): WidgetsApi {
  let opening: Promise<WidgetsApi> | null = null;
  const open = (): Promise<WidgetsApi> => {
    opening ??= load();
    opening.catch(() => (opening = null));
    return opening;
  };
  const openIfWanted = (): void => {
    const { shown, instances } = store.get().widgets;
    if (shown && instances.some(({ enabled }) => enabled)) void open().catch(() => undefined);
  };
  const begin = (): void => {
    openIfWanted();
    store.onChange(openIfWanted);
    addEventListener('keydown', hear);
  };
  void painted.then(begin);
  /** Shift and a number keeps the layout, the number alone brings it back. */
  const hear = ({ code, shiftKey, ctrlKey, altKey, metaKey, target }: KeyboardEvent): void => {
    const digit = /^Digit(\d)$/.exec(code)?.[1];
    if (!digit || ctrlKey || altKey || metaKey || (target as Element | null)?.closest?.('input, textarea, select'))
      return;
    const slot = Number(digit) || 10;
    if (!shiftKey && !store.get().widgets.slots[String(slot)]) return;
    const use = async (): Promise<unknown> => (await open())[shiftKey ? 'saveSlot' : 'recallSlot'](slot);
    void use().catch(() => undefined);
  };
  return {
    kinds: async () => (await open()).kinds(),
    add: async (widget, values) => (await open()).add(widget, values),
    change: async (id, values) => (await open()).change(id, values),
    remove: async (id) => (await open()).remove(id),
    inspect: async () => (await open()).inspect(),
    edit: async (wanted) => (await open()).edit(wanted),
    saveSlot: async (slot) => (await open()).saveSlot(slot),
    recallSlot: async (slot) => (await open()).recallSlot(slot),
    suggest: async (widget, option, text) => (await open()).suggest(widget, option, text),
    keepFile: async (widget, file) => (await open()).keepFile(widget, file),
  };
}
