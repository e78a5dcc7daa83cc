/** What somebody's plugin might ask for: one setting for each control that no setting of ours has. */
import * as z from 'zod/mini';
import { defineSettings } from '../../../src/shared/settings-spec.ts';

export const pluginSettings = defineSettings({
  namespace: 'postcard',
  label: 'Postcards',
  version: 1,
  schema: z.object({
    place: z._default(z.string().check(z.maxLength(120)), ''),
    font: z._default(z.string().check(z.maxLength(80)), 'Inter Variable'),
    folder: z._default(z.string().check(z.maxLength(200)), ''),
  }),
  hints: {
    place: { label: 'Sent from', help: 'A city.', control: 'location', placeholder: 'Lisbon' },
    font: { label: 'Handwriting', help: 'The letters on the card.', control: 'font' },
    folder: { label: 'Stamps', help: 'A folder with stamps.', control: 'folder' },
  },
  migrations: {},
});
