/** Names of months and zones, as feeds spell them. */
import { wholeMonthNames } from './month-names.ts';

/**
 * Beginnings of month names without accents and in lower case, January to December: English, German, French, Spanish,
 * Portuguese, Italian, Dutch, Scandinavian, Finnish, Estonian, Latvian, Lithuanian, Hungarian, Polish, Czech, Croatian, Serbian, Romanian,
 * Turkish, Malay, Russian, Belarusian, Bulgarian, Ukrainian, Greek, Hebrew, Arabic, Hindi. The longest beginning that fits counts; where
 * languages use one name for different months (“listopad”), the larger language's month.
 */
const monthBeginnings: readonly string[] = [
  'jan janv jann ene gen led sty oca sausi xan янв јан студз ιαν tammi sijecn ian jaan яну січ ינו يناير जनवरी',
  'feb fev fevr unor uno lut sub suba vasari veljac фев φεβ helmi veebr лют פבר فبراير फरवरी फ़रवरी',
  'mar marc mars mrt maa mae brez bre mac kov ozuj сак мар μαρ μαω maalis mrz maer бер מרץ מרס مارس मार्च',
  'apr avr abr dub kwi nis bal trav кра апр απρ huhti кві אפר أبريل ابريل अप्रैल',
  'may mai maj mag mei kvet kve mauj geg svib мая май мај μαι touko тра מאי مايو',
  'jun juin juni giu cerven cervn cvn cze haz bir lipnj xun июн јун чэр юны ιουν ιον kesa iun juuni чер юни יונ يونيو जून',
  'jul juil juli lug cervenec cervence cervenc cvc lip lie srpnj tem xul июл јул ліп ιουλ ιολ heina iul juuli лип юли יול يوليو जुलाई',
  'aug aou ago avg srp sie agu ogo kolov rugpj авг жні αυγ elo сер אוג أغسطس अगस्त',
  'sep set sept sze szept zari wrz eyl rugs ruj сен сеп σεπ syys вер ספט سبتمبر सितंबर सितम्बर',
  'oct okt out ott rij paz eki ekim spa окт кас οκτ loka жов אוק أكتوبر अक्टूबर अक्तूबर',
  'nov lis kas lap studen ноя ное νοε marras noi лис נוב نوفمبر नवंबर नवम्बर',
  'dec dez dic des det gru pro ara dis дек дец сне δεκ joulu гру דצמ ديسمبر दिसंबर दिसम्बर',
];

const months = new Map(
  monthBeginnings.flatMap((list, index) => list.split(' ').map((name) => [plainWord(name), index + 1] as const)),
);

/** Lower case, without accents and final full stop. */
export function plainWord(word: string): string {
  return word
    .normalize('NFD')
    .replace(/\p{M}|\.$/gu, '')
    .toLowerCase();
}

function byBeginning(word: string): number | null {
  for (let length = Math.min(word.length, 8); length >= 3; length--) {
    const month = months.get(word.slice(0, length));
    if (month !== undefined) return month;
  }
  return null;
}

/** What languages join to the name of a month: “d’abril”, “במרץ”. */
const joined = /^(?:d[’']|ב)(?=\p{L}{3})/u;

/** 1–12; null for what is no month. */
export function monthNumber(word: string): number | null {
  const whole = wholeMonthNames.get(
    word
      .normalize('NFC')
      .toLowerCase()
      .replace(/[.॰׳'’]$/, ''),
  );
  if (whole !== undefined) return whole;
  const plain = plainWord(word);
  return byBeginning(plain) ?? (joined.test(plain) ? byBeginning(plain.replace(joined, '')) : null);
}

/** Minutes east of Greenwich. The single letters count the way RFC 822 (5.1) defines them. */
const zones = new Map<string, number>(
  Object.entries({
    ut: 0, utc: 0, gmt: 0, wet: 0, z: 0,
    west: 60, bst: 60, cet: 60, met: 60, mez: 60, mewt: 60, cest: 120, mest: 120, mesz: 120, eet: 120, sast: 120,
    cedt: 120, eest: 180, msk: 180, trt: 180, eat: 180, msd: 240, pkt: 300, ist: 330, npt: 345, wib: 420, ict: 420, sgt: 480, hkt: 480,
    awst: 480, pht: 480, wita: 480, myt: 480, jst: 540, kst: 540, wit: 540,
    acst: 570, aest: 600, acdt: 630, aedt: 660, nzst: 720, nzdt: 780,
    nst: -210, ndt: -150, brst: -120, brt: -180, art: -180, uyt: -180, clt: -240, vet: -240, cot: -300, adt: -180, ast: -240, at: -240, edt: -240, est: -300, et: -300,
    cdt: -300, cst: -360, ct: -360, mdt: -360, mst: -420, mt: -420, pdt: -420, pst: -480, pt: -480,
    akdt: -480, akst: -540, hst: -600, hast: -600,
  }), // prettier-ignore
);
for (const [index, letter] of [...'abcdefghiklm'].entries()) zones.set(letter, -(index + 1) * 60);
for (const [index, letter] of [...'nopqrstuvwxy'].entries()) zones.set(letter, (index + 1) * 60);

/**
 * Minutes east of Greenwich at that moment (in UTC, though told by the clocks there) in a place of the time zone database
 * (`Europe/Paris`, `PST8PDT`); null where the platform knows no such place.
 */
export function placeMinutes(place: string, utcMs: number): number | null {
  const format = formatOf(place);
  if (format === null) return null;
  const offset = (ms: number): number =>
    zoneMinutes(format.formatToParts(ms).find(({ type }) => type === 'timeZoneName')?.value ?? '') ?? 0;
  // What the clocks show is not yet UTC: the offset counts where they are when it is taken off.
  return offset(utcMs - offset(utcMs) * 60_000);
}

/** Making one takes long, and a feed has one place. */
const formats = new Map<string, Intl.DateTimeFormat | null>();

function formatOf(place: string): Intl.DateTimeFormat | null {
  let format = formats.get(place);
  if (format === undefined) {
    if (formats.size >= 100) formats.clear();
    try {
      format = new Intl.DateTimeFormat('en-US', { timeZone: place, timeZoneName: 'longOffset' });
    } catch {
      format = null;
    }
    formats.set(place, format);
  }
  return format;
}

/** `Z`, `EST`, `+0100`, `+1`, `GMT-01:01`, `Etc/GMT`: minutes east of Greenwich, or null. */
export function zoneMinutes(zone: string): number | null {
  const name = zone.toLowerCase().replace(/^etc\//, '');
  const offset = /^(?:gmt|utc?|z)?([+-])(\d{1,2}):?(\d{2})?$/.exec(name);
  if (!offset) return zones.get(name) ?? null;
  const [, sign, hours = '0', minutes = '0'] = offset;
  if (Number(hours) > 15 || Number(minutes) > 59) return null;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
