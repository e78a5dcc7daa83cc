/**
 * Pictures that belong to a page and not to what it says: counters of readers, stand-ins for pictures that come later, faces, emoticons
 * and buttons. By their addresses alone. Whole words only: a statue is no statistic, and a blanket not blank.
 */
const files = new RegExp(
  [
    // Files called after what they are for.
    String.raw`\/(?:pixel|spacer|blank|tracking|emoji|avatar|gravatar|favicons?|feedburner|stats?|rss|smiley|icon_\w+)(?![a-z])[^/]*$`,
    // Programs that count, and files that are asked for so that somebody knows.
    String.raw`\/_{0,2}(?:matomo|piwik|count(?:er)?|hits?|beacon|track(?:er)?|impressions?|ping|ptq|utm)\.(?:gif|php|aspx?)(?:[?#].*)?$`,
    // Files that hold a place.
    String.raw`\/(?:1x1|clear|clear\.?dot|trans(?:parent)?|dot|grey|gray|(?:ajax-?)?load(?:ing|er)|placeholder|lazy-?(?:load|placeholder|image)?)(?:[-_.]?(?:pixel|\d{1,4}x\d{1,4}))?\.(?:gif|png|svg|webp)(?:[?#].*)?$`,
    // Folders of such files.
    String.raw`\/(?:(?:tw)?emojis?(?:@[\d.]+)?|emoticons?|smil(?:ies|eys?)|(?:user_)?avatars?|favicons?)\/`,
    // Formulas.
    String.raw`\/latex\.php\?`,
  ].join('|'),
  'i',
);

/** Hosts, and parts of hosts, that hold nothing else: counters, advertisements, buttons, badges and faces. */
const hosts = new RegExp(
  [
    String.raw`^https?:\/\/(?:[\w-]+\.)*(?:gravatar\.com|doubleclick\.net|googlesyndication\.com|googleadservices\.com|amazon-adsystem\.com|assoc-amazon\.com|feedsportal\.com|feedburner\.com|pixel\.wp\.com|stats\.wordpress\.com|feeds\.wordpress\.com|google-analytics\.com|quantserve\.com|scorecardresearch\.com|statcounter\.com|pheedo\.com|eotrx\.substackcdn\.com|list-manage\.com|counter\.theconversation\.com|track\.hubspot\.com|buysellads\.com|shields\.io|badge\.fury\.io|codecogs\.com|licensebuttons\.net|avatars\.githubusercontent\.com|yt3\.ggpht\.com|twemoji\.maxcdn\.com)\/`,
    String.raw`^https?:\/\/(?:www\.)?(?:facebook\.com\/tr|medium\.com\/_\/stat|paypal(?:objects)?\.com\/[^?#]{0,200}\/btn\/|w3\.org\/Icons\/)`,
    String.raw`^https?:\/\/(?:i\.creativecommons\.org\/[lp]|pbs\.twimg\.com\/profile_images|blogger\.googleusercontent\.com\/tracker)\/`,
  ].join('|'),
  'i',
);

/** For pictures that somebody declared on purpose: what their files are called says less of those. */
export const isMarkHost = (address: string): boolean => hosts.test(address);

export const isPageMark = (address: string): boolean => files.test(address) || hosts.test(address);
