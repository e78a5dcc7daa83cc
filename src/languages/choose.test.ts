import { describe, expect, it } from 'vitest';
import { chooseLanguage } from './choose.ts';

describe('the language', () => {
  it('is the best one of the browser’s list, with its region for dates', () => {
    expect(chooseLanguage('auto', ['sv-SE', 'de-AT', 'en'])).toEqual({ tag: 'de', locale: 'de-AT', dir: 'ltr' });
    expect(chooseLanguage('auto', ['pt-BR'])).toEqual({ tag: 'pt', locale: 'pt-BR', dir: 'ltr' });
    expect(chooseLanguage('auto', ['zh-CN'])).toEqual({ tag: 'zh-Hans', locale: 'zh-CN', dir: 'ltr' });
    expect(chooseLanguage('auto', ['ar-EG'])).toEqual({ tag: 'ar', locale: 'ar-EG', dir: 'rtl' });
  });

  it('is English where none fits, and dates stay those of the browser', () => {
    expect(chooseLanguage('auto', ['sv-SE'])).toEqual({ tag: 'en', locale: null, dir: 'ltr' });
    expect(chooseLanguage('auto', ['zh-TW', 'not a tag']).tag).toBe('en');
  });

  it('is the one that was chosen, whatever the browser says', () => {
    expect(chooseLanguage('fr', ['de-AT'])).toEqual({ tag: 'fr', locale: 'fr', dir: 'ltr' });
    expect(chooseLanguage('en', ['de-AT', 'en-GB']).locale).toBe('en-GB');
  });
});
