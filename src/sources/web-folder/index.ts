/** A folder of a web server that lists its files on a page. */
import * as z from 'zod/mini';
import { basicAuthorization, fieldOf, plainAddress, readTypedAddress } from '../../shared/service-fields.ts';
import type { SourceDefinition } from '../../shared/source.ts';

const text = z._default(z.string().check(z.maxLength(4096)), '');

export const source: SourceDefinition = {
  id: 'web-folder',
  label: 'Folder on a web server',
  description: 'Shows the photos that a web server lists on its index page: Apache, nginx, Caddy and their like.',
  params: z.object({ address: text, user: text }),
  setup: 'form',
  fields: [
    {
      name: 'address',
      label: 'Address of the folder',
      kind: 'address',
      placeholder: 'http://nas.local/photos/',
      help: 'The page that lists the files. Folders inside come along.',
      signsIn: true,
    },
    { name: 'user', label: 'User name', kind: 'text', optional: true, signsIn: true },
    { name: 'password', label: 'Password', kind: 'secret', optional: true, help: 'Kept encrypted in this browser.' },
  ],
  async configure(input) {
    if (fieldOf(input, 'address') === '') return null;
    const typed = readTypedAddress(fieldOf(input, 'address'));
    const address = `${plainAddress(typed.url)}/`.replace(/\/index\.html?\/$/i, '/');
    const user = fieldOf(input, 'user') || typed.user;
    const password = input.fields?.['password'] || typed.password;
    return {
      params: { address, user },
      label: typed.url.hostname,
      ...(password !== '' && {
        secret: { scopes: [address], headers: { authorization: basicAuthorization(user, password) } },
      }),
    };
  },
};
