/** Feeds for tests: one of each kind, small, written for this project. */
import { parseFeed, type ParsedFeed } from '../parse.ts';

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

export function read(text: string, url = 'https://blog.test/feed/index.xml', contentType?: string): ParsedFeed {
  return parseFeed(bytesOf(text), contentType === undefined ? { url } : { url, contentType });
}

/** An RSS document around the inside of one item. */
export const rssItem = (inside: string): string =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:content="http://purl.org/rss/1.0/modules/content/">` +
  `<channel><title>Feed</title><item>${inside}</item></channel></rss>`;

const rss = `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour light</title><link>https://harbour.test/</link>
<item><title>Cranes &amp; gulls</title><link>/2024/cranes</link><guid isPermaLink="false">harbour-1</guid>
<pubDate>Sun, 03 Mar 2024 18:30:00 +0100</pubDate><dc:creator>Mira Holm</dc:creator>
<media:content url="https://img.test/small.jpg" width="640" height="427" medium="image"/>
<media:content url="https://img.test/large.jpg" width="2560" height="1707" medium="image"/>
<media:thumbnail url="https://img.test/thumb.jpg" width="120" height="80"/>
<description><![CDATA[<p>Seen from the <b>ferry</b>.</p><script>alert(1)</script>]]></description></item>
<item><title>Fog</title><link>https://harbour.test/fog</link><enclosure url="/photos/fog.jpg" type="image/jpeg" length="9"/></item>
</channel></rss>`;

const atom = `<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://peaks.test/journal/">
<title type="html">Peaks &amp;amp; passes</title><author><name>Jon Ade</name></author>
<entry><id>tag:peaks.test,2024:7</id><title>First snow</title><link rel="alternate" href="snow.html"/>
<published>2023-11-02T07:15:00Z</published><updated>2023-11-03T09:00:00+02:00</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>White <em>everywhere</em></p>
<img src="img/snow.jpg" srcset="img/snow-800.jpg 800w, img/snow-2400.jpg 2400w" alt=""/></div></content></entry>
</feed>`;

const rdf = `<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://old.test/"><title>Old news</title></channel>
<item rdf:about="https://old.test/1"><title>Lighthouse</title><link>https://old.test/1</link>
<dc:date>2003-05-06T07:08+00:00</dc:date><description>&lt;img src="/l.png"&gt; Still standing</description></item></rdf:RDF>`;

const jsonFeed = JSON.stringify({
  version: 'https://jsonfeed.org/version/1.1',
  title: 'Window seat',
  authors: [{ name: 'Ana Rui' }],
  items: [
    {
      id: 12,
      url: '/12',
      title: 'Over the delta',
      content_html: '<p>Blue and brown</p>',
      image: '/12/large.jpg',
      date_published: '2024-02-03T04:05:06+01:00',
      attachments: [{ url: '/12/raw.png', mime_type: 'image/png' }],
    },
  ],
});

const reddit = JSON.stringify({
  kind: 'Listing',
  data: {
    children: [
      {
        kind: 't3',
        data: {
          name: 't3_abc',
          title: 'Ridge at dawn [4000x3000]',
          author: 'walker',
          permalink: '/r/earth/comments/abc/ridge/',
          subreddit_name_prefixed: 'r/earth',
          created_utc: 1700000000,
          url: 'https://i.redd.it/abcdef123456.jpg',
          preview: {
            images: [
              {
                source: {
                  url: 'https://preview.redd.it/abcdef123456.jpg?auto=webp&amp;s=1f',
                  width: 4000,
                  height: 3000,
                },
              },
            ],
          },
        },
      },
      {
        kind: 't3',
        data: {
          name: 't3_def',
          title: 'Two of them',
          author: 'walker',
          permalink: '/r/earth/comments/def/two/',
          created_utc: 1700000100,
          url: 'https://www.reddit.com/gallery/def',
          gallery_data: { items: [{ media_id: 'b' }, { media_id: 'a' }] },
          media_metadata: {
            a: { e: 'Image', s: { u: 'https://preview.redd.it/aaaaaaaaaaaa.jpg?width=90&amp;s=2', x: 90, y: 60 } },
            b: { e: 'Image', s: { u: 'https://preview.redd.it/bbbbbbbbbbbb.jpg?width=80&amp;s=3', x: 80, y: 60 } },
          },
        },
      },
    ],
  },
});

const flickr =
  'jsonFlickrFeed(' +
  JSON.stringify({
    title: 'Uploads from everyone, tagged fog',
    items: [
      {
        title: 'Pier',
        link: 'https://www.flickr.com/photos/ana/53123456789/',
        media: { m: 'https://live.staticflickr.com/65535/53123456789_0a1b2c3d4e_m.jpg' },
        date_taken: '2024-01-02T03:04:05-08:00',
        description: ' <p>posted a photo</p> ',
        published: '2024-01-05T10:00:00Z',
        author: 'nobody@flickr.com ("Ana")',
      },
    ],
  }) +
  ')';

const wallhaven = JSON.stringify({
  data: [
    {
      id: 'g7x9kl',
      url: 'https://wallhaven.cc/w/g7x9kl',
      dimension_x: 3840,
      dimension_y: 2160,
      file_type: 'image/png',
      created_at: '2023-12-31 23:59:59',
      path: 'https://w.wallhaven.cc/full/g7/wallhaven-g7x9kl.png',
      thumbs: { large: 'https://th.wallhaven.cc/lg/g7/g7x9kl.jpg' },
    },
  ],
  meta: { current_page: 1 },
});

const bing = JSON.stringify({
  images: [
    {
      startdate: '20240201',
      fullstartdate: '202402010800',
      url: '/th?id=OHR.Pass_1920x1080.jpg',
      urlbase: '/th?id=OHR.Pass',
      copyright: 'A mountain pass, Norway (© Ola Nord/Agency)',
      copyrightlink: 'https://www.bing.com/search?q=pass',
      title: 'Info',
      hsh: 'd41d8cd98f00',
    },
  ],
});

const apod = JSON.stringify([
  {
    date: '2024-02-01',
    title: 'A faint arc',
    explanation: 'Dust, lit from behind.',
    media_type: 'image',
    url: 'https://apod.nasa.gov/apod/image/2402/arc1024.jpg',
    hdurl: 'https://apod.nasa.gov/apod/image/2402/arc.jpg',
    copyright: '\nL. Serra\n',
  },
  {
    date: '2024-02-02',
    title: 'A film',
    explanation: 'Moving.',
    media_type: 'video',
    url: 'https://video.test/embed/1',
    thumbnail_url: 'https://video.test/1.jpg',
  },
]);

const nasaSearch = JSON.stringify({
  collection: {
    items: [
      {
        data: [
          {
            nasa_id: 'PIA00001',
            title: 'Rings',
            media_type: 'image',
            date_created: '1999-01-01T00:00:00Z',
            description: 'Ice',
          },
        ],
        links: [
          { href: 'http://images-assets.nasa.gov/image/PIA00001/PIA00001~thumb.jpg', rel: 'preview', render: 'image' },
          { href: 'http://images-assets.nasa.gov/image/PIA00001/PIA00001~orig.jpg', rel: 'canonical', render: 'image' },
        ],
      },
    ],
  },
});

const wikimedia = JSON.stringify({
  image: {
    title: 'File:Glass_roof_(2020).jpg',
    image: { source: 'https://upload.wikimedia.org/wikipedia/commons/a/ab/Glass_roof.jpg', width: 6000, height: 4000 },
    thumbnail: {
      source: 'https://upload.wikimedia.org/wikipedia/commons/thumb/a/ab/Glass_roof.jpg/640px-Glass_roof.jpg',
    },
    file_page: 'https://commons.wikimedia.org/wiki/File:Glass_roof.jpg',
    artist: { text: 'Ivo' },
    description: { text: 'A roof of glass' },
  },
});

const sitemap = `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://port.test/quay</loc><lastmod>2024-03-05</lastmod><image:image><image:loc>https://img.test/quay.jpg</image:loc>
<image:title>Quay</image:title></image:image><image:image><image:loc>/rope.png</image:loc></image:image></url></urlset>`;

const posts = JSON.stringify({
  posts: [
    {
      id: '7',
      title: { rendered: 'Slack &amp; tide' },
      link: 'https://port.test/7',
      createdAt: 1709666421,
      sensitive: false,
      content: '<p>Still <img src="https://img.test/in.jpg"></p>',
      author: { name: 'Mira Holm', avatar: 'https://img.test/face.png' },
      media: [{ type: 'image', url: 'https://img.test/7.jpg', width: 1600, height: 900 }],
    },
    { id: '8', name: 'Two', urls: { thumb: 'https://img.test/8t?w=200', full: 'https://img.test/8?q=90' } },
  ],
});

export const sampleFeeds = {
  rss,
  atom,
  rdf,
  jsonFeed,
  reddit,
  flickr,
  wallhaven,
  bing,
  apod,
  nasaSearch,
  wikimedia,
  sitemap,
  posts,
} as const;
