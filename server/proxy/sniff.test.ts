import { expect, it } from 'vitest';
import { looksLikeFeed } from './sniff.ts';

it('lets feeds and calendars through, and nothing else', () => {
  for (const text of [
    '<rss>',
    '\uFEFF<?xml ?>',
    ' {"items":[]}',
    '[1]',
    'callback({})',
    ")]}',\n[1]",
    '// made by hand\n{}',
    '\x1e{}',
    'var photos = {}',
    "/**/ typeof show === 'function' && show({})",
    'BEGIN:VCALENDAR\r\nVERSION:2.0',
  ]) {
    expect(looksLikeFeed(Buffer.from(text)), text).toBe(true);
  }
  for (const text of [
    'BEGIN:VCARD',
    'user:password',
    '\u0089PNG\r\n',
    'plain words',
    'name = value',
    '// a comment\nlet x = 1',
  ]) {
    expect(looksLikeFeed(Buffer.from(text)), text).toBe(false);
  }
});
