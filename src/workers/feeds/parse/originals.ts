/**
 * From the address of a thumbnail to that of the original, for services whose addresses follow a documented or long-stable rule.
 * No guesses: a rule that may lead to nothing has no place here, because the show would try it first.
 */

interface Rule {
  /** Null: any host. */
  readonly host: RegExp | null;
  readonly from: RegExp;
  readonly to: string | ((...parts: string[]) => string);
}

/** What asks for another size of a picture, https://developer.wordpress.com/docs/photon/api/. */
const photonSizes = /^(?:w|h|width|height|resize|fit|crop|quality|zoom|strip|lb|ulb)$/;

const withoutSizes = (_all: string, path = '', query = ''): string => {
  const kept = query.split('&').filter((part) => part !== '' && !photonSizes.test(part.replace(/=.*$/s, '')));
  return kept.length > 0 ? `${path}?${kept.join('&')}` : path;
};

/** '' for what is no address after all; then there is no original. */
function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return '';
  }
}

const rules: readonly Rule[] = [
  // https://www.mediawiki.org/wiki/Manual:Thumb.php: …/thumb/a/ab/Name.jpg/300px-Name.jpg; SVG and others stay rendered.
  {
    host: /^upload\.wikimedia\.org$/,
    from: /\/thumb(\/[\da-f]\/[\da-f]{2}\/([^/]+\.(?:jpe?g|png|gif|webp)))\/[^/]+$/i,
    to: '$1',
  },
  // Since August 2026 thumbnails have a host of their own, under the same paths (https://phabricator.wikimedia.org/T427465).
  {
    host: /^thumb\.wikimedia\.org$/,
    from: /^(\/[^?#]{1,300})\/thumb(\/[\da-f]\/[\da-f]{2}\/[^/]+\.(?:jpe?g|png|gif|webp))\/[^/]+$/i,
    to: 'https://upload.wikimedia.org$1$2',
  },
  // https://www.flickr.com/services/api/misc.urls.html: suffix b is 1024 pixels on the longest side, the largest without a secret.
  { host: /^(live|farm\d+)\.static\.?flickr\.com$/, from: /(\/\d+_[\da-f]+)(?:_[sqtmnwzc])?\.jpg$/, to: '$1_b.jpg' },
  // Blogger and Google Photos: s0 is the original.
  {
    host: /^(\d\.bp\.blogspot\.com|blogger\.googleusercontent\.com)$/,
    from: /\/[swh]\d+(?:-[^/]*)?\/([^/]+)$/,
    to: '/s0/$1',
  },
  {
    host: /^(?:lh\d|blogger)\.googleusercontent\.com$/,
    from: /=[swh]\d+(?:-[^/=]*)?$/,
    to: '=s0',
  },
  // WordPress keeps what was uploaded, and names the smaller ones it makes of it after their size: these are its own sizes, others may be
  // part of a name (https://developer.wordpress.org/reference/functions/wp_get_registered_image_subsizes/).
  {
    host: null,
    from: /^([^?#]{0,2000}\/wp-content\/uploads\/[^?#]{1,2000})-(?:150x150|300x(?!250)(?:\d{2}|[12]\d{2}|300)|\d{2}x300|[12]\d{2}x300|768x(?!768|1024|1280|1366)\d{3,4}|1024x(?!768|576|640|600)\d{3}|1024x1024|(?!768x)\d{3}x1024)(\.(?:jpe?g|png|gif|webp|avif))$/i,
    to: '$1$2',
  },
  { host: /^(?:i\d\.wp\.com|[\w-]+\.files\.wordpress\.com)$/, from: /^([^?#]+)\?([^#]*)$/, to: withoutSizes },
  // https://api.imgur.com/models/image#thumbs: ids of seven letters, and one for the size.
  { host: /^i\.imgur\.com$/, from: /^\/(\w{7})[sbtmlh]\.(jpe?g|png|gif|webp)$/, to: '/$1.$2' },
  // Tumblr's older addresses carry the width.
  {
    host: /^(\d+\.)?media\.tumblr\.com$/,
    from: /(\/tumblr_\w+)_(?:75sq|100|250|400|500|540|640)\.(jpg|png)$/,
    to: '$1_1280.$2',
  },
  { host: /^pbs\.twimg\.com$/, from: /^(\/media\/[\w-]+\.(?:jpg|png))(?::\w+|\?name=\w+)?$/, to: '$1?name=orig' },
  // Bing's picture of the day, in the size of a screen; UHD is the largest that it has of each.
  {
    host: /^(?:\w+\.)?bing\.com$/,
    from: /^(\/th\?id=OHR\.[\w.-]{1,200}?)_\d{3,4}x\d{3,4}\.jpg(?:&.*)?$/,
    to: '$1_UHD.jpg',
  },
  // https://www.drupal.org/docs/user_guide/en/structure-image-styles.html: styles of public files, beside the files themselves.
  {
    host: null,
    from: /^([^?#]{0,300}\/files)\/styles\/\w+\/public(\/[^?#]{1,2000}?\.(?:jpe?g|png|gif|webp))(?:\.webp)?(?:\?itok=[\w-]+)?$/i,
    to: '$1$2',
  },
  // https://ghost.org/docs/themes/assets/#image-sizes
  {
    host: null,
    from: /^([^?#]{0,2000}\/content\/images)\/size\/w\d+(?:h\d+)?(?:\/format\/\w+)?(\/\d{4}\/\d{2}\/[^?#]+)$/,
    to: '$1$2',
  },
  // Substack (and whoever else uses Cloudinary's “fetch”) names the address of the original at the end.
  {
    host: /^(?:substackcdn\.com|cdn\.substack\.com)$/,
    from: /^\/image\/fetch\/(?:[^/]{1,200}\/){0,3}(https%3A%2F%2F[\w.%-]{1,2000})$/i,
    to: (_all, address = '') => decoded(address),
  },
  // https://shopify.dev/docs/api/liquid/filters/img_url: sizes behind the name, as words or pixels.
  {
    host: /^cdn\.shopify\.com$/,
    from: /^([^?#]{1,2000}?)_(?:\d+x\d*|x\d+|pico|icon|thumb|small|compact|medium|large|grande|1024x1024|2048x2048)(?:_crop_\w+)?(?:@\dx)?(\.(?:jpe?g|png|gif|webp)(?:\?v=\d+)?)$/i,
    to: '$1$2',
  },
  // Wix makes sizes of what it holds: …/media/name.jpg/v1/fill/w_300,…/name.jpg
  {
    host: /^static\.wixstatic\.com$/,
    from: /^(\/media\/[\w~.-]+\.(?:jpe?g|png|gif|webp))\/v1\/.*$/i,
    to: '$1',
  },
  // Fandom: what follows the revision asks for a size.
  {
    host: /^(?:static|vignette)\.wikia\.nocookie\.net$/,
    from: /^(\/[^?#]{1,2000}\/revision\/latest)\/[^?#]+(\?.*)?$/,
    to: '$1$2',
  },
  // Reddit's previews of pictures it hosts itself.
  {
    host: /^preview\.redd\.it$/,
    from: /^\/(?:[\w-]+-v0-)?([a-z\d]{10,16}\.(?:jpe?g|png|webp|gif))\?.*$/,
    to: 'https://i.redd.it/$1',
  },
];

/** One look that spares most addresses the rules. */
const anyService =
  /wikimedia\.org|flickr\.com|blogspot\.com|googleusercontent\.com|tumblr\.com|twimg\.com|redd\.it|\bwp\.com|files\.wordpress\.com|imgur\.com|bing\.com|shopify\.com|wixstatic\.com|nocookie\.net|substack|\/wp-content\/uploads\/|\/files\/styles\/|\/content\/images\/size\//;

/** Null when there is no rule, or the address already is the original's. */
export function originalOf(address: string): string | null {
  if (!anyService.test(address)) return null;
  const parts = /^(https?:\/\/)([^/?#]+)(.*)$/i.exec(address);
  if (!parts) return null;
  const [, scheme = '', host = '', path = ''] = parts;
  for (const { host: known, from, to } of rules) {
    if ((known && !known.test(host)) || !from.test(path)) continue;
    const changed = path.replace(from, to as string);
    const original = changed.startsWith('https://') ? changed : scheme + host + changed;
    return original === address || changed === '' ? null : original;
  }
  return null;
}
