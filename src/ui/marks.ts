/** What the keys for favourites and photos that are never shown do, and what they say. Fetched with the first of them. */
import type { OverlayHost } from '../shared/app-api.ts';
import { toErrorData } from '../shared/errors.ts';
import { t, told } from '../shared/i18n.ts';
import type { LibraryApi, MarkChange } from '../shared/library-api.ts';
import type { Notice } from './notice/notices.ts';

type Notify = (notice: Notice) => void;

function sayUndone({ title, before, after }: MarkChange): string {
  if (before === 'never') return t('“{title}” is not shown here any more.', { title });
  if (after === 'never') return t('“{title}” is shown again.', { title });
  return before === 'favourite'
    ? t('“{title}” is a favourite again.', { title })
    : t('“{title}” is no favourite any more.', { title });
}

async function undo(library: LibraryApi, notify: Notify): Promise<void> {
  const change = await library.undo();
  notify({ id: 'mark', message: change ? sayUndone(change) : t('There is nothing to take back.') });
}

export async function markPhoto(
  host: OverlayHost,
  wish: 'favourite' | 'never' | 'undo',
  notify: Notify,
): Promise<void> {
  const { library } = host;
  const shown = host.currentPhoto()?.ref;
  try {
    if (wish === 'undo') return await undo(library, notify);
    if (!shown) return;
    const { id, title } = shown;
    if (wish === 'never') await library.never(id);
    else if (library.isFavourite(id)) {
      await library.unfavourite(id);
      return notify({ id: 'mark', message: t('“{title}” is no favourite any more.', { title }) });
    } else await library.favourite(id);
    const message =
      wish === 'never'
        ? t('“{title}” is not shown here any more.', { title })
        : t('“{title}” is one of your favourites.', { title });
    const run = (): void => void undo(library, notify).catch(() => undefined);
    notify({ id: 'mark', message, action: { label: t('Undo'), run } });
  } catch (error) {
    notify({ id: 'mark', message: told(toErrorData(error)) });
  }
}
