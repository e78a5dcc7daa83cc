import { expect, it } from 'vitest';
import { createEventLog } from '../shared/events.ts';
import type { ErrorKind } from '../shared/errors.ts';
import { tellUser } from './notices.ts';

function told() {
  const events = createEventLog();
  const shown: string[] = [];
  const hidden: string[] = [];
  const board = {
    notify: ({ message }: { message: string }) => void shown.push(message),
    hideNotice: (id: string) => void hidden.push(id),
  };
  tellUser(events, board, { regrant: async () => true, applyUpdate: () => undefined, resumeSound: () => undefined });
  const failed = (entryId: string, message: string, kind: ErrorKind = 'source.unreachable') =>
    events.emit({ type: 'source.failed', entryId, error: { kind, message, retryable: true } });
  return { shown, hidden, failed, events };
}

it('tells of a source that fails once, and again after it was well', () => {
  const { shown, hidden, failed, events } = told();
  failed('a', 'No.');
  failed('a', 'No.');
  expect(shown).toEqual(['No.']);
  events.emit({ type: 'source.listed', entryId: 'a', photos: 1 });
  expect(hidden).toEqual(['source:a']);
  failed('a', 'No.');
  expect(shown).toEqual(['No.', 'No.']);
});

it('says the same of several sources once', () => {
  const { shown, failed } = told();
  failed('a', 'Flickr keeps browsers out.');
  failed('b', 'Flickr keeps browsers out.');
  failed('c', 'Bing keeps browsers out.');
  expect(shown).toEqual(['Flickr keeps browsers out.', 'Bing keeps browsers out.']);
});

it('does not tell one by one of sources that came with one press, but of what people have to do for them', () => {
  const { shown, failed } = told();
  failed('starter-bing', 'Bing keeps browsers out.');
  failed('starter-flickr-sea', 'Enter the token.', 'source.token');
  expect(shown).toEqual(['Enter the token.']);
});
