/** Folders and files dropped anywhere on the page. */
import { collectDropped } from '../shared/dropped.ts';

export interface DropWatcher {
  /** Something that can be dropped is over the page, or no longer. */
  hover(isOver: boolean): void;
  drop(dropped: Promise<readonly (FileSystemHandle | File)[]>): void;
}

/** Drops that a watcher kept the browser from opening. */
const kept = new WeakSet<Event>();

export function watchDrops(watcher: DropWatcher, signal: AbortSignal): void {
  // Entering a child comes before leaving its parent: only the balance says whether the pointer is still here.
  let depth = 0;
  const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
  const settle = (next: number): void => {
    const was = depth > 0;
    depth = Math.max(0, next);
    if (was !== depth > 0) watcher.hover(depth > 0);
  };
  const enter = (event: DragEvent): void => {
    if (hasFiles(event)) settle(depth + 1);
  };
  const leave = (event: DragEvent): void => {
    if (hasFiles(event)) settle(depth - 1);
  };
  const over = (event: DragEvent): void => {
    if (!hasFiles(event) || !event.dataTransfer) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    // This listener may have been loaded after the pointer came in.
    if (depth === 0) settle(1);
  };
  const drop = (event: DragEvent): void => {
    if (!event.dataTransfer || !hasFiles(event)) return;
    // A widget that reads such files was quicker; another watcher only kept the browser on the page.
    const isTaken = event.defaultPrevented && !kept.has(event);
    kept.add(event);
    // Otherwise the browser leaves the page and opens the file.
    event.preventDefault();
    settle(0);
    if (!isTaken) watcher.drop(collectDropped(event.dataTransfer));
  };
  window.addEventListener('dragenter', enter, { signal });
  window.addEventListener('dragleave', leave, { signal });
  window.addEventListener('dragover', over, { signal });
  window.addEventListener('drop', drop, { signal });
}
