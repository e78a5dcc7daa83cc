import { afterEach, describe, expect, it, vi } from 'vitest';
import { createTranslator } from '../languages/translator.ts';
import { AppError, fromErrorData, toErrorData } from './errors.ts';
import { dateLocaleOf, fillIn, onLanguage, say, sentence, setTranslator, t, told } from './i18n.ts';

const catalog = {
  'No photo yet': 'Noch kein Foto',
  '{count, plural, one {# photo} other {# photos}}': '{count, plural, one {# Foto} other {# Fotos}}',
  '“{0}” is left out. {1}': '{1} „{0}“ fehlt.',
  '“{0}” is not there any more.': '„{0}“ ist nicht mehr da.',
  'This is {0}.': 'Das ist {0}.',
  'a PDF document': 'ein PDF',
};
const german = createTranslator(catalog, 'de');

afterEach(() => setTranslator(null));

describe('English', () => {
  it.each([
    ['sv-SE', 'sv-SE'],
    ['C', 'en'],
    ['en-US@posix', 'en'],
    [undefined, 'en'],
  ])('writes dates as a browser in “%s” does, or as one that has a language', (language, expected) => {
    vi.stubGlobal('navigator', { language });
    expect(new Intl.DateTimeFormat(dateLocaleOf()).resolvedOptions().locale).toBe(expected);
    vi.unstubAllGlobals();
  });

  it('fills in names and plurals without any library', () => {
    expect(t('{seen} of {all}', { seen: 3, all: 7 })).toBe('3 of 7');
    const photos = '{count, plural, =0 {No photo} one {# photo of {name}} other {# photos of {name}}}.';
    expect(t(photos, { count: 0, name: 'Eva' })).toBe('No photo.');
    expect(t(photos, { count: 1, name: 'Eva' })).toBe('1 photo of Eva.');
    expect(t(photos, { count: 1200, name: 'Eva' })).toBe('1,200 photos of Eva.');
    expect(t('No photo yet')).toBe('No photo yet');
  });

  it('says the same as the library does', () => {
    const message = '{count, plural, one {One more feed of {host} is missing.} other {# more feeds are missing.}}';
    const library = createTranslator({ [message]: message }, 'en');
    for (const count of [0, 1, 2, 15_000]) {
      expect(fillIn(message, { count, host: 'a.test' })).toBe(library(message, { count, host: 'a.test' }));
    }
  });
});

describe('another language', () => {
  it('has its own words, plurals and order, and English where it lacks some', () => {
    setTranslator(german, 'de');
    expect(t('No photo yet')).toBe('Noch kein Foto');
    expect(t('{count, plural, one {# photo} other {# photos}}', { count: 1200 })).toBe('1.200 Fotos');
    expect(t('{n} not known', { n: 2 })).toBe('2 not known');
  });

  it('knows sentences again that were made elsewhere, one in another', () => {
    const inner = say`“${'Alps'}” is not there any more.`;
    const outer = say`“${'IMG 1'}” is left out. ${inner}`;
    expect(outer).toBe('“IMG 1” is left out. “Alps” is not there any more.');
    expect(t(outer)).toBe(outer);
    setTranslator(german, 'de');
    expect(t(outer)).toBe('„Alps“ ist nicht mehr da. „IMG 1“ fehlt.');
    expect(t(say`This is ${'a PDF document'}.`)).toBe('Das ist ein PDF.');
  });

  it('speaks errors of other threads', () => {
    const sent = toErrorData(new AppError('photo.not-found', say`“${'Sea'}” is not there any more.`));
    for (let count = 0; count < 1000; count++) sentence('{count} others', { count });
    setTranslator(german, 'de');
    expect(sent.message).toBe('“Sea” is not there any more.');
    expect(t(sent.message)).toBe(sent.message);
    expect(told(sent)).toBe('„Sea“ ist nicht mehr da.');
    expect(told(toErrorData(fromErrorData(structuredClone(sent))))).toBe('„Sea“ ist nicht mehr da.');
  });

  it('tells who shows words when it changes', () => {
    let changes = 0;
    const stop = onLanguage(() => changes++);
    setTranslator(german, 'de');
    stop();
    setTranslator(null);
    expect(changes).toBe(1);
  });
});
