/**
 * Words in the language of the person. English sentences are the keys, in ICU MessageFormat, so that a sentence that has no
 * translation is still a sentence. Compiles in page and worker; only the page sets a translator.
 *
 * Sentences that are made where nobody sees them (errors, reasons, states) are plain English strings and travel as such.
 * `say` fills in what varies and remembers for this realm of what a sentence is made, so that `t` knows it again by its text;
 * between realms errors carry it along (see errors.ts).
 */

export type MessageValues = Readonly<Record<string, string | number | Date>>;
export type Translator = (message: string, values?: MessageValues) => string;

/** What a filled-in sentence is made of: ICU MessageFormat with the places `{0}`, `{1}`, … or named ones. */
export interface Words {
  readonly template: string;
  /** A sentence inside another one is `Words` again. */
  readonly values: Readonly<Record<string, string | number | Date | Words>>;
}

/** Something with an English sentence in it, such as an error. */
export interface Spoken {
  readonly message: string;
  readonly words?: Words | undefined;
}

let chooseForms = (message: string, _values: MessageValues): string => message;

/** For plurals.ts, which knows the plural forms of English. */
export function setForms(choose: typeof chooseForms): void {
  chooseForms = choose;
}

/** English as it is written, with its places filled in. */
export const fillIn: Translator = (message, values) =>
  values
    ? chooseForms(message, values).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
    : message;

/** Sentences in flight are few; the oldest are forgotten first and then stay English. */
const mostRemembered = 400;
const remembered = new Map<string, Words>();

export function remember(message: string, words: Words): string {
  remembered.delete(message);
  remembered.set(message, words);
  if (remembered.size > mostRemembered) remembered.delete(String(remembered.keys().next().value));
  return message;
}

export const wordsOf = (message: string): Words | undefined => remembered.get(message);

/** An English sentence whose values may vary; shown with `t(sentence)`, in whatever language is set then. */
export function sentence(template: string, values: MessageValues): string {
  const made = Object.entries(values).map(([name, value]) => [name, remembered.get(String(value)) ?? value] as const);
  return remember(fillIn(template, values), { template, values: Object.fromEntries(made) });
}

/** The same as a tag: say`There is no “${name}”.` has the key `There is no “{0}”.` */
export const say = (parts: TemplateStringsArray, ...values: readonly (string | number)[]): string =>
  sentence(
    parts.reduce((text, part, index) => `${text}{${index - 1}}${part}`),
    Object.fromEntries(values.entries()),
  );

/** Marks a message that is translated elsewhere, by a `t` that is given it. */
export const words = <Message extends string>(message: Message): Message => message;

let translator: Translator = fillIn;
let locale: string | null = null;
const listeners = new Set<() => void>();

/** Names of things inside sentences are translated like sentences where they are known: “app password”, “a PDF document”. */
const inner = (value: string | number | Date | Words): string | number | Date =>
  typeof value === 'object' && 'template' in value
    ? speak(value)
    : typeof value === 'string' && value.includes(' ')
      ? translator(value)
      : value;

const speak = ({ template, values }: Words): string =>
  translator(template, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, inner(value)])));

/** The sentence in the language that is set; `message` is its English text, ICU MessageFormat. */
export const t: Translator = (message, values) => {
  const made = values || translator === fillIn ? undefined : remembered.get(message);
  return made ? speak(made) : translator(message, values);
};

/** The English sentence of an error from another realm; from now on `t` knows what it is made of. */
export const recall = ({ message, words: made }: Spoken): string => (made ? remember(message, made) : message);

/** The sentence of an error in the language that is set, also of one from another realm. */
export const told = (it: Spoken): string => t(recall(it));

/** For `Intl`: the language that is set, with the region of the person where the browser names one. */
export const localeOf = (): string => locale ?? 'en';

/** For dates: the same, but where the app does not speak the person's language, dates still do. */
export function dateLocaleOf(): string {
  if (locale !== null) return locale;
  try {
    // A browser that was started without a language may say “C” here, which no formatter takes.
    return Intl.getCanonicalLocales(globalThis.navigator?.language)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/** Null goes back to English as it is written. */
export function setTranslator(next: Translator | null, nextLocale: string | null = null): void {
  translator = next ?? fillIn;
  locale = nextLocale;
  for (const run of listeners) run();
}

/** Runs after each change of the language. Returns a function that stops it. */
export function onLanguage(run: () => void): () => void {
  listeners.add(run);
  return () => listeners.delete(run);
}
