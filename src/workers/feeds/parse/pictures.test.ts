import { describe, expect, it } from 'vitest';
import { originalOf } from './originals.ts';
import { read, rssItem } from './testing.ts';

const urls = (inside: string): string[] => (read(rssItem(inside)).items[0]?.images ?? []).map(({ url }) => url);
const escaped = (html: string): string =>
  `<description>${html.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</description>`;

describe('pictures of an item', () => {
  it('come declared before shown, large before small, thumbnails last', () => {
    expect(
      urls(
        '<media:thumbnail url="https://i.test/t.jpg"/><enclosure url="https://i.test/e.jpg" type="image/jpeg"/>' +
          '<media:group><media:content url="https://i.test/m.jpg" medium="image" width="800"/>' +
          '<media:content url="https://i.test/l.jpg" medium="image" width="1600"/></media:group>' +
          escaped('<img src="https://i.test/c.jpg">'),
      ),
    ).toEqual(['l', 'm', 'e', 'c', 't'].map((name) => `https://i.test/${name}.jpg`));
  });

  it('are pictures: no films, sounds or pages', () => {
    expect(
      urls(
        '<media:content url="https://i.test/v.mp4" type="video/mp4" width="9" height="9"/><enclosure url="https://i.test/a.mp3" type="audio/mpeg"/>' +
          '<enclosure url="https://i.test/page" type="text/html"/><enclosure url="https://i.test/p.JPG?x=1"/>',
      ),
    ).toEqual(['https://i.test/p.JPG?x=1']);
  });

  it('may stand under names of their own, or in what is said', () => {
    expect(
      urls('<webfeeds:featuredImage xmlns:webfeeds="http://webfeeds.org/rss/1.0" url="https://i.test/w.jpg"/>'),
    ).toEqual(['https://i.test/w.jpg']);
    expect(urls('<hero_image>https://i.test/h.jpg</hero_image><heroes>https://i.test/no.jpg</heroes>')).toEqual([
      'https://i.test/h.jpg',
    ]);
    expect(urls('<media:text type="html">&lt;img src="https://i.test/n.jpg"&gt; News</media:text>')).toEqual([
      'https://i.test/n.jpg',
    ]);
  });

  it('are the largest of a set, and what the page would load later', () => {
    expect(urls(escaped('<img src="s.jpg" srcset="a,1.jpg 400w, b.jpg 1600w,https://c.test/c.jpg 800w">'))[0]).toBe(
      'https://blog.test/feed/b.jpg',
    );
    expect(urls(escaped('<img src="data:image/gif;base64,R0" data-src="real.jpg">'))).toEqual([
      'https://blog.test/feed/real.jpg',
    ]);
    expect(urls(escaped('<a href="full.jpg"><img src="small.jpg" width="200" height="100"></a>'))[0]).toBe(
      'https://blog.test/feed/full.jpg',
    );
  });

  it('are divided as browsers divide a set, whatever commas stand in the addresses', () => {
    const set = (text: string): string | undefined => urls(escaped(`<img srcset="${text}">`))[0];
    expect(set('/a.jpg 1x,/b.jpg 2x,/c.jpg 3x')).toBe('https://blog.test/c.jpg');
    expect(set('/a,b.jpg 100w,/b,c.jpg 900w')).toBe('https://blog.test/b,c.jpg');
    expect(set('https://c.test/w_300,h_200/a.jpg 300w 200h, https://c.test/w_900,h_600/a.jpg 900w 600h')).toBe(
      'https://c.test/w_900,h_600/a.jpg',
    );
    expect(set('a.jpg, b.jpg 2x')).toBe('https://blog.test/feed/b.jpg');
    expect(set(', '.repeat(8000))).toBeUndefined();
  });

  it('come before their stand-ins, however a page names them', () => {
    const first = (attributes: string): string | undefined => urls(escaped(`<img src="blank.gif" ${attributes}>`))[0];
    for (const name of ['data-lazy', 'data-url', 'data-large-file', 'data-full-url'])
      expect(first(`${name}="real.jpg"`)).toBe('https://blog.test/feed/real.jpg');
    expect(first('srcset="data:image/gif;base64,R0 1w" data-srcset="a.jpg 400w, real.jpg 1200w"')).toBe(
      'https://blog.test/feed/real.jpg',
    );
  });

  it('are, without sizes, what the feed itself calls the default, then the heavier file', () => {
    expect(
      urls(
        '<media:content url="https://i.test/a.jpg" type="image/jpeg" fileSize="100"/>' +
          '<media:content url="https://i.test/b.jpg" type="image/jpeg" fileSize="90000"/>',
      )[0],
    ).toBe('https://i.test/b.jpg');
    expect(
      urls(
        '<media:group><media:content url="https://i.test/a.jpg" type="image/jpeg" fileSize="100"/>' +
          '<media:content url="https://i.test/b.jpg" type="image/jpeg" isDefault="true"/></media:group>',
      )[0],
    ).toBe('https://i.test/b.jpg');
  });

  it('are told by a width alone, when nothing says that they are anything else', () => {
    expect(
      urls(
        '<media:content width="140" url="https://i.test/a?w=140"/><media:content width="460" url="https://i.test/a?w=460"/>',
      )[0],
    ).toBe('https://i.test/a?w=460');
    expect(urls('<media:content width="640" url="https://i.test/a.mp4"/>')).toEqual([]);
    expect(urls('<media:content width="640" duration="9" url="https://i.test/a"/>')).toEqual([]);
  });

  it('are no counters and nothing commented out', () => {
    expect(urls(escaped('<img src="p.gif" style="border:0; width: 1px; height:1px"><p>x</p>'))).toEqual([]);
    expect(urls(escaped('<img src="p.gif" width="1" height="1"><!-- <img src="no.jpg"> --><p>x</p>'))).toEqual([]);
  });

  it('are the widest that a picture element offers', () => {
    const sources = '<source media="(max-width:600px)" srcset="small.jpg 600w"><source srcset="big.jpg 2400w">';
    expect(urls(escaped(`<picture>${sources}<img src="a.jpg"></picture>`))[0]).toBe('https://blog.test/feed/big.jpg');
  });

  it('stand behind texts, too, and are no faces or moods', () => {
    expect(
      urls(escaped(`<div style="color:red;background-image: url('bg.jpg')">x</div><i data-bg="b2.png"></i>`)),
    ).toEqual(['https://blog.test/feed/bg.jpg', 'https://blog.test/feed/b2.png']);
    expect(
      urls(
        escaped(
          '<img class="wp-smiley" src="1.png"><img class="photo avatar-48" src="2.png"><img class="photo" src="3.png">',
        ),
      ),
    ).toEqual(['https://blog.test/feed/3.png']);
  });

  it('are resolved against the base that the content names', () => {
    expect(urls(escaped('<base href="https://b.test/x/"><img src="a.jpg">'))).toEqual(['https://b.test/x/a.jpg']);
  });

  it('are known by more than the end of a name', () => {
    const named = ['a?format=jpg&name=large', 'b.jpg:large', 'c.jpg!wide', 'd.jpg@1280w'];
    for (const name of named)
      expect(urls(`<enclosure url="https://i.test/${name.replace('&', '&amp;')}" type="photo"/>`)).toEqual([
        `https://i.test/${name}`,
      ]);
    expect(urls('<enclosure url="https://i.test/play?format=mp3"/>')).toEqual([]);
  });

  it.each([
    ['an element called after it', '<thumbnail>https://i.test/a.jpg</thumbnail>'],
    ['one of a vocabulary nobody knows', '<x:image xmlns:x="https://x.test/ns" href="https://i.test/a.jpg"/>'],
    [
      'an element around its address',
      '<featured-image><url>https://i.test/a.jpg</url><width>9</width></featured-image>',
    ],
    [
      'a link that says so',
      '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="preview" type="image/jpeg" href="https://i.test/a.jpg"/>',
    ],
    ['the item’s own link', '<link>https://i.test/a.jpg</link>'],
    ['a bare address in the text', '<description>See https://i.test/a.jpg.</description>'],
    [
      'markup that was escaped twice',
      '<description>&amp;lt;p&amp;gt;Sea&amp;lt;/p&amp;gt;&amp;lt;img src="https://i.test/a.jpg"&amp;gt;</description>',
    ],
    [
      'Media RSS at an address with something behind it',
      '<m:content xmlns:m="http://search.yahoo.com/mrss/rss.xml" url="https://i.test/a.jpg" medium="image"/>',
    ],
  ])('are found in %s', (_where, inside) => {
    expect(urls(inside)).toEqual(['https://i.test/a.jpg']);
  });

  it.each([
    '<avatar>https://i.test/a.jpg</avatar>',
    '<image-caption>Sea at night</image-caption>',
    '<description>Write &amp;lt;img src="https://i.test/a.jpg"&amp;gt; to show one.</description>',
    '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="icon" type="image/png" href="https://i.test/a.png"/>',
  ])('are not made out of %s', (inside) => {
    expect(urls(inside)).toEqual([]);
  });

  it('are what the name of their file says where type and medium contradict each other', () => {
    expect(
      urls(
        '<media:content url="https://i.test/a.jpg" type="video/mp4" medium="image"/><media:content url="https://i.test/b.png" type="image/png" medium="document"/>' +
          '<media:content url="https://i.test/c" type="video/mp4" medium="image"/><media:content url="https://i.test/d.jpg" type="video/mp4" medium="video"/>',
      ),
    ).toEqual(['https://i.test/a.jpg', 'https://i.test/b.png']);
  });

  it('come after the picture that a post of Reddit links to, when they are its thumbnail', () => {
    const post = '<img src="https://b.thumbs.redditmedia.com/a.jpg"/><a href="https://i.redd.it/full.jpg">[link]</a>';
    expect(urls(`${escaped(post)}<media:thumbnail url="https://b.thumbs.redditmedia.com/a.jpg"/>`)).toEqual([
      'https://i.redd.it/full.jpg',
      'https://b.thumbs.redditmedia.com/a.jpg',
    ]);
  });

  it('are not the page itself, where a script would put one later', () => {
    expect(urls(escaped('<img src="#" class="late"><img src="/sea.jpg">'))).toEqual(['https://blog.test/sea.jpg']);
  });

  it('are neither counters of readers nor stand-ins nor buttons', () => {
    const marks = [
      '<img src="https://b.scorecardresearch.com/p?c1=2">',
      '<img src="https://i.test/spacer.gif">',
      '<img src="https://i.test/share.png" width="16" height="16">',
      '<img src="https://secure.gravatar.com/avatar/a?s=64">',
      '<img src="/img/placeholder.png" data-src="/sea.jpg">',
    ].join('');
    expect(urls(escaped(marks))).toEqual(['https://blog.test/sea.jpg']);
  });

  it('are no sounds or films, whatever type these were given', () => {
    expect(
      urls(
        '<enclosure url="https://i.test/a.mp3" type="image/jpeg"/><media:content url="https://i.test/v.mp4?x=1" type="image/jpeg"/>',
      ),
    ).toEqual([]);
  });

  it('that are written into Atom’s content leave no text', () => {
    const entry = '<entry><title>a</title><content type="image/png">iVBORw0KGgo=</content></entry>';
    const [item] = read(`<feed xmlns="http://www.w3.org/2005/Atom">${entry}</feed>`).items;
    expect([item?.summary, item?.content, item?.images]).toEqual(['', '', []]);
  });

  it('keep an ampersand one ampersand, however often it was escaped', () => {
    expect(urls('<media:content url="https://i.test/a.jpg?w=1&amp;h=2" medium="image"/>')).toEqual([
      'https://i.test/a.jpg?w=1&h=2',
    ]);
    expect(urls(escaped('<img src="https://i.test/a.jpg?w=1&amp;h=2">'))).toEqual(['https://i.test/a.jpg?w=1&h=2']);
    expect(urls(escaped('<img src="https://i.test/a.jpg?w=1&amp;amp;h=2">'))).toEqual(['https://i.test/a.jpg?w=1&h=2']);
  });
});

describe('originals', () => {
  it.each([
    [
      'https://upload.wikimedia.org/wikipedia/commons/thumb/a/ab/Glass.jpg/640px-Glass.jpg',
      'https://upload.wikimedia.org/wikipedia/commons/a/ab/Glass.jpg',
    ],
    [
      'https://thumb.wikimedia.org/wikipedia/commons/thumb/a/ab/Glass.jpg/960px-Glass.jpg?utm_source=x',
      'https://upload.wikimedia.org/wikipedia/commons/a/ab/Glass.jpg',
    ],
    ['https://live.staticflickr.com/65535/53123_0a1b_m.jpg', 'https://live.staticflickr.com/65535/53123_0a1b_b.jpg'],
    ['https://1.bp.blogspot.com/-x/AAA/s320/sea.jpg', 'https://1.bp.blogspot.com/-x/AAA/s0/sea.jpg'],
    ['https://preview.redd.it/abcdef123456.jpg?width=640&s=1', 'https://i.redd.it/abcdef123456.jpg'],
    ['https://64.media.tumblr.com/tumblr_abc_250.jpg', 'https://64.media.tumblr.com/tumblr_abc_1280.jpg'],
    ['https://a.test/wp-content/uploads/2024/05/sea-300x200.jpg', 'https://a.test/wp-content/uploads/2024/05/sea.jpg'],
    ['https://a.test/blog/wp-content/uploads/sea-150x150.webp', 'https://a.test/blog/wp-content/uploads/sea.webp'],
    ['https://a.test/wp-content/uploads/sea-1024x683.jpeg', 'https://a.test/wp-content/uploads/sea.jpeg'],
    ['https://a.test/wp-content/uploads/tower-683x1024.png', 'https://a.test/wp-content/uploads/tower.png'],
    ['https://i0.wp.com/a.test/sea.jpg?resize=300%2C200&ssl=1', 'https://i0.wp.com/a.test/sea.jpg?ssl=1'],
    ['https://x.files.wordpress.com/2024/05/sea.jpg?w=300&h=200', 'https://x.files.wordpress.com/2024/05/sea.jpg'],
    [
      'https://blogger.googleusercontent.com/img/a/AVvXsE=s72-c',
      'https://blogger.googleusercontent.com/img/a/AVvXsE=s0',
    ],
    [
      'https://www.bing.com/th?id=OHR.Pass_EN-US12_1920x1080.jpg&rf=L_1920x1080.jpg&pid=hp',
      'https://www.bing.com/th?id=OHR.Pass_EN-US12_UHD.jpg',
    ],
    ['https://i.imgur.com/AbCdEfGm.jpg', 'https://i.imgur.com/AbCdEfG.jpg'],
    [
      'https://a.test/sites/default/files/styles/large/public/2024-05/sea.jpg.webp?itok=Ab-1',
      'https://a.test/sites/default/files/2024-05/sea.jpg',
    ],
    ['https://a.test/content/images/size/w600/2024/05/sea.jpg', 'https://a.test/content/images/2024/05/sea.jpg'],
    [
      'https://substackcdn.com/image/fetch/w_1456,c_limit,f_auto,q_auto:good/https%3A%2F%2Fs.test%2Fpublic%2Fsea.jpg',
      'https://s.test/public/sea.jpg',
    ],
    ['https://cdn.shopify.com/s/files/1/1/sea_600x.jpg?v=16', 'https://cdn.shopify.com/s/files/1/1/sea.jpg?v=16'],
    [
      'https://static.wixstatic.com/media/a1_b2~mv2.jpg/v1/fill/w_300,h_200,al_c/sea.jpg',
      'https://static.wixstatic.com/media/a1_b2~mv2.jpg',
    ],
    [
      'https://static.wikia.nocookie.net/sea/images/a/ab/Sea.jpg/revision/latest/scale-to-width-down/300?cb=1',
      'https://static.wikia.nocookie.net/sea/images/a/ab/Sea.jpg/revision/latest?cb=1',
    ],
  ])('%s', (small, original) => {
    expect(originalOf(small)).toBe(original);
    expect(originalOf(original)).toBeNull();
  });

  it.each([
    'https://upload.wikimedia.org/wikipedia/commons/thumb/a/ab/Map.svg/640px-Map.svg.png',
    'https://evil.test/upload.wikimedia.org/thumb/a/ab/x.jpg/1px-x.jpg',
    'https://live.staticflickr.com/65535/53123_0a1b_k.jpg',
    'https://external-preview.redd.it/abcdef123456.jpg?s=1',
    'https://a.test/wp-content/uploads/wallpaper-1920x1080.jpg',
    'https://a.test/wp-content/uploads/wallpaper-1024x768.jpg',
    'https://a.test/wp-content/uploads/banner-300x250.jpg',
    'https://a.test/pictures/sea-300x200.jpg',
    'https://i0.wp.com/a.test/sea.jpg?ssl=1',
    'https://substackcdn.com/image/fetch/w_1456/https%3A%2F%2Fs.test%2F%E0%A4%A.jpg',
    'https://a.test/sites/default/files/styles/large/private/sea.jpg?itok=Ab-1',
    'https://cdn.shopify.com/s/files/1/1/sea_monster.jpg?v=16',
    'https://i.imgur.com/AbCdEfG.jpg',
  ])('none is guessed for %s', (address) => {
    expect(originalOf(address)).toBeNull();
  });
});
