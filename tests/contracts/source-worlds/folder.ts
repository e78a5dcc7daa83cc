import { withDatabase } from '../../../src/shared/database.ts';
import { asHandle, createDisk, FakeDirectory } from '../../fakes/file-system.ts';
import type { SourceWorld } from './world.ts';

export const world: SourceWorld = {
  params: {},
  photos: 31,
  async enter(entryId) {
    const folder = new FakeDirectory('Holiday', createDisk());
    for (let index = 0; index < 30; index++) folder.add(`day ${index % 3}/日 ${index}.jpg`);
    folder.add('notes.txt');
    const copy = { entryId, path: 'photos/e/x.jpg', name: 'kept.jpg', byteLength: 5, modifiedMs: 9 };
    await withDatabase(async (database) => {
      await database.put('handles', [asHandle(folder)], entryId);
      await database.put('files', copy, copy.path);
    });
  },
};
