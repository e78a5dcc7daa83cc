/** The vocabularies a feed may use. Known by their address; a prefix only counts where nothing was declared for it. */

export type Vocabulary =
  /** RSS in all its versions, CDF, and whatever has no namespace. */
  'core' | 'atom' | 'dc' | 'dcterms' | 'content' | 'media' | 'itunes' | 'rdf' | 'xhtml' | 'other';

/** Written without scheme, `www.` and final slash, in lower case. */
const addresses: Readonly<Record<string, Vocabulary>> = {
  '': 'core',
  'backend.userland.com/rss': 'core',
  'backend.userland.com/rss2': 'core',
  'backend.userland.com/rss091': 'core',
  'blogs.law.harvard.edu/tech/rss': 'core',
  'cyber.law.harvard.edu/rss': 'core',
  'purl.org/rss/1.0': 'core',
  'purl.org/net/rss1.1#': 'core',
  'my.netscape.com/rdf/simple/0.9': 'core',
  'channel.netscape.com/rdf/simple/0.9': 'core',
  'my.netscape.com/publish/formats/rss-0.91.dtd': 'core',
  'purl.org/rss/1.0/modules/rss091': 'core',
  'purl.org/rss/1.0/modules/rss091#': 'core',
  'w3.org/2005/atom': 'atom',
  'purl.org/atom/ns#': 'atom',
  'purl.org/pie': 'atom',
  'purl.org/echo': 'atom',
  'example.com/newformat#': 'atom',
  'example.com/necho': 'atom',
  'uri/of/echo/namespace#': 'atom',
  'purl.org/dc/elements/1.1': 'dc',
  'purl.org/dc/elements/1.0': 'dc',
  'purl.org/dc': 'dc',
  'purl.org/dc/terms': 'dcterms',
  'purl.org/rss/1.0/modules/dcterms': 'dcterms',
  'purl.org/rss/1.0/modules/content': 'content',
  'search.yahoo.com/mrss': 'media',
  'video.search.yahoo.com/mrss': 'media',
  'tools.search.yahoo.com/mrss': 'media',
  'search.yahoo.com/rss': 'media',
  'rssboard.org/media-rss': 'media',
  'itunes.com/dtds/podcast-1.0.dtd': 'itunes',
  'example.com/dtds/podcast-1.0.dtd': 'itunes',
  'w3.org/1999/02/22-rdf-syntax-ns#': 'rdf',
  'w3.org/1999/xhtml': 'xhtml',
  'sitemaps.org/schemas/sitemap/0.9': 'core',
  'google.com/schemas/sitemap/0.9': 'core',
};

const prefixes: Readonly<Record<string, Vocabulary>> = {
  '': 'core',
  rss: 'core',
  atom: 'atom',
  atom10: 'atom',
  dc: 'dc',
  dcterms: 'dcterms',
  content: 'content',
  media: 'media',
  mrss: 'media',
  itunes: 'itunes',
  rdf: 'rdf',
  xhtml: 'xhtml',
};

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** Beginnings of addresses that are written with something behind them. */
const roots = [
  'search.yahoo.com/mrss',
  'rssboard.org/media-rss',
  'itunes.com/dtds',
  'purl.org/rss/1.0/modules/content',
];

function vocabularyUnder(key: string): Vocabulary | undefined {
  const root = roots.find((known) => key.startsWith(`${known}/`));
  return root === undefined ? undefined : root === 'itunes.com/dtds' ? 'itunes' : own(addresses, root);
}

export function vocabularyOf(address: string): Vocabulary {
  const key = address
    .slice(0, 200)
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\/(www\.)?/, '')
    .replace(/\/$/, '');
  return own(addresses, key) ?? vocabularyUnder(key) ?? 'other';
}

/** For a prefix that the document never declared. */
export function vocabularyOfPrefix(prefix: string): Vocabulary {
  return own(prefixes, prefix) ?? 'other';
}
