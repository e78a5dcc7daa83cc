/**
 * Words in the language of the person. English sentences are the keys, in ICU MessageFormat, so that a sentence that has no
 * translation is still a sentence. The translator is set by the realm that shows words; without one, plain `{name}` places
 * are filled in and nothing else.
 */

export type MessageValues = Readonly<Record<string, string | number | Date>>;
export type Translator = (message: string, values?: MessageValues) => string;

const fillIn: Translator = (message, values) =>
  values ? message.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place)) : message;

let translator = fillIn;

/** The sentence in the language that is set; `message` is its English text, ICU MessageFormat. */
export const t: Translator = (message, values) => translator(message, values);

/** Null goes back to English as it is written. */
export function setTranslator(next: Translator | null): void {
  translator = next ?? fillIn;
}
