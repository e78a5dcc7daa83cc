/**
 * The named characters of HTML 4.01 (https://www.w3.org/TR/html401/sgml/entities.html) and those of HTML 5 that feeds use.
 * Latin-1 names stand in code point order from U+00A0, which is also the list that HTML decodes without a semicolon.
 */
const latin1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para ' +
  'middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute ' +
  'Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml ' +
  'Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml ' +
  'eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';

/** Runs of names in code point order, each from a hexadecimal start; `-` skips one. */
const runs =
  '391 Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho - Sigma Tau Upsilon Phi Chi ' +
  'Psi Omega|3b1 alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf sigma tau ' +
  'upsilon phi chi psi omega|3d1 thetasym upsih|3d6 piv|152 OElig oelig|160 Scaron scaron|178 Yuml|192 fnof|2c6 circ|' +
  '2dc tilde|2002 ensp emsp|2009 thinsp|200c zwnj zwj lrm rlm|2013 ndash mdash|2018 lsquo rsquo sbquo|201c ldquo rdquo bdquo|' +
  '2020 dagger Dagger bull|2026 hellip|2030 permil|2032 prime Prime|2039 lsaquo rsaquo|203e oline|2044 frasl|20ac euro|' +
  '2111 image|2118 weierp|211c real|2122 trade|2135 alefsym|2190 larr uarr rarr darr harr|21b5 crarr|21d0 lArr uArr rArr ' +
  'dArr hArr|2200 forall - part exist - empty - nabla isin notin - ni|220f prod - sum minus|2217 lowast|221a radic|221d prop ' +
  'infin - ang|2227 and or cap cup int|2234 there4|223c sim|2245 cong|2248 asymp|2260 ne equiv|2264 le ge|2282 sub sup nsub - ' +
  'sube supe|2295 oplus - otimes|22a5 perp|22c5 sdot|2308 lceil rceil lfloor rfloor|27e8 lang rang|25ca loz|2660 spades|' +
  '2663 clubs - hearts diams|21 excl|23 num dollar percnt|28 lpar rpar ast|2b plus comma|2e period sol|3a colon semi|' +
  '3d equals|3f quest commat|5b lsqb bsol rsqb|5f lowbar grave|7b lcub verbar rcub|9 Tab NewLine|2010 hyphen|2010 dash|' +
  '2015 horbar|100 Amacr amacr Abreve abreve Aogon aogon Cacute cacute Ccirc ccirc Cdot cdot Ccaron ccaron Dcaron dcaron Dstrok ' +
  'dstrok Emacr emacr - - Edot edot Eogon eogon Ecaron ecaron Gcirc gcirc Gbreve gbreve Gdot gdot Gcedil - Hcirc hcirc Hstrok ' +
  'hstrok Itilde itilde Imacr imacr - - Iogon iogon Idot inodot IJlig ijlig Jcirc jcirc Kcedil kcedil kgreen Lacute lacute ' +
  'Lcedil lcedil Lcaron lcaron Lmidot lmidot Lstrok lstrok Nacute nacute Ncedil ncedil Ncaron ncaron napos ENG eng Omacr omacr ' +
  '- - Odblac odblac OElig oelig Racute racute Rcedil rcedil Rcaron rcaron Sacute sacute Scirc scirc Scedil scedil Scaron ' +
  'scaron Tcedil tcedil Tcaron tcaron Tstrok tstrok Utilde utilde Umacr umacr Ubreve ubreve Uring uring Udblac udblac Uogon ' +
  'uogon Wcirc wcirc Ycirc ycirc Yuml Zacute zacute Zdot zdot Zcaron zcaron|2713 check|2717 cross|2605 starf star|2004 emsp13 emsp14|2007 numsp puncsp - hairsp|200b ZeroWidthSpace|' +
  '2060 NoBreak|a0 NonBreakingSpace|201a lsquor|2019 rsquor|201e ldquor|201d rdquor|2021 ddagger|2022 bullet|2043 hybull|' +
  'b7 centerdot|bd half|2153 frac13 frac23 frac15 frac25 frac35 frac45 frac16 frac56 frac18 frac38 frac58 frac78|7b lbrace|' +
  '7d rbrace|5b lbrack|5d rbrack|7c vert|2113 ell|2116 numero copysr|260e phone|2640 female|2642 male|266a sung|266d flat|' +
  '266f sharp|2713 checkmark|2122 TRADE|2190 leftarrow|2192 rightarrow|2264 leq|2265 geq|b1 pm';

function entityTable(): Map<string, string> {
  const table = new Map([
    ['amp', '&'],
    ['AMP', '&'],
    ['lt', '<'],
    ['LT', '<'],
    ['gt', '>'],
    ['GT', '>'],
    ['quot', '"'],
    ['QUOT', '"'],
    ['apos', "'"],
    ['COPY', '©'],
    ['REG', '®'],
  ]);
  for (const [index, name] of latin1.split(' ').entries()) table.set(name, String.fromCharCode(0xa0 + index));
  for (const run of runs.split('|')) {
    const [start = '0', ...names] = run.split(' ');
    for (const [index, name] of names.entries()) {
      if (name !== '-') table.set(name, String.fromCharCode(Number.parseInt(start, 16) + index));
    }
  }
  return table;
}

/** Name → character; case counts. */
export const entityNames: ReadonlyMap<string, string> = entityTable();

/** Names that HTML also reads without a semicolon. */
export const bareEntityNames: ReadonlySet<string> = new Set([...latin1.split(' '), 'amp', 'lt', 'gt', 'quot']);

export const longestEntityName = 16;
