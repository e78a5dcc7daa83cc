/** The browser's own choosers of files and folders: handles where it gives them out, so that the choice is remembered. */
import { isAbort } from '../../shared/errors.ts';
import { t } from '../../shared/i18n.ts';
import type { OpenSoundOptions } from '../../shared/sound-api.ts';
import { element } from '../element.ts';

interface PickerWindow {
  showOpenFilePicker?(options: object): Promise<readonly FileSystemFileHandle[]>;
  showDirectoryPicker?(options: object): Promise<FileSystemDirectoryHandle>;
}

const place = { id: 'afterimage-music', startIn: 'music' };
const kinds = ['.mp3', '.m4a', '.m4b', '.aac', '.flac', '.ogg', '.oga', '.opus', '.wav', '.weba', '.aif', '.aiff'];

function chooseFiles(isFolder: boolean): Promise<readonly File[] | null> {
  const field = element('input', {
    attributes: { type: 'file', multiple: true, accept: isFolder ? undefined : 'audio/*', webkitdirectory: isFolder },
  });
  return new Promise((resolve) => {
    field.addEventListener('change', () => resolve([...(field.files ?? [])]));
    field.addEventListener('cancel', () => resolve(null));
    field.click();
  });
}

async function chooseHandles(isFolder: boolean): Promise<readonly FileSystemHandle[] | null> {
  const picker = globalThis as PickerWindow;
  if (isFolder) {
    const folder = await picker.showDirectoryPicker?.({ ...place, mode: 'read' });
    return folder ? [folder] : null;
  }
  const types = [{ description: t('Music'), accept: { 'audio/*': kinds } }];
  return (await picker.showOpenFilePicker?.({ ...place, multiple: true, types })) ?? null;
}

/** Null when the person backed out. Inside the gesture. */
export async function chooseMusic(isFolder: boolean): Promise<OpenSoundOptions | null> {
  try {
    const handles = await chooseHandles(isFolder);
    if (handles) return { handles };
  } catch (error) {
    if (isAbort(error)) return null;
    // Pickers are refused inside frames of other sites; the plain file chooser still works there.
  }
  const files = await chooseFiles(isFolder);
  return files && files.length > 0 ? { files } : null;
}
