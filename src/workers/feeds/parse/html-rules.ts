/** What sanitised content may be made of. Everything else loses its tags or, where its text is no text, disappears. */

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

export const allowedElements = words(
  'a abbr acronym address article aside audio b bdi bdo big blockquote br caption center cite code col colgroup dd del details ' +
    'dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark nav ol p ' +
    'picture pre q rp rt ruby s samp section small source span strike strong sub summary sup table tbody td tfoot th thead ' +
    'time tr tt u ul var video wbr ' +
    'svg g path circle ellipse line polygon polyline rect text tspan desc defs lineargradient radialgradient stop ' +
    'math maction merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow mspace msqrt mstyle ' +
    'msub msubsup msup mtable mtd mtext mtr munder munderover none',
);

export const voidElements = words('br col hr img input source wbr embed area base link meta param track frame keygen');

/** Removed with all that is in them. */
export const removedElements = words('script style applet template');

export const blockElements = words(
  'address article aside blockquote br center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 ' +
    'header hr li main nav ol p pre section table tbody td tfoot th thead tr ul',
);

export const allowedAttributes = words(
  'abbr align alt border cellpadding cellspacing cite color colspan controls datetime dir height href hreflang label lang loop ' +
    'media muted open poster preload rel reversed rowspan scope sizes span src srcset start summary title type valign value width ' +
    'baseprofile cx cy d fill fill-opacity fill-rule font-family font-size font-weight gradientunits offset opacity points r rx ry ' +
    'stop-color stop-opacity stroke stroke-linecap stroke-linejoin stroke-opacity stroke-width text-anchor transform version ' +
    'viewbox x x1 x2 y y1 y2 columnalign columnspan displaystyle linethickness mathvariant rowalign stretchy',
);

export const addressAttributes = words('href src cite poster');

/** Names that show that a title is markup and not text about markup. */
export const knownElements: ReadonlySet<string> = new Set([
  ...allowedElements,
  ...voidElements,
  ...removedElements,
  ...words(
    'blink body button form frameset head html iframe input ins label legend marquee nobr noframes noscript object option select textarea',
  ),
]);
