/** Photos of an Immich server: an album, a person, favourites, memories, a random choice, or what a shared link shows. */
import * as z from 'zod/mini';
import { AppError } from '../../shared/errors.ts';
import { fieldOf, headerSafe, readTypedAddress } from '../../shared/service-fields.ts';
import type { SourceDefinition } from '../../shared/source.ts';

const text = z._default(z.string().check(z.maxLength(4096)), '');

const shows = {
  random: 'A random choice',
  memories: 'Memories of today',
  favorites: 'Favourites',
  album: 'An album',
  person: 'A person',
  all: 'Everything',
  link: 'What a shared link holds',
} as const;

interface Pasted {
  readonly address: string;
  readonly what?: 'album' | 'person' | 'link';
  readonly name?: string;
  readonly header?: readonly [string, string];
}

/** People paste the address of the page they look at: of an album, a person or a shared link. */
function readPage(url: URL): Pasted {
  const page = /^(.*?)\/(albums|people|share|s)\/([\w-]{1,200})(?:\/|$)/.exec(url.pathname);
  const path = (page ? (page[1] ?? '') : url.pathname).replace(/\/(?:api|photos|albums|people|explore|auth)?\/*$/, '');
  const address = url.origin + path;
  const name = page?.[3] ?? '';
  if (page?.[2] === 'albums') return { address, what: 'album', name };
  if (page?.[2] === 'people') return { address, what: 'person', name };
  if (page?.[2] === 'share') return { address, what: 'link', header: ['x-immich-share-key', name] };
  if (page?.[2] === 's') return { address, what: 'link', header: ['x-immich-share-slug', name] };
  return { address };
}

export const source: SourceDefinition = {
  id: 'immich',
  label: 'Immich',
  description: 'Shows albums, people, favourites or memories of your Immich, or what a shared link holds.',
  params: z.object({ address: text, what: text, name: text, quality: text }),
  setup: 'form',
  fields: [
    {
      name: 'address',
      label: 'Address',
      kind: 'address',
      placeholder: 'https://photos.example.org',
      help: 'Of your Immich, of one of its albums, or a shared link.',
      signsIn: true,
    },
    {
      name: 'key',
      label: 'API key',
      kind: 'secret',
      optional: true,
      help: 'From Account Settings → API Keys, with album, asset, memory and person read and asset view. A shared link needs none.',
    },
    {
      name: 'password',
      label: 'Password of the shared link',
      kind: 'secret',
      optional: true,
      help: 'Only for a shared link that asks for one. Needs Immich 2.6 or newer.',
    },
    { name: 'what', label: 'What to show', kind: 'choice', options: shows },
    { name: 'name', label: 'Name of the album or person', kind: 'text', optional: true },
    {
      name: 'quality',
      label: 'Quality',
      kind: 'choice',
      options: { preview: 'For most screens', original: 'Originals' },
      help: 'Originals are large; they need the permission to download.',
    },
  ],
  async configure(input) {
    if (fieldOf(input, 'address') === '') return null;
    const pasted = readPage(readTypedAddress(fieldOf(input, 'address')).url);
    const chosen = fieldOf(input, 'what');
    const what = pasted.what ?? (Object.hasOwn(shows, chosen) ? chosen : 'random');
    const name = pasted.name ?? (what === 'album' || what === 'person' ? fieldOf(input, 'name') : '');
    if ((what === 'album' || what === 'person') && name === '') {
      throw new AppError(
        'source.invalid',
        what === 'album'
          ? 'Which album? Enter its name as it stands in your Immich.'
          : 'Which person? Enter its name as it stands in your Immich.',
      );
    }
    const key = fieldOf(input, 'key');
    const header = pasted.header ?? (key === '' ? null : (['x-api-key', headerSafe(key, 'API key')] as const));
    const password = pasted.what === 'link' ? fieldOf(input, 'password') : '';
    if (fieldOf(input, 'password') !== '' && pasted.what !== 'link' && what === 'link') {
      throw new AppError('source.invalid', 'Paste the shared link again too: its password goes only together with it.');
    }
    const label = what === 'album' || what === 'person' ? (pasted.name ? 'Immich' : name) : 'Immich';
    return {
      params: { address: pasted.address, what, name, quality: fieldOf(input, 'quality') || 'preview' },
      label: `${label} (${new URL(pasted.address).hostname})`,
      ...(header && {
        secret: {
          scopes: [`${pasted.address}/api`],
          headers: Object.fromEntries([header]),
          ...(password !== '' && { values: { password } }),
        },
      }),
    };
  },
};
