/**
 * JSON that `JSON.parse` refuses: with comments, with commas too many, quoted as scripts quote, several values one after the other
 * (NDJSON), or without its end. What was whole is kept: a list that breaks off has the entries before that. Linear, bounded in depth, total.
 */

const maxDepth = 200;

/** Between single quotation marks the double ones stand as they are. */
const requoted: Readonly<Record<string, string>> = { '"': '\\"', "\\'": "'" };

/** Where the text ended inside a value. */
const cut = Symbol('cut');

/** The mark that begins a record of RFC 7464 counts as space. */
const isSpace = (code: number): boolean =>
  code === 32 || (code >= 9 && code <= 13) || code === 30 || code === 160 || code === 0xfeff;

class LenientReader {
  readonly #source: string;
  #at = 0;
  #depth = 0;
  /** Some list kept whole entries of what was cut off. */
  #isSettled = false;
  /** Some list was whole. */
  #hasList = false;
  /** The text ended before its value did. */
  isCut = false;

  constructor(source: string) {
    this.#source = source;
  }

  /** Undefined when nothing of it can be read. */
  read(): unknown {
    const values: unknown[] = [];
    for (;;) {
      this.#skipSpace();
      if (this.#at >= this.#source.length) break;
      const before = this.#at;
      const value = this.#value();
      if (value === undefined || this.#at === before) break;
      if (value === cut || (this.isCut && !this.#isSettled && !this.#hasList)) break;
      values.push(value);
      if (this.isCut) break;
    }
    return values.length > 1 ? values : values[0];
  }

  /** White space and comments. */
  #skipSpace(): void {
    const source = this.#source;
    for (;;) {
      while (isSpace(source.charCodeAt(this.#at))) this.#at += 1;
      const isLine = source.startsWith('//', this.#at);
      if (!isLine && !source.startsWith('/*', this.#at)) return;
      const end = source.indexOf(isLine ? '\n' : '*/', this.#at + 2);
      this.#at = end < 0 ? source.length : end + (isLine ? 1 : 2);
    }
  }

  #value(): unknown {
    const character = this.#source.charAt(this.#at);
    if (character === '{' || character === '[') {
      if (this.#depth >= maxDepth) return undefined;
      this.#depth += 1;
      const value = character === '{' ? this.#object() : this.#array();
      this.#depth -= 1;
      return value;
    }
    if (character === '"' || character === "'") return this.#string(character);
    return this.#word();
  }

  #string(quote: string): unknown {
    const source = this.#source;
    const start = this.#at;
    let end = start + 1;
    while (end < source.length && source.charAt(end) !== quote) end += source.charAt(end) === '\\' ? 2 : 1;
    if (end >= source.length) return this.#end();
    this.#at = end + 1;
    const inside = source.slice(start + 1, end);
    const written = `"${quote === '"' ? inside : inside.replace(/\\.|"/gs, (one) => requoted[one] ?? one)}"`;
    try {
      return JSON.parse(written) as unknown;
    } catch {
      // A line break or a tab as it is, or an escape that is none.
      return written
        .slice(1, -1)
        .replaceAll('\\"', '"')
        .replace(/\\([^u])/g, '$1');
    }
  }

  /** What stands before a colon: text, or a plain name as scripts write it. */
  #name(character: string): unknown {
    if (character === '"' || character === "'") return this.#string(character);
    const [name] = /^[A-Za-z_$][\w$]{0,63}/.exec(this.#source.slice(this.#at, this.#at + 65)) ?? [];
    if (name === undefined) return undefined;
    this.#at += name.length;
    return this.#at >= this.#source.length ? this.#end() : name;
  }

  /** Numbers, true, false, null. */
  #word(): unknown {
    const [word = ''] = /^[\w.+-]{1,64}/.exec(this.#source.slice(this.#at, this.#at + 64)) ?? [];
    this.#at += word.length;
    if (this.#at >= this.#source.length && this.#depth > 0) return this.#end();
    try {
      return JSON.parse(word) as unknown;
    } catch {
      return word === 'undefined' || word === 'NaN' ? null : undefined;
    }
  }

  #end(): typeof cut {
    this.#at = this.#source.length;
    this.isCut = true;
    return cut;
  }

  /** True at a comma or right before the closing mark; false where neither stands. */
  #isDivided(close: string): boolean {
    this.#skipSpace();
    if (this.#source.charAt(this.#at) !== ',') return this.#source.charAt(this.#at) === close;
    this.#at += 1;
    return true;
  }

  #array(): unknown {
    const list: unknown[] = [];
    this.#at += 1;
    for (;;) {
      this.#skipSpace();
      if (this.#at >= this.#source.length) {
        this.#end();
        break;
      }
      if (this.#source.charAt(this.#at) === ']') {
        this.#at += 1;
        this.#hasList ||= list.length > 0;
        return list;
      }
      const value = this.#value();
      if (value === undefined) return undefined;
      // What was cut off inside is whole enough where a list in it was settled already.
      if (!this.isCut || (value !== cut && this.#isSettled)) list.push(value);
      if (this.isCut) break;
      if (!this.#isDivided(']') && this.#at < this.#source.length) return undefined;
    }
    if (list.length > 0) this.#isSettled = true;
    return list;
  }

  #object(): unknown {
    const record: Record<string, unknown> = {};
    this.#at += 1;
    for (;;) {
      this.#skipSpace();
      const character = this.#source.charAt(this.#at);
      if (character === '}') {
        this.#at += 1;
        return record;
      }
      if (character === '') {
        this.#end();
        return record;
      }
      const name = this.#name(character);
      if (name === cut) return record;
      this.#skipSpace();
      if (typeof name !== 'string' || (this.#source.charAt(this.#at) !== ':' && this.#at < this.#source.length))
        return undefined;
      this.#at += 1;
      this.#skipSpace();
      if (this.#at >= this.#source.length) {
        this.#end();
        return record;
      }
      const value = this.#value();
      if (value === undefined) return undefined;
      // Unlike an assignment this makes “__proto__” a field like any other.
      if (value !== cut)
        Object.defineProperty(record, name, { value, enumerable: true, configurable: true, writable: true });
      if (this.isCut) return record;
      if (!this.#isDivided('}') && this.#at < this.#source.length) return undefined;
    }
  }
}

/** Undefined when it is no JSON even so, or when it broke off before anything was whole. */
export function readLenientJson(source: string): unknown {
  return new LenientReader(source).read();
}
