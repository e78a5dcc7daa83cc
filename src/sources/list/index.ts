/** A list of pictures that lies at an address: JSON, or a text such as M3U. Addresses that are pasted are the business of `links`. */
import * as z from 'zod/mini';
import { fieldOf, readTypedAddress } from '../../shared/service-fields.ts';
import type { SourceDefinition } from '../../shared/source.ts';

export const source: SourceDefinition = {
  id: 'list',
  label: 'List at an address',
  description: 'Shows the pictures named in a JSON or text file on the web, and follows its changes.',
  params: z.object({ address: z._default(z.string().check(z.maxLength(4096)), '') }),
  setup: 'form',
  fields: [
    {
      name: 'address',
      label: 'Address of the list',
      kind: 'address',
      placeholder: 'https://example.org/photos.json',
      help: 'JSON with addresses of pictures, or one address per line as in an M3U playlist.',
    },
  ],
  async configure(input) {
    if (fieldOf(input, 'address') === '') return null;
    const { url } = readTypedAddress(fieldOf(input, 'address'));
    const name = url.pathname.split('/').findLast((part) => part !== '');
    return { params: { address: url.href }, label: name === undefined ? url.hostname : `${name} (${url.hostname})` };
  },
};
