/** Public photos of Flickr: of a person, with tags, or of an album; more of them with an own key. */
import * as z from 'zod/mini';
import { AppError } from '../../shared/errors.ts';
import { fieldOf, headerSafe } from '../../shared/service-fields.ts';
import type { SourceDefinition } from '../../shared/source.ts';

const text = z._default(z.string().check(z.maxLength(1000)), '');

interface Subject {
  readonly user: string;
  readonly album: string;
  readonly tags: string;
}

/** An address of Flickr, or tags. Null for another address. */
function readSubject(typed: string): Subject | null {
  const page =
    /^(?:https?:\/\/)?(?:www\.)?flickr\.com\/(?:photos|people)\/([\w@.-]{1,80})(?:\/(?:albums|sets)\/(\d{1,30}))?/i.exec(
      typed,
    );
  if (page) return { user: page[1] ?? '', album: page[2] ?? '', tags: '' };
  if (/^(?:https?:\/\/|www\.)/i.test(typed)) return null;
  if (/^\d+@N\d\d$/.test(typed)) return { user: typed, album: '', tags: '' };
  return {
    user: '',
    album: '',
    tags: typed
      .split(/[\s,]+/)
      .filter(Boolean)
      .join(','),
  };
}

export const source: SourceDefinition = {
  id: 'flickr',
  label: 'Flickr',
  description: 'Shows public photos of a person, with tags, or of an album on Flickr.',
  params: z.object({ subject: text, user: text, album: text, tags: text }),
  setup: 'form',
  fields: [
    {
      name: 'subject',
      label: 'Person, album or tags',
      kind: 'text',
      placeholder: 'lighthouse storm',
      help: 'The address of a person or an album on flickr.com, or tags.',
    },
    {
      name: 'key',
      label: 'API key',
      kind: 'secret',
      optional: true,
      help: 'Without one, Flickr gives the newest twenty photos. Kept encrypted in this browser.',
    },
  ],
  async configure(input) {
    const typed = fieldOf(input, 'subject');
    if (typed === '') return null;
    const subject = readSubject(typed);
    if (!subject) {
      throw new AppError(
        'source.invalid',
        'This is not the address of a person or an album. It begins with flickr.com/photos/.',
      );
    }
    const key = fieldOf(input, 'key');
    const name = subject.tags || subject.user;
    return {
      params: { subject: typed, ...subject },
      label: `Flickr: ${name}`.slice(0, 80),
      ...(key !== '' && { secret: { scopes: [], headers: {}, values: { key: headerSafe(key, 'API key') } } }),
    };
  },
};
