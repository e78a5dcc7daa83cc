/**
 * The language of the page: what the setting says, or the best one the browser asks for. English needs nothing; another one
 * is there before the first sentence is shown. When it changes, open cards are made anew.
 */
import '../shared/plurals.ts';
import type { SettingsStore } from '../shared/app-api.ts';
import { setTranslator } from '../shared/i18n.ts';
import { chooseLanguage } from './choose.ts';

/** Settles when the language is there, or could not be fetched: then sentences stay as they are. */
export async function openLanguage(store: SettingsStore): Promise<void> {
  let wanted = '';
  const follow = async (): Promise<void> => {
    const spoken = chooseLanguage(store.get().display.language, navigator.languages);
    const key = `${spoken.tag} ${String(spoken.locale)}`;
    if (key === wanted) return;
    wanted = key;
    const isStill = (): boolean => wanted === key;
    if (spoken.tag === 'en') setTranslator(null, spoken.locale);
    else await (await import('./speak.ts')).speak(spoken, isStill);
    if (!isStill()) return;
    document.documentElement.lang = spoken.tag;
    document.documentElement.dir = spoken.dir;
  };
  const again = (): void => void follow().catch(() => (wanted = ''));
  store.onChange(again);
  addEventListener('languagechange', again);
  await follow().catch(() => (wanted = ''));
}
