/**
 * Sentences from a catalog, through Lingui: plural rules of the language, numbers as it writes them. Messages are parsed when
 * they are first shown and kept; nothing is evaluated. Fetched only by people who do not read English.
 */
import { setupI18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { fillIn, type Translator } from '../shared/i18n.ts';
import type { Catalog } from './catalogs.ts';

/** `locale` is that of numbers and plurals. What the catalog does not have stays English. */
export function createTranslator(catalog: Catalog, locale: string): Translator {
  const parsed = new Map<string, ReturnType<typeof compileMessage>>();
  const i18n = setupI18n({ locale, locales: [locale], messages: { [locale]: {} } });
  return (message, values) => {
    const words = Object.hasOwn(catalog, message) ? catalog[message] : null;
    if (!words) return fillIn(message, values);
    if (!values || !words.includes('{')) return words;
    let ready = parsed.get(message);
    if (!ready) {
      ready = compileMessage(words);
      parsed.set(message, ready);
      i18n.load(locale, { [message]: ready });
    }
    return i18n._(message, { ...values });
  };
}
