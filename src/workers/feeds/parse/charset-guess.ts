/**
 * The likely encoding of bytes that say nothing of it and are not UTF-8. Each candidate reads a sample; the one whose text looks
 * most like a language wins: letters that are frequent in it count for it, marks, gaps and capitals in odd places against.
 */

const sampleBytes = 32 * 1024;

/** The commonest characters of texts in Chinese, simplified and traditional: what tells them from each other and from noise. */
const commonSimplified =
  '的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里专业为从';
const commonTraditional =
  '的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡並感謝體';

interface Candidate {
  readonly label: string;
  /** Points for one character that is not ASCII. */
  readonly points: (code: number, before: number) => number;
}

const between = (code: number, from: number, to: number): boolean => code >= from && code <= to;
const isHan = (code: number): boolean => between(code, 0x4e00, 0x9fff);
const isCjkMark = (code: number): boolean => between(code, 0x3000, 0x303f) || between(code, 0xff00, 0xff5e);

function han(common: string): (code: number) => number {
  const frequent = new Set([...common].map((character) => character.charCodeAt(0)));
  return (code) => (frequent.has(code) ? 6 : isHan(code) ? 1 : isCjkMark(code) ? 1.5 : -2);
}

/** Letters of one script in lower case, from its alphabet's block; capitals are rarer, and rare after a small letter. */
function script(lower: readonly [number, number], upper: readonly [number, number], frequent: string) {
  return (code: number, before: number): number => {
    if (frequent.includes(String.fromCharCode(code))) return 2;
    if (between(code, ...lower)) return 1;
    if (between(code, ...upper)) return between(before, ...lower) ? -2 : 0.5;
    return -1;
  };
}

const cyrillic = script([0x430, 0x45f], [0x400, 0x42f], 'оеаинтсрвл');
const greek = script([0x3ac, 0x3ce], [0x386, 0x3ab], 'αοιετσνηυρ');

const arabic = (code: number): number =>
  'اليمونرتبةعدس'.includes(String.fromCharCode(code)) ? 2 : between(code, 0x621, 0x64a) ? 0.5 : -1;

const candidates: readonly Candidate[] = [
  {
    label: 'shift_jis',
    // Half-width katakana are what other encodings turn into when they are read as this one.
    points: (code) =>
      between(code, 0x3041, 0x30fe)
        ? 3
        : between(code, 0xff61, 0xff9f)
          ? -1
          : isHan(code)
            ? 1
            : isCjkMark(code)
              ? 1.5
              : -2,
  },
  {
    label: 'euc-jp',
    points: (code) => (between(code, 0x3041, 0x30fe) ? 3 : isHan(code) ? 1 : isCjkMark(code) ? 1.5 : -2),
  },
  {
    label: 'euc-kr',
    points: (code) => (between(code, 0xac00, 0xd7a3) ? 2 : isCjkMark(code) ? 1 : isHan(code) ? 0 : -2),
  },
  { label: 'gb18030', points: han(commonSimplified) },
  { label: 'big5', points: han(commonTraditional) },
  // What it has besides KOI8-R are the letters of Ukrainian.
  { label: 'koi8-u', points: cyrillic },
  { label: 'windows-1251', points: cyrillic },
  { label: 'ibm866', points: cyrillic },
  { label: 'iso-8859-5', points: cyrillic },
  { label: 'windows-1253', points: greek },
  {
    label: 'windows-1255',
    points: (code) =>
      'יוהלאמרתבש'.includes(String.fromCharCode(code))
        ? 2
        : between(code, 0x5d0, 0x5ea)
          ? 1.2
          : between(code, 0x5b0, 0x5c4)
            ? 0
            : -1,
  },
  {
    label: 'windows-1256',
    points: arabic,
  },
  { label: 'iso-8859-6', points: arabic },
  { label: 'windows-874', points: (code) => (between(code, 0xe01, 0xe4e) ? 1.2 : -1) },
];

const wideLabels = new Set(['shift_jis', 'euc-jp', 'euc-kr', 'gb18030', 'big5']);

/** Mean points per byte above ASCII, so that encodings with one and with two bytes per character compare. */
function score({ label, points }: Candidate, sample: Uint8Array, highBytes: number): number {
  let text: string;
  try {
    text = new TextDecoder(label).decode(sample);
  } catch {
    return -Infinity;
  }
  let [sum, before] = [0, 0];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code >= 0x80) sum += code === 0xfffd ? -6 : points(code, before);
    before = code;
  }
  return sum / highBytes;
}

/** By the language that a feed names: Latin letters with accents look alike in all of these. */
const byLanguage: readonly (readonly [RegExp, string])[] = [
  [/^(?:cs|sk|pl|hu|sl|hr|bs|ro|sq)$/, 'windows-1250'],
  [/^(?:tr|az)$/, 'windows-1254'],
  [/^(?:lt|lv|et)$/, 'windows-1257'],
  [/^vi$/, 'windows-1258'],
];

function latinCharset(sample: Uint8Array): string {
  let head = '';
  for (const byte of sample.subarray(0, 4096)) head += String.fromCharCode(byte);
  const language =
    /(?:<(?:dc:)?language>\s{0,9}|xml:lang=["'])([a-z]{2})(?![a-z])/i.exec(head)?.[1]?.toLowerCase() ?? '';
  const label = byLanguage.find(([languages]) => languages.test(language))?.[1] ?? 'windows-1252';
  // Letters that every text has lie between 0x80 and 0x9F in the one, and never in the other.
  const isPlain = label === 'windows-1250' && !sample.some((byte) => byte >= 0x80 && byte <= 0x9f);
  return isPlain ? 'iso-8859-2' : label;
}

/**
 * Western text has single letters with accents among ASCII ones; other scripts have words of bytes above ASCII.
 * Returns a label of the Encoding Standard.
 */
export function guessCharset(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, sampleBytes);
  let [high, pairs, before] = [0, 0, 0];
  for (const byte of sample) {
    if (byte >= 0x80) high++;
    if (byte >= 0x80 && before >= 0x80) pairs++;
    before = byte;
  }
  if (high === 0 || pairs / high < 0.4) return latinCharset(sample);
  let best = { label: 'windows-1252', score: 0.3 };
  for (const candidate of candidates) {
    const points = score(candidate, sample, high) * (wideLabels.has(candidate.label) ? 1.4 : 1);
    if (points > best.score) best = { label: candidate.label, score: points };
  }
  return best.label;
}
