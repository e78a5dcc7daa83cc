/** A folder on a WebDAV server or a Nextcloud. */
import * as z from 'zod/mini';
import { basicAuthorization, fieldOf, plainAddress, readTypedAddress } from '../../shared/service-fields.ts';
import type { SourceDefinition } from '../../shared/source.ts';

const text = z._default(z.string().check(z.maxLength(4096)), '');

/** From the address of a Nextcloud's page to the folder it shows; null for other addresses. */
function folderOfPage(url: URL): { readonly root: string; readonly folder: string } | null {
  const page = /^(.*?)(?:\/index\.php)?\/apps\/files\b/.exec(url.pathname);
  if (!page) return null;
  return { root: `${url.origin}${page[1] ?? ''}`, folder: url.searchParams.get('dir') ?? '' };
}

/**
 * What a shared link of a Nextcloud or ownCloud opens: a folder of its own, by the token in the link as the name (documented as “Accessing
 * public shares over WebDAV”). The token opens it, so it is kept like a password. Null for other addresses.
 */
function shareOf(url: URL): { readonly root: string; readonly token: string } | null {
  const link = /^(.*?)(?:\/index\.php)?\/s\/(\w{6,64})\/?$/.exec(url.pathname);
  return link ? { root: `${url.origin}${link[1] ?? ''}/public.php/webdav`, token: link[2] ?? '' } : null;
}

export const source: SourceDefinition = {
  id: 'webdav',
  label: 'WebDAV or Nextcloud',
  description: 'Shows a folder of your cloud or storage box, with everything in it.',
  params: z.object({ address: text, user: text, folder: text }),
  setup: 'form',
  fields: [
    {
      name: 'address',
      label: 'Address',
      kind: 'address',
      placeholder: 'https://cloud.example.org',
      help: 'The WebDAV address, or that of your Nextcloud as your browser shows it.',
      signsIn: true,
    },
    { name: 'user', label: 'User name', kind: 'text', optional: true, signsIn: true },
    {
      name: 'password',
      label: 'App password',
      kind: 'secret',
      optional: true,
      help: 'Nextcloud makes one under Settings → Security. Kept encrypted in this browser.',
    },
    {
      name: 'folder',
      label: 'Folder',
      kind: 'text',
      optional: true,
      placeholder: 'Photos/2024',
      help: 'Empty shows all.',
    },
  ],
  async configure(input) {
    if (fieldOf(input, 'address') === '') return null;
    const { url, user: typedUser, password: typedPassword } = readTypedAddress(fieldOf(input, 'address'));
    const [page, share] = [folderOfPage(url), shareOf(url)];
    const address = share?.root ?? page?.root ?? plainAddress(url);
    const user = share ? '' : fieldOf(input, 'user') || typedUser;
    const password = input.fields?.['password'] || typedPassword;
    const folder = (fieldOf(input, 'folder') || (page?.folder ?? '')).replace(/^\/+|\/+$/g, '');
    const name = folder.split('/').findLast((part) => part !== '');
    return {
      params: { address, user, folder },
      label: name ? `${name} (${url.hostname})` : url.hostname,
      ...((password !== '' || share) && {
        secret: {
          scopes: [address],
          headers: {
            authorization: basicAuthorization(share?.token ?? user, password),
            // Where sharing with other servers is switched off, a Nextcloud opens shares to pages only.
            ...(share && { 'x-requested-with': 'XMLHttpRequest' }),
          },
        },
      }),
    };
  },
};
