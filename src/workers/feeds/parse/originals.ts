/**
 * From the address of a thumbnail to that of the original, for services whose addresses follow a documented or long-stable rule.
 * No guesses: a rule that may lead to nothing has no place here, because the show would try it first.
 */

interface Rule {
  readonly host: RegExp;
  readonly from: RegExp;
  readonly to: string;
}

const rules: readonly Rule[] = [
  // https://www.mediawiki.org/wiki/Manual:Thumb.php: …/thumb/a/ab/Name.jpg/300px-Name.jpg; SVG and others stay rendered.
  {
    host: /^upload\.wikimedia\.org$/,
    from: /\/thumb(\/[\da-f]\/[\da-f]{2}\/([^/]+\.(?:jpe?g|png|gif|webp)))\/[^/]+$/i,
    to: '$1',
  },
  // https://www.flickr.com/services/api/misc.urls.html: suffix b is 1024 pixels on the longest side, the largest without a secret.
  { host: /^(live|farm\d+)\.static\.?flickr\.com$/, from: /(\/\d+_[\da-f]+)(?:_[sqtmnwzc])?\.jpg$/, to: '$1_b.jpg' },
  // Blogger and Google Photos: s0 is the original.
  {
    host: /^(\d\.bp\.blogspot\.com|blogger\.googleusercontent\.com)$/,
    from: /\/[swh]\d+(?:-[^/]*)?\/([^/]+)$/,
    to: '/s0/$1',
  },
  { host: /^lh\d\.googleusercontent\.com$/, from: /=[swh]\d+(?:-[^/=]*)?$/, to: '=s0' },
  // Tumblr's older addresses carry the width.
  {
    host: /^(\d+\.)?media\.tumblr\.com$/,
    from: /(\/tumblr_\w+)_(?:75sq|100|250|400|500|540|640)\.(jpg|png)$/,
    to: '$1_1280.$2',
  },
  { host: /^pbs\.twimg\.com$/, from: /^(\/media\/[\w-]+\.(?:jpg|png))(?::\w+|\?name=\w+)?$/, to: '$1?name=orig' },
  // Reddit's previews of pictures it hosts itself.
  {
    host: /^preview\.redd\.it$/,
    from: /^\/(?:[\w-]+-v0-)?([a-z\d]{10,16}\.(?:jpe?g|png|webp|gif))\?.*$/,
    to: 'https://i.redd.it/$1',
  },
];

/** One look that spares most addresses the rules. */
const anyService = /wikimedia\.org|flickr\.com|blogspot\.com|googleusercontent\.com|tumblr\.com|twimg\.com|redd\.it/;

/** Null when there is no rule, or the address already is the original's. */
export function originalOf(address: string): string | null {
  if (!anyService.test(address)) return null;
  const parts = /^(https?:\/\/)([^/?#]+)(.*)$/i.exec(address);
  if (!parts) return null;
  const [, scheme = '', host = '', path = ''] = parts;
  for (const { host: known, from, to } of rules) {
    if (!known.test(host) || !from.test(path)) continue;
    const changed = path.replace(from, to);
    const original = changed.startsWith('https://') ? changed : scheme + host + changed;
    return original === address ? null : original;
  }
  return null;
}
