/**
 * Brings the spellings of a date that follow a habit of their own (of a language, of a program) to one that the readers of `dates.ts`
 * know. What follows none comes back as it is.
 */

const korean = /[년오]/;
const koreanZone = ' +09:00';

/** Characters that stand for plain ones: digits of other scripts, wide ones, and the minus sign. */
function plainCharacters(text: string): string {
  return text
    .replace(/[\uff00-\uff5e]+/g, (wide) => wide.normalize('NFKC'))
    .replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef]/g, (digit) =>
      String((digit.charCodeAt(0) - (digit.charCodeAt(0) < 0x900 ? 0 : 6)) & 15),
    )
    .replace(/\u2212/g, '-')
    .replace(/[\s\u200e\u200f]+/g, ' ');
}

/** What East Asia writes behind numbers: 2004년 05월 28일, 2004年5月28日 (火), 10時20分. */
const eastAsian = (date: string): string =>
  date
    .replace(/(\d{4})\s*[년年]\s*(\d{1,2})\s*[월月]\s*(\d{1,2})\s*[일日]/, '$1-$2-$3 ')
    .replace(/[日月火水木金土]曜日?|(?:星期|週|周)[一二三四五六日天]|[일월화수목금토]요일/, ' ')
    .replace(
      /(\d{1,2})\s*[時时시点點]\s*(\d{1,2})\s*[分분](?:\s*(\d{1,2})\s*[秒초])?/,
      (_all, hour: string, minute: string, second?: string) =>
        ` ${hour}:${minute}${second === undefined ? '' : `:${second}`}`,
    )
    .replace(/ {2,}/g, ' ')
    .trim();

/** Thailand counts years from 543 years earlier, and writes that count in its feeds too. */
const buddhist = (date: string): string =>
  /[\u0e00-\u0e7f]/.test(date)
    ? date.replace(
        /(^|\D)(2[45]\d\d)(?=\D|$)/,
        (_all, before: string, year: string) => `${before}${Number(year) - 543}`,
      )
    : date;

/** One line, '' for nothing. */
export function tidy(text: string): string {
  let date = plainCharacters(text.slice(0, 120).replace(/\([^()]*\)/g, ' '))
    // What was escaped once too often.
    .replace(/^ ?<!\[CDATA\[|\]\]> ?$/g, '')
    .replace(/^ ?(?:date|pubdate|published|posted|updated)(?: on)?: ?/i, '')
    // 19h20, 19 h 20
    .replace(/\b(\d{1,2}) ?h ?(\d{2})\b/gi, '$1:$2')
    // + 0100; and a plus that was lost on its way through an address.
    .replace(/(?<=:\d{2}) ([+-]) (?=\d{2}:?\d{2}$)/, ' $1')
    .replace(/^(\d{4}-\d{2}-\d{2}T[\d:.]{5,16}) (?=\d{2}:?\d{2}$)/, '$1+')
    // A zone told twice; seconds as some programs mark them.
    .replace(/([+-]\d{2}:?\d{2}|z)z$/i, '$1')
    .replace(/^@(?=\d{9,13}$)/, '')
    .trim();
  const isKorean = korean.test(date);
  date = eastAsian(date);
  if (isKorean && !/[+-]\d{2}:?\d{2}$/.test(date)) date += koreanZone;
  // 5. 3. 2024, 2024. 3. 5. and 5 tháng 3 2024, as half of Europe, Korea and Vietnam write them.
  date = date
    .replace(/^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})\b/, '$1.$2.$3')
    .replace(/^(\d{4})\. ?(\d{1,2})\. ?(\d{1,2})(?:\.|(?= |$))/, '$1-$2-$3')
    .replace(/(^|[ ,])(\d{1,2}) (\d{1,2})[月월]? (\d{4})(?= |$)/, '$1$2.$3.$4')
    .replace(/\b(\d{1,2}) (?:tháng|thg) (\d{1,2}),?(?: năm)? (\d{4})\b/i, '$1.$2.$3')
    // Names of two words.
    .replace(/(كانون|تشرين) (?=ال)/, '$1')
    .replace(/(meán|deireadh) (?=fómhair)/i, '$1');
  // 2024:03:05 19:20:21 as cameras write it, 20240305192021 as programs and 05/Mar/2024:10:00:00 as servers do.
  date = date
    .replace(/^(\d{4}):(\d{2}):(\d{2})(?= |$)/, '$1-$2-$3')
    .replace(/^((?:19|20)\d{6})(\d{6})$/, '$1T$2')
    .replace(/^(\d{1,2}\/\p{L}{3}\/\d{4}):(?=\d)/u, '$1 ');
  return buddhist(date);
}
