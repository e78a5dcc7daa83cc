/** Which photos take part, and which come more often. Filters hold for every order; the rest for shuffle and flow. */
import * as z from 'zod/mini';
import { flag, number } from './setting-fields.ts';
import { defineSettings } from './settings-spec.ts';

const day = () =>
  z._default(z.string().check(z.regex(/^(?:\d{4}-\d{2}-\d{2})?$/, 'must be a day such as 2019-07-31')), '');
const words = () => z._default(z.string().check(z.maxLength(400)), '');

export const choiceSettings = defineSettings({
  namespace: 'choice',
  label: 'Which photos',
  section: 'photos',
  version: 1,
  schema: z.object({
    favourites: z._default(z.enum(['same', 'more', 'only']), 'same'),
    onThisDay: flag(false),
    freshness: number(0, 90, 0),
    balance: flag(false),
    localShare: number(0, 100, 50),
    duplicates: flag(true),
    orientation: z._default(z.enum(['any', 'landscape', 'portrait', 'square']), 'any'),
    minMegapixels: number(0, 50, 0),
    minRating: number(0, 5, 0),
    from: day(),
    until: day(),
    season: z._default(z.enum(['any', 'spring', 'summer', 'autumn', 'winter']), 'any'),
    timeOfDay: z._default(z.enum(['any', 'morning', 'day', 'evening', 'night']), 'any'),
    text: words(),
    album: words(),
    index: flag(true),
  }),
  hints: {
    favourites: {
      label: 'Favourites',
      help: 'Press L to make the photo on screen a favourite.',
      options: { same: 'Like all others', more: 'More often', only: 'Nothing else' },
    },
    onThisDay: { label: 'On this day', help: 'Photos taken on today’s date in earlier years come in between.' },
    freshness: {
      label: 'Newest first',
      help: 'How many of the next photos are among your newest. Every photo still has its turn.',
      unit: '%',
      min: 0,
      max: 90,
      step: 5,
    },
    balance: {
      label: 'Balance yours and the web’s',
      help: 'Keeps a ratio between your own photos and those from the web.',
    },
    localShare: {
      label: 'Share of your own',
      help: 'How many photos are yours when the balance is on.',
      unit: '%',
      min: 0,
      max: 100,
      step: 5,
      shownWhen: { field: 'balance', is: [true] },
    },
    duplicates: {
      label: 'Show look-alikes once',
      help: 'Of copies that look the same, only the largest is shown.',
    },
    orientation: {
      label: 'Shape',
      help: 'Only photos of this shape.',
      options: { any: 'Any', landscape: 'Landscape', portrait: 'Portrait', square: 'Square' },
    },
    minMegapixels: {
      label: 'Smallest size',
      help: 'Smaller photos are left out. 0 shows all.',
      unit: 'MP',
      min: 0,
      max: 50,
      step: 0.5,
    },
    minRating: {
      label: 'Lowest rating',
      help: 'Stars that your photo program gave. 0 shows all, also those without stars.',
      min: 0,
      max: 5,
      step: 1,
    },
    from: { label: 'Taken from', help: 'The first day. Empty: from the oldest on.', placeholder: '2019-07-31' },
    until: { label: 'Taken until', help: 'The last day. Empty: up to today.', placeholder: '2024-12-31' },
    season: {
      label: 'Season',
      help: 'Only photos of this season. Those that know their place follow its half of the globe.',
      options: { any: 'Any', spring: 'Spring', summer: 'Summer', autumn: 'Autumn', winter: 'Winter' },
    },
    timeOfDay: {
      label: 'Time of day',
      help: 'By the camera’s clock.',
      options: { any: 'Any', morning: 'Morning', day: 'Day', evening: 'Evening', night: 'Night' },
    },
    text: { label: 'Words', help: 'Only photos that have all of these in their name, folder, title or camera.' },
    album: { label: 'Folder', help: 'Only photos in this folder and below. Empty: all.' },
    index: {
      label: 'Look at photos in advance',
      help: 'Reads sizes, dates and colours of your photos while the show runs. Filters, look-alikes and flow need it.',
    },
  },
  migrations: {},
});
