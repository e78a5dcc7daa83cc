/** What pointer, keys and touch do, and how the panel looks. */
import * as z from 'zod/mini';
import { flag, number } from './setting-fields.ts';
import { defineSettings } from './settings-spec.ts';

export const interactionSettings = defineSettings({
  namespace: 'interaction',
  label: 'Screen and pointer',
  version: 1,
  schema: z.object({
    hidePointerSec: number(0.5, 60, 2),
    panelTheme: z._default(z.enum(['dark', 'light', 'auto']), 'dark'),
    panelSize: z._default(z.enum(['auto', 'large']), 'auto'),
    wakeLock: flag(true),
    welcome: flag(true),
    mode: z._default(z.enum(['normal', 'screensaver', 'kiosk']), 'normal'),
    leave: z._default(z.enum(['fullscreen', 'bar', 'nothing']), 'fullscreen'),
    leaveMovePx: number(2, 400, 10),
    restSec: number(5, 3600, 60),
    corner: z._default(z.enum(['top-left', 'top-right', 'bottom-left', 'bottom-right']), 'top-right'),
    holdSec: number(1, 15, 3),
  }),
  hints: {
    hidePointerSec: {
      label: 'Hide the pointer after',
      help: 'The pointer disappears when the mouse rests this long.',
      unit: 's',
      min: 0.5,
      max: 60,
      step: 0.5,
    },
    panelTheme: {
      label: 'Settings panel',
      help: 'Dark suits a dark room. Automatic follows your device.',
      options: { dark: 'Dark', light: 'Light', auto: 'Automatic' },
    },
    panelSize: {
      label: 'Size of the panel',
      help: 'Large is for a television across the room.',
      options: { auto: 'Automatic', large: 'Large' },
    },
    wakeLock: { label: 'Keep the screen on', help: 'Stops the display from sleeping while photos are playing.' },
    welcome: { label: 'Welcome screen', help: 'Shows the first choices again at the next start.' },
    mode: {
      label: 'Mode',
      help: 'A screensaver leaves at the first touch. A kiosk answers to nobody but you. Its PIN is set in the menu, under Mode.',
      options: { normal: 'Normal', screensaver: 'Screensaver', kiosk: 'Kiosk' },
    },
    leave: {
      label: 'When somebody is there',
      help: 'What a touch, a key or a move does. With Nothing, only the menu answers.',
      options: { fullscreen: 'Leave full screen', bar: 'Show the buttons', nothing: 'Nothing' },
      shownWhen: { field: 'mode', is: ['screensaver'] },
    },
    leaveMovePx: {
      label: 'A move counts from',
      help: 'A mouse that trembles less than this disturbs nothing.',
      unit: 'px',
      min: 2,
      max: 400,
      step: 1,
      shownWhen: { field: 'mode', is: ['screensaver'] },
    },
    restSec: {
      label: 'Back to rest after',
      help: 'When nobody touches anything for this long, the screensaver or the kiosk takes over again.',
      unit: 's',
      min: 5,
      max: 3600,
      step: 5,
      shownWhen: { field: 'mode', is: ['screensaver', 'kiosk'] },
    },
    corner: {
      label: 'Secret corner',
      help: 'Hold this corner to get the controls back. Holding Enter or OK on a remote does the same.',
      options: {
        'top-left': 'Top left',
        'top-right': 'Top right',
        'bottom-left': 'Bottom left',
        'bottom-right': 'Bottom right',
      },
      shownWhen: { field: 'mode', is: ['kiosk'] },
    },
    holdSec: {
      label: 'Hold it for',
      help: 'How long the corner or the key has to be held.',
      unit: 's',
      min: 1,
      max: 15,
      step: 1,
      shownWhen: { field: 'mode', is: ['kiosk'] },
    },
  },
  keepOnReset: ['welcome'],
  migrations: {},
});
