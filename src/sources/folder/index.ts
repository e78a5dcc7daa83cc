/**
 * Photos in a folder of this device, the page's half: picking, dropping, asking for permission again.
 * Where the browser hands out handles they are remembered; elsewhere the photos are copied once.
 */
import * as z from 'zod/mini';
import { withDatabase } from '../../shared/database.ts';
import { relativePath } from '../../shared/dropped.ts';
import { AppError, isAbort } from '../../shared/errors.ts';
import { say, t } from '../../shared/i18n.ts';
import { isPhotoPath } from '../../shared/photo-files.ts';
import type { ConfiguredSource, KeptFiles, SourceDefinition, SourceEntry, SourceHost } from '../../shared/source.ts';
import { chooseFiles } from './choose-files.ts';

interface PickerWindow {
  showDirectoryPicker?(options: { id: string; mode: 'read'; startIn: 'pictures' }): Promise<FileSystemDirectoryHandle>;
}
interface PermissionAware {
  requestPermission?(descriptor: { mode: 'read' }): Promise<PermissionState>;
}

async function configure(host: SourceHost): Promise<ConfiguredSource | null> {
  const chosen = host.dropped?.length ? host.dropped : await pick();
  if (chosen === null) return null;
  const files = chosen.filter((item) => item instanceof File);
  const handles = chosen.filter((item): item is FileSystemHandle => !(item instanceof File));
  const photos = files.map((file) => ({ path: relativePath(file), file })).filter(({ path }) => isPhotoPath(path));
  if (handles.length === 0 && photos.length === 0) {
    throw new AppError('source.invalid', 'There is no photo among these files. Choose a folder with pictures in it.');
  }
  askToStay();
  let notice: string | undefined;
  if (photos.length > 0) notice = copyNotice(await host.keepFiles(host.entryId, photos), photos.length);
  if (handles.length > 0) await remember(handles, host);
  return {
    params: {},
    label: labelOf(
      handles,
      photos.map(({ path }) => path),
    ),
    ...(notice && { notice }),
  };
}

/** What cannot be found again later must not stay behind as copies without an owner. */
async function remember(handles: readonly FileSystemHandle[], host: SourceHost): Promise<void> {
  try {
    await withDatabase((database) => database.put('handles', handles, host.entryId));
  } catch (error) {
    await host.forgetFiles(host.entryId).catch(() => undefined);
    throw error;
  }
}

/** Null when the user backed out. */
async function pick(): Promise<readonly (FileSystemHandle | File)[] | null> {
  const { showDirectoryPicker } = globalThis as PickerWindow;
  if (showDirectoryPicker) {
    try {
      return [await showDirectoryPicker({ id: 'afterimage-photos', mode: 'read', startIn: 'pictures' })];
    } catch (error) {
      if (isAbort(error)) return null;
      // Pickers are refused inside frames of other sites; the plain file chooser still works there.
    }
  }
  return chooseFiles();
}

/** Without this the browser may clear what it keeps for us when the device runs low. */
function askToStay(): void {
  navigator.storage?.persist?.().catch(() => undefined);
}

function copyNotice(result: KeptFiles, wanted: number): string | undefined {
  const [first] = result.failed;
  if (!first) return undefined;
  return say`${result.keptFiles} of ${wanted} photos were copied. ${first.error.message}`;
}

function labelOf(handles: readonly FileSystemHandle[], paths: readonly string[]): string {
  const folders = [
    ...handles.filter(({ kind }) => kind === 'directory').map(({ name }) => name),
    ...new Set(paths.filter((path) => path.includes('/')).map((path) => path.slice(0, path.indexOf('/')))),
  ];
  const single =
    handles.filter(({ kind }) => kind === 'file').length + paths.filter((path) => !path.includes('/')).length;
  const [first] = folders;
  const more = folders.length - 1 + single;
  if (first !== undefined) return (more > 0 ? t('{first} and {more} more', { first, more }) : first).slice(0, 200);
  return t('{count, plural, one {# photo} other {# photos}}', { count: single });
}

/** Asks for every folder even when one is refused, so that one tap repairs what it can. */
async function regrant(entry: SourceEntry): Promise<boolean> {
  const handles = (await withDatabase((database) => database.get('handles', entry.id))) ?? [];
  let isGranted = handles.length > 0;
  for (const handle of handles) {
    const state = await (handle as PermissionAware).requestPermission?.({ mode: 'read' }).catch(() => 'denied');
    if (state !== undefined && state !== 'granted') isGranted = false;
  }
  return isGranted;
}

async function forget(entry: SourceEntry, host: Pick<SourceHost, 'forgetFiles'>): Promise<void> {
  await withDatabase((database) => database.delete('handles', entry.id));
  await host.forgetFiles(entry.id);
}

export const source: SourceDefinition = {
  id: 'folder',
  label: 'A folder on this device',
  description: 'Shows every photo in a folder you choose, and in the folders inside it.',
  params: z.object({}),
  setup: 'picker',
  acceptsDrops: true,
  configure,
  regrant,
  forget,
};
