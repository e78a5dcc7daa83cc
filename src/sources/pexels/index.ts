/** Photos of Pexels, with the key of the person who shows them. */
import * as z from 'zod/mini';
import { AppError } from '../../shared/errors.ts';
import { fieldOf, headerSafe } from '../../shared/service-fields.ts';
import type { SourceDefinition } from '../../shared/source.ts';

const text = z._default(z.string().check(z.maxLength(1000)), '');

export const source: SourceDefinition = {
  id: 'pexels',
  label: 'Pexels',
  description: 'Shows photos from Pexels with your own API key: a search, a collection or the editors’ choice.',
  params: z.object({ query: text }),
  setup: 'form',
  fields: [
    { name: 'key', label: 'API key', kind: 'secret', help: 'From pexels.com/api. Kept encrypted in this browser.' },
    {
      name: 'query',
      label: 'Search or collection',
      kind: 'text',
      optional: true,
      placeholder: 'forest fog',
      help: 'Words, or the address of a collection. Empty shows what the editors chose.',
    },
  ],
  async configure(input) {
    if (!input.fields) return null;
    const key = fieldOf(input, 'key');
    const query = fieldOf(input, 'query').slice(0, 1000);
    if (/^https?:/i.test(query) && !/\/collections\//.test(query)) {
      throw new AppError(
        'source.invalid',
        'This is not the address of a collection. Open the collection and copy its address.',
      );
    }
    return {
      params: { query },
      label: query === '' || /^https?:/i.test(query) ? 'Pexels' : `Pexels: ${query}`.slice(0, 80),
      ...(key !== '' && {
        secret: { scopes: ['https://api.pexels.com'], headers: { authorization: `${headerSafe(key, 'key')}` } },
      }),
    };
  },
};
