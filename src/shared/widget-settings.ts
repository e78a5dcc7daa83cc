/** The namespace `widgets`: what stands on the layer and the kept layouts. */
import * as z from 'zod/mini';
import { defineSettings } from './settings-spec.ts';
import { widgetCards, widgetClicks, widgetFonts, widgetPlaces, widgetScreens, widgetShadows } from './widget.ts';

const unit = z.number().check(z.gte(0), z.lte(1));
const spot = z.optional(z.object({ x: unit, y: unit }));
const hour = z._default(z.string().check(z.regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d)?$/)), '');

const instance = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(80)),
  widget: z.string().check(z.minLength(1), z.maxLength(80)),
  enabled: z._default(z.boolean(), true),
  place: z._default(z.enum(widgetPlaces), 'bottom-left'),
  landscape: spot,
  portrait: spot,
  size: z._default(z.number().check(z.gte(0.3), z.lte(8)), 1),
  font: z._default(z.enum(widgetFonts), 'text'),
  color: z._default(z.string().check(z.regex(/^(?:auto|#[\da-f]{6})$/i)), 'auto'),
  card: z._default(z.enum(widgetCards), 'none'),
  opacity: z._default(z.number().check(z.gte(0.4), z.lte(1)), 1),
  from: hour,
  until: hour,
  shadow: z.optional(z.enum(widgetShadows)),
  days: z.optional(z.string().check(z.regex(/^[1-7]{0,7}$/))),
  screens: z.optional(z.enum(widgetScreens)),
  displays: z.optional(z.string().check(z.maxLength(200))),
  click: z.optional(z.enum(widgetClicks)),
  link: z.optional(z.string().check(z.maxLength(2000))),
  options: z._default(z.record(z.string(), z.unknown()), {}),
});
const instances = z.array(instance).check(z.maxLength(60));

/** One clock, off: the photo is the interface until somebody wants more. */
const firstWidgets = [
  {
    id: 'clock',
    widget: 'clock',
    enabled: false,
    place: 'bottom-left' as const,
    size: 1,
    font: 'thin' as const,
    color: 'auto',
    card: 'none' as const,
    opacity: 1,
    from: '',
    until: '',
    options: {},
  },
];

export const widgetSettings = defineSettings({
  namespace: 'widgets',
  label: 'Widgets',
  version: 1,
  schema: z.object({
    shown: z._default(z.boolean(), true),
    instances: z._default(instances, firstWidgets),
    slots: z._default(z.record(z.string().check(z.regex(/^(?:[1-9]|10)$/)), instances), {}),
    webPages: z._default(z.boolean(), false),
  }),
  hints: {
    shown: { label: 'Show widgets', help: 'Off leaves the photo alone; every widget stays where it is.' },
    instances: { label: 'Widgets', help: 'What is shown over the photo, and where.', hidden: true },
    webPages: {
      label: 'Allow web pages',
      help: 'The widget “Web page” may show pages of other sites. They see the address of this device.',
    },
    slots: { label: 'Kept layouts', help: 'Layouts under the number keys.', hidden: true },
  },
  keepOnReset: ['instances', 'slots'],
  migrations: {},
});
