/** Pictures of subreddits. */
import * as z from 'zod/mini';
import { AppError } from '../../shared/errors.ts';
import { fieldOf } from '../../shared/service-fields.ts';
import type { SourceDefinition } from '../../shared/source.ts';

const text = z._default(z.string().check(z.maxLength(1000)), '');

/** r/one, r/one+two, an address, or plain names. Null when there is none. */
function namesIn(typed: string): string | null {
  const plain = typed.replace(/^https?:\/\/(?:www\.|old\.|new\.)?reddit\.com/i, '').replace(/^\/?r\//i, '');
  const names = plain.split(/[\s,+]+/).map((name) => name.replace(/^\/?r\//i, '').replace(/\/.*$/, ''));
  const good = names.filter((name) => /^\w{2,40}$/.test(name));
  return good.length > 0 && good.length === names.filter((name) => name !== '').length
    ? good.slice(0, 20).join('+')
    : null;
}

export const source: SourceDefinition = {
  id: 'reddit',
  label: 'Subreddit',
  description: 'Shows the pictures of one or more subreddits, whole galleries included.',
  params: z.object({ names: text, sorting: text }),
  setup: 'form',
  fields: [
    {
      name: 'names',
      label: 'Subreddit',
      kind: 'text',
      placeholder: 'EarthPorn',
      help: 'Several are separated by spaces.',
    },
    {
      name: 'sorting',
      label: 'Order',
      kind: 'choice',
      options: {
        week: 'Best of the week',
        month: 'Best of the month',
        year: 'Best of the year',
        all: 'Best ever',
        hot: 'Now',
      },
    },
  ],
  async configure(input) {
    if (fieldOf(input, 'names') === '') return null;
    const names = namesIn(fieldOf(input, 'names'));
    if (names === null) {
      throw new AppError(
        'source.invalid',
        'This is not the name of a subreddit. It is written like EarthPorn, without spaces.',
      );
    }
    return { params: { names, sorting: fieldOf(input, 'sorting') || 'week' }, label: `r/${names}`.slice(0, 80) };
  },
};
