/** Wallpapers of Wallhaven that are safe for every room. */
import * as z from 'zod/mini';
import { fieldOf } from '../../shared/service-fields.ts';
import type { SourceDefinition } from '../../shared/source.ts';

const text = z._default(z.string().check(z.maxLength(1000)), '');

export const source: SourceDefinition = {
  id: 'wallhaven',
  label: 'Wallhaven',
  description: 'Shows wallpapers from Wallhaven: a search or somebody’s public collection, safe ones only.',
  params: z.object({ query: text, sorting: text }),
  setup: 'form',
  fields: [
    {
      name: 'query',
      label: 'Search or collection',
      kind: 'text',
      optional: true,
      placeholder: 'mountains lake',
      help: 'Words, or the address of a public collection. Empty shows the best of the month.',
    },
    {
      name: 'sorting',
      label: 'Order',
      kind: 'choice',
      options: { toplist: 'Best of the month', favorites: 'Most loved', relevance: 'Best match', date_added: 'Newest' },
    },
  ],
  // A form that was never shown is left; one that is sent may be empty.
  async configure(input) {
    if (!input.fields) return null;
    const query = fieldOf(input, 'query').slice(0, 1000);
    return {
      params: { query, sorting: fieldOf(input, 'sorting') || 'toplist' },
      label: query === '' || /^https?:/.test(query) ? 'Wallhaven' : `Wallhaven: ${query}`.slice(0, 80),
    };
  },
};
