/** Folders that settings name: choosing one, its permission, and asking for it again. Page thread, loaded with the panel. */
import { withDatabase } from '../shared/database.ts';
import { isAbort } from '../shared/errors.ts';
import { folderKey, type PanelFolder } from '../shared/panel-host.ts';

/** What not every browser has. */
interface PickerWindow {
  showDirectoryPicker?(options: { mode: 'read'; startIn: 'pictures' }): Promise<FileSystemDirectoryHandle>;
}
interface PermissionAware {
  queryPermission?(descriptor: { mode: 'read' }): Promise<PermissionState>;
  requestPermission?(descriptor: { mode: 'read' }): Promise<PermissionState>;
}

const mode = { mode: 'read' } as const;

const handleOf = async (path: string): Promise<(FileSystemHandle & PermissionAware) | undefined> =>
  (await withDatabase((database) => database.get('handles', folderKey(path))))?.[0];

export const canChooseFolder = (): boolean => (globalThis as PickerWindow).showDirectoryPicker !== undefined;

export const folderCommands = {
  async folder(path: string): Promise<PanelFolder | null> {
    const handle = await handleOf(path);
    if (!handle) return null;
    const state = (await handle.queryPermission?.(mode)) ?? 'granted';
    return { name: handle.name, state: state === 'granted' ? 'granted' : 'permission' };
  },
  async chooseFolder(path: string): Promise<string | null> {
    try {
      const chosen = await (globalThis as PickerWindow).showDirectoryPicker?.({ ...mode, startIn: 'pictures' });
      if (!chosen) return null;
      await withDatabase((database) => database.put('handles', [chosen], folderKey(path)));
      return chosen.name;
    } catch (error) {
      if (isAbort(error)) return null;
      throw error;
    }
  },
  async allowFolder(path: string): Promise<boolean> {
    const handle = await handleOf(path);
    return handle !== undefined && ((await handle.requestPermission?.(mode)) ?? 'granted') === 'granted';
  },
};
