/** The tags worker's methods. Runs in the worker; the reader of tags is a chunk that comes with the first file. */
import type { TagsApi } from '../../shared/music.ts';
import type { Implementation } from '../../shared/worker-contract.ts';
import { listMusic } from './list-music.ts';
import { readTags } from './read-tags.ts';

export function createTagsApi(): Implementation<TagsApi> {
  return {
    read: (file) => readTags(file),
    list: (handles, context) => listMusic(handles, context),
  };
}
