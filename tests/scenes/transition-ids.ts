import { readdirSync } from 'node:fs';

/** The folders that the registry finds, read as a test can: from the disk. */
export const transitionIds: readonly string[] = readdirSync(
  new URL('../../src/render/transitions', import.meta.url),
).toSorted();
