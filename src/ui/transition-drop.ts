/** Transitions that somebody shared as files, dropped on the page: checked, kept, and offered at once. Lists of feeds come the same way. */
import type { OverlayHost } from '../shared/app-api.ts';
import { toErrorData } from '../shared/errors.ts';
import { t, told } from '../shared/i18n.ts';
import type { Notice } from './notice/notices.ts';

type TransitionHost = Pick<OverlayHost, 'transitions' | 'addSource'>;

/** Larger ones are refused by the check anyway, and need not be read for that. */
const largestBytes = 262_144;
/** A folder full of them would fill the list for good. */
const most = 20;

const fileOf = (dropped: FileSystemHandle | File): Promise<File> =>
  dropped instanceof File ? Promise.resolve(dropped) : (dropped as FileSystemFileHandle).getFile();

const nameOf = (file: string): string => file.replace(/\.[^.]*$/, '').slice(0, 60);

async function addOne(host: TransitionHost, dropped: FileSystemHandle | File): Promise<Notice> {
  const file = dropped.name;
  try {
    const found = await fileOf(dropped);
    if (found.size > largestBytes) {
      return { id: `glsl:${file}`, message: t('“{file}” is too large for a transition. It was left out.', { file }) };
    }
    const glsl = await found.text();
    // Its own name is in its first lines, if it has one.
    const name = /^[ \t]*\/\/[ \t]*name[ \t]*:/im.test(glsl) ? '' : nameOf(file);
    const { id, label } = await host.transitions.add({ name, glsl });
    const message = t('“{label}” is among your transitions now.', { label });
    const run = (): void => void host.transitions.use(id).catch(() => undefined);
    return { id: `glsl:${file}`, message, action: { label: t('Use it'), run } };
  } catch (error) {
    const reason = told(toErrorData(error));
    return { id: `glsl:${file}`, message: t('“{file}” was not added. {reason}', { file, reason }) };
  }
}

const isFeedList = ({ name }: FileSystemHandle | File): boolean => /\.opml$/i.test(name);

/** What was taken from it, its source says itself. */
async function addList(host: TransitionHost, notify: (notice: Notice) => void, list: FileSystemHandle | File) {
  try {
    await host.addSource?.('feed', { dropped: [list] });
  } catch (error) {
    const reason = told(toErrorData(error));
    notify({ id: `list:${list.name}`, message: t('“{file}” was not added. {reason}', { file: list.name, reason }) });
  }
}

/** One after the other: each is tried out on the graphics card. Never rejects. */
export async function addTransitions(
  host: TransitionHost,
  notify: (notice: Notice) => void,
  files: readonly (FileSystemHandle | File)[],
): Promise<void> {
  for (const list of files.filter(isFeedList).slice(0, most)) await addList(host, notify, list);
  const dropped = files.filter((file) => !isFeedList(file));
  for (const one of dropped.slice(0, most)) notify(await addOne(host, one));
  const more = dropped.length - most;
  if (more > 0) {
    notify({
      id: 'glsl',
      message: t('{more, plural, one {# more file was} other {# more files were}} left out. Drop them again.', {
        more,
      }),
    });
  }
}
