/**
 * Plural forms in English sentences, for the realms that say some: import this file for its effect. Apart from i18n.ts, which
 * every page and worker starts with. Forms are `one`, `other` and exact numbers, as in ICU MessageFormat.
 */
import { setForms, type MessageValues } from './i18n.ts';

const place = /\{(\w+), plural,((?: ?(?:=\d+|one|other) \{(?:[^{}]|\{\w+\})*\})+)\}/g;

function chooseForms(message: string, values: MessageValues): string {
  return message.replace(place, (whole, name: string, forms: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    const form = (of: string): string | undefined =>
      new RegExp(`(?:^| )${of} \\{((?:[^{}]|\\{\\w+\\})*)\\}`).exec(forms)?.[1];
    const chosen = form(`=${String(value)}`) ?? (value === 1 ? form('one') : undefined) ?? form('other') ?? '';
    return chosen.replaceAll('#', Number(value).toLocaleString('en'));
  });
}

setForms(chooseForms);
