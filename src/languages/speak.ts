/** Sets the translator of this realm. */
import { setTranslator } from '../shared/i18n.ts';
import { loadCatalog } from './catalogs.ts';
import type { Spoken } from './choose.ts';
import { createTranslator } from './translator.ts';

/** Rejects when the files do not come; then nothing has changed. */
export async function speak({ tag, locale }: Spoken, isStill: () => boolean): Promise<void> {
  const catalog = await loadCatalog(tag);
  if (isStill()) setTranslator(catalog && createTranslator(catalog, locale ?? tag), locale);
}
