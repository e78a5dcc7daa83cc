/** Which language is spoken. Pure. */

/** Tags of the languages that the app speaks; the order is that of the list in the settings. */
const languageTags = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'pl', 'ja', 'zh-Hans', 'ar'] as const;

export type LanguageTag = (typeof languageTags)[number];

export interface Spoken {
  readonly tag: LanguageTag;
  /** For dates and numbers: the tag with the region of the person, where the browser names one; null: as the browser has it. */
  readonly locale: string | null;
  readonly dir: 'ltr' | 'rtl';
}

/** `zh-TW` is another script than `zh-Hans`, `pt-BR` the same as `pt`. */
function isSame(tag: string, other: string): boolean {
  try {
    const [one, two] = [new Intl.Locale(tag).maximize(), new Intl.Locale(other).maximize()];
    return one.language === two.language && one.script === two.script;
  } catch {
    return false;
  }
}

const dirOf = (tag: LanguageTag): Spoken['dir'] => (tag === 'ar' ? 'rtl' : 'ltr');

/** `preferred` is the browser's list, best first. Without a match: English, and dates as the browser writes them. */
export function chooseLanguage(wish: string, preferred: readonly string[]): Spoken {
  const wished = languageTags.find((tag) => tag === wish);
  if (wished) return { tag: wished, locale: preferred.find((it) => isSame(it, wished)) ?? wished, dir: dirOf(wished) };
  for (const locale of preferred) {
    const tag = languageTags.find((it) => isSame(it, locale));
    if (tag) return { tag, locale, dir: dirOf(tag) };
  }
  return { tag: 'en', locale: null, dir: 'ltr' };
}
