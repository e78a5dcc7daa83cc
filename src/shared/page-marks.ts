/**
 * Pictures that belong to a page and not to what it says: counters of readers, stand-ins for pictures that come later, faces, emoticons
 * and buttons. By their addresses alone. Whole words only: a statue is no statistic, and a blanket not blank.
 */
const mark = new RegExp(
  [
    // Files called after what they are for.
    String.raw`\/(?:pixel|spacer|blank|tracking|emoji|avatar|gravatar|favicon|feedburner|stats?|rss|smiley|icon_\w+)(?![a-z])[^/]*$`,
    // Files that hold a place.
    String.raw`\/(?:1x1|clear|clear\.?dot|trans(?:parent)?|dot|grey|gray|load(?:ing|er)|placeholder|lazy-?(?:load|placeholder|image)?)(?:[-_.]?(?:pixel|\d{1,4}x\d{1,4}))?\.(?:gif|png|svg|webp)(?:[?#].*)?$`,
    // Folders of such files.
    String.raw`\/(?:emojis?|emoticons?|smil(?:ies|eys?)|avatars?|favicons?)\/`,
    // Counters, buttons and faces of hosts that do nothing else.
    String.raw`^https?:\/\/(?:[\w-]+\.)*(?:gravatar\.com|doubleclick\.net|feedsportal\.com|feedburner\.com|pixel\.wp\.com|stats\.wordpress\.com|feeds\.wordpress\.com|google-analytics\.com|quantserve\.com|scorecardresearch\.com|statcounter\.com|pheedo\.com|eotrx\.substackcdn\.com|list-manage\.com)\/`,
    String.raw`^https?:\/\/(?:www\.)?(?:facebook\.com\/tr|medium\.com\/_\/stat)\b`,
  ].join('|'),
  'i',
);

export const isPageMark = (address: string): boolean => mark.test(address);
