import { describe, expect, it } from 'vitest';
import { decodeBytes } from './charset.ts';

const bytes = (...codes: readonly number[]): Uint8Array => Uint8Array.from(codes);
const ascii = (text: string): number[] => [...text].map((character) => character.charCodeAt(0));
const prolog = (name: string): number[] => ascii(`<?xml version="1.0" encoding="${name}"?>`);
const wide = (text: string, littleEndian: boolean, size: 2 | 4): Uint8Array => {
  const view = new DataView(new ArrayBuffer(text.length * size));
  for (const [index, character] of [...text].entries()) {
    if (size === 2) view.setUint16(index * 2, character.charCodeAt(0), littleEndian);
    else view.setUint32(index * 4, character.charCodeAt(0), littleEndian);
  }
  return new Uint8Array(view.buffer);
};

describe('from bytes to text', () => {
  it('believes a byte order mark before anything else', () => {
    expect(decodeBytes(bytes(0xef, 0xbb, 0xbf, 0xc3, 0xa9), 'text/xml; charset=windows-1251')).toBe('é');
    expect(decodeBytes(wide('\ufeff<é>', true, 2), 'text/xml; charset=utf-8')).toBe('<é>');
    expect(decodeBytes(wide('\ufeff<é>', false, 2))).toBe('<é>');
    expect(decodeBytes(wide('\ufeff<é>', true, 4))).toBe('<é>');
  });

  it('sees two- and four-byte encodings without a mark', () => {
    for (const [littleEndian, size] of [[true, 2], [false, 2], [true, 4], [false, 4]] as const) {
      expect(decodeBytes(wide('<?xml?><é>', littleEndian, size))).toBe('<?xml?><é>');
    }
  }); // prettier-ignore

  it('believes the server before the document', () => {
    const text = bytes(...prolog('iso-8859-1'), 0xd6);
    expect(decodeBytes(text, 'text/xml; charset="windows-1251"').at(-1)).toBe('Ц');
    expect(decodeBytes(text, 'text/xml').at(-1)).toBe('Ö');
    expect(decodeBytes(text, 'text/xml; charset=nonsense').at(-1)).toBe('Ö');
  });

  it('knows names that feeds use and standards do not', () => {
    expect(decodeBytes(bytes(...prolog('cp1252'), 0x93)).at(-1)).toBe('“');
    expect(decodeBytes(bytes(...prolog('Mac_Roman'), 0x8e)).at(-1)).toBe('é');
    expect(decodeBytes(bytes(...prolog('cp932'), 0x82, 0xa0)).at(-1)).toBe('あ');
    expect(decodeBytes(bytes(...prolog('shift_jis_2004'), 0x82, 0xa0)).at(-1)).toBe('あ');
    expect(decodeBytes(bytes(...prolog('EUC-JISX0213'), 0xa4, 0xa2)).at(-1)).toBe('あ');
  });

  it('knows code pages that the Encoding Standard left out', () => {
    for (const [label, code, character] of [
      ['cp437', 0x82, 'é'],
      ['IBM850', 0xd2, 'Ê'],
      ['cp852', 0x88, 'ł'],
      ['cp858', 0xd5, '€'],
      ['IBM862', 0x80, 'א'],
      ['MacGreek', 0xe1, 'α'],
      ['x-mac-ce', 0x87, 'á'],
      ['macturkish', 0xdf, 'ş'],
      ['ISO-8859-16', 0xfe, 'ț'],
      ['KOI8-T', 0x8a, 'ҳ'],
      ['PT154', 0x80, 'Җ'],
      ['hp-roman8', 0xc5, 'é'],
      ['windows-31j', 0xb1, 'ｱ'],
    ] as const)
      expect(decodeBytes(bytes(...prolog(label), code, 0x20)).at(-2), label).toBe(character);
    // The server's word counts like the document's.
    expect(decodeBytes(bytes(0x3c, 0x81), 'text/xml; charset=cp437')).toBe('<ü');
  });

  it('reads what a mainframe declares in its own bytes', () => {
    // <?xml version="1.0" encoding="cp500"?>[ in EBCDIC; “[” differs between code pages.
    const letters = ' .<?"=>-';
    const codes = [0x40, 0x4b, 0x4c, 0x6f, 0x7f, 0x7e, 0x6e, 0x60];
    const ebcdic = (text: string): number[] =>
      [...text].map((one) => {
        const at = one.charCodeAt(0);
        if (letters.includes(one)) return codes[letters.indexOf(one)] ?? 0;
        if (one <= '9') return 0xf0 + at - 48;
        return at < 106 ? 0x81 + at - 97 : at < 115 ? 0x91 + at - 106 : 0xa2 + at - 115;
      });
    const text = bytes(...ebcdic('<?xml version="1.0" encoding="cp500"?>'), 0x4a);
    expect(decodeBytes(text)).toBe('<?xml version="1.0" encoding="cp500"?>[');
    expect(decodeBytes(text, 'text/xml; charset=ibm037').at(-1)).toBe('¢');
  });

  it('does not believe that text is UTF-16 or Latin-1 when its bytes say UTF-8', () => {
    expect(decodeBytes(bytes(...prolog('utf-16'), 0xc3, 0xa9)).at(-1)).toBe('é');
    expect(decodeBytes(bytes(...prolog('iso-8859-1'), 0xc3, 0xa9)).at(-1)).toBe('é');
  });

  it('believes no label about text that can only be UTF-8', () => {
    const russian = [...new TextEncoder().encode('Осенний лес')];
    expect(decodeBytes(bytes(...russian), 'text/xml; charset=windows-1251')).toBe('Осенний лес');
    expect(decodeBytes(bytes(...prolog('Shift_JIS'), ...russian))).toContain('Осенний лес');
  });

  it('keeps the rest of UTF-8 text when one byte is bad', () => {
    expect(decodeBytes(bytes(0xc3, 0xa9, 0xc3, 0xa8, 0xff, 0xc3, 0xa7))).toBe('éè\ufffdç');
  });

  it('guesses what nobody said', () => {
    const russian = [0xce, 0xf1, 0xe5, 0xed, 0xfc, 0x20, 0xed, 0xe0, 0x20, 0xec, 0xee, 0xf0, 0xe5];
    expect(decodeBytes(bytes(...russian))).toBe('Осень на море');
    expect(decodeBytes(bytes(...ascii('caf'), 0xe9, ...ascii(' noir')))).toBe('café noir');
    const japanese = [0x1b, 0x24, 0x42, 0x46, 0x7c, 0x4b, 0x5c, 0x1b, 0x28, 0x42];
    expect(decodeBytes(bytes(0x3c, ...japanese))).toBe('<日本');
    const hebrew = [0xf9, 0xec, 0xe5, 0xed, 0x20, 0xf2, 0xe5, 0xec, 0xed];
    expect(decodeBytes(bytes(...hebrew))).toBe('שלום עולם');
  });

  it('goes by the language that a feed names, where letters look alike', () => {
    const named = (language: string, ...codes: readonly number[]): string =>
      decodeBytes(bytes(...ascii(`<rss><language>${language}</language><title>`), ...codes, ...ascii(' etc'))).slice(
        -6,
      );
    expect(named('cs-CZ', 0x9e, 0x61, 0x20)).toBe('ža  etc'.slice(-6));
    expect(named('pl', 0x61, 0xb1, 0x20).slice(0, 2)).toBe('ą ');
    expect(named('tr', 0x61, 0xfd, 0x20).slice(0, 2)).toBe('ı ');
    expect(named('lt', 0x61, 0xfe, 0x20).slice(0, 2)).toBe('ž ');
    expect(named('fr', 0x61, 0xe9, 0x20).slice(0, 2)).toBe('é ');
    const russian = [0xaf, 0xe0, 0xa8, 0xa2, 0xa5, 0xe2, 0x20, 0xac, 0xa8, 0xe0];
    expect(decodeBytes(bytes(0x3c, ...russian))).toBe('<привет мир');
  });

  it('drops control characters and reads those of windows-1252', () => {
    expect(decodeBytes(bytes(...ascii('a\0b\x08c\td')))).toBe('abc\td');
    expect(decodeBytes(bytes(0xc2, 0x93))).toBe('“');
  });
});
