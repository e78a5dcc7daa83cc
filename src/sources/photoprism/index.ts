/** Photos of a PhotoPrism: a search, an album, favourites or everything. */
import * as z from 'zod/mini';
import { fieldOf, headerSafe, readTypedAddress } from '../../shared/service-fields.ts';
import type { SourceDefinition } from '../../shared/source.ts';

const text = z._default(z.string().check(z.maxLength(4096)), '');

export const source: SourceDefinition = {
  id: 'photoprism',
  label: 'PhotoPrism',
  description: 'Shows an album, your favourites or a search of your PhotoPrism.',
  params: z.object({ address: text, album: text, query: text }),
  setup: 'form',
  fields: [
    { name: 'address', label: 'Address', kind: 'address', placeholder: 'https://photos.example.org', signsIn: true },
    {
      name: 'key',
      label: 'App password',
      kind: 'secret',
      optional: true,
      help: 'From Settings → Account → Apps and Devices. A PhotoPrism that is open to everyone needs none.',
    },
    { name: 'album', label: 'Album', kind: 'text', optional: true, help: 'Its name. Empty shows all photos.' },
    {
      name: 'query',
      label: 'Search',
      kind: 'text',
      optional: true,
      placeholder: 'favorite:true',
      help: 'As you would search in PhotoPrism.',
    },
  ],
  async configure(input) {
    if (fieldOf(input, 'address') === '') return null;
    const { url } = readTypedAddress(fieldOf(input, 'address'));
    const address = url.origin + url.pathname.replace(/\/(?:(?:library|api)(?:\/.*)?)?\/*$/, '');
    const key = fieldOf(input, 'key').replace(/\s/g, '');
    const album = fieldOf(input, 'album');
    return {
      params: { address, album, query: fieldOf(input, 'query') },
      label: `${album || 'PhotoPrism'} (${url.hostname})`,
      ...(key !== '' && {
        // The second name is what older versions know.
        secret: {
          scopes: [`${address}/api`],
          headers: { authorization: `Bearer ${headerSafe(key, 'app password')}`, 'x-auth-token': key },
        },
      }),
    };
  },
};
