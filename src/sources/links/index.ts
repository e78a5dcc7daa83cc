/** A pasted list of image addresses, checked here so that a wrong one is named at once. */
import * as z from 'zod/mini';
import { AppError } from '../../shared/errors.ts';
import type { SourceDefinition } from '../../shared/source.ts';
import { readLinks } from './read-links.ts';

export const source: SourceDefinition = {
  id: 'links',
  label: 'Links to pictures',
  description: 'Shows pictures from the web addresses you paste, one per line.',
  params: z.object({ urls: z._default(z.array(z.string().check(z.maxLength(8_192))).check(z.maxLength(5_000)), []) }),
  setup: 'text',
  configure: async ({ text = '' }) => {
    if (text.trim() === '') return null;
    const urls = readLinks(text);
    if (urls.length === 0) {
      throw new AppError('source.invalid', 'There is no web address in this text. Paste one address per line.');
    }
    return { params: { urls }, label: urls.length === 1 ? '1 link' : `${urls.length} links` };
  },
};
