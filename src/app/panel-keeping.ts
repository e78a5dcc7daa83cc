/** What the settings panel asks about kept photos, the library and the PIN. Page thread, loaded with the panel. */
import type { OverlayHost } from '../shared/app-api.ts';
import { AppError } from '../shared/errors.ts';
import type { OfflineControls } from '../shared/offline-api.ts';
import type { PanelKept } from '../shared/panel-host.ts';

const controlsOf = async ({ keptPhotos }: OverlayHost): Promise<OfflineControls> => {
  if (!keptPhotos) throw new AppError('input.invalid', 'No photos are kept here.');
  return keptPhotos();
};

export const keepingCommands = (host: OverlayHost) => ({
  async keptPhotos(): Promise<PanelKept> {
    const controls = await controlsOf(host);
    return { ...(await controls.state()), canMirror: controls.canMirror };
  },
  forgetKept: async () => (await controlsOf(host)).clear(),
  chooseMirror: async () => (await (await controlsOf(host)).chooseMirror()) !== null,
  dropMirror: async () => void (await (await controlsOf(host)).dropMirror()),
});

export const libraryCommands = ({ library }: OverlayHost) => ({
  libraryHealth: () => library.jobs(),
  requeue: (id?: string) => library.requeue(id),
  neverShown: () => library.listNever(),
  allowPhoto: (photoId: string) => library.allow(photoId),
  exportMarks: () => library.exportMarks(),
  importMarks: (text: string) => library.importMarks(text),
  albums: () => library.albums(),
});

export function pinOf({ interaction }: OverlayHost): 'none' | 'set' | 'unavailable' {
  if (interaction?.hasPin()) return 'set';
  return interaction?.canKeepPin() ? 'none' : 'unavailable';
}
