/** The settings every part of the app may know. Names are stable: kiosk owners use them in addresses. */
import * as z from 'zod/mini';
import { choiceSettings } from './choice-settings.ts';
import { defineSettings, type SettingsOf } from './settings-spec.ts';
import { soundSettings } from './sound-settings.ts';
import { widgetSettings } from './widget-settings.ts';

const number = (min: number, max: number, fallback: number) =>
  z._default(z.number().check(z.gte(min), z.lte(max)), fallback);
const flag = (fallback: boolean) => z._default(z.boolean(), fallback);

export const slideshowSettings = defineSettings({
  namespace: 'slideshow',
  label: 'Slideshow',
  version: 1,
  schema: z.object({
    intervalSec: number(1, 86_400, 30),
    order: z._default(z.enum(['shuffle', 'flow', 'name', 'date']), 'shuffle'),
    direction: z._default(z.enum(['up', 'down']), 'up'),
    mix: z._default(z.enum(['photo', 'source']), 'photo'),
  }),
  hints: {
    intervalSec: {
      label: 'Time per photo',
      help: 'How long each photo stays before the next one comes.',
      unit: 's',
      min: 1,
      max: 86_400,
      step: 1,
      scale: 'log',
    },
    order: {
      label: 'Order',
      help: 'Shuffle shows every photo once before any comes back. Flow does too, each close in colour and mood to the last.',
      options: { shuffle: 'Shuffle', flow: 'Flow', name: 'By name', date: 'By date' },
    },
    direction: {
      label: 'Direction',
      help: 'Up starts at A or at the oldest; down at Z or at the newest.',
      options: { up: 'Up', down: 'Down' },
    },
    mix: {
      label: 'Mix of sources',
      help: 'By photo, a large folder is seen more often than a small one. By source, each gets the same share.',
      options: { photo: 'By photo', source: 'By source' },
    },
  },
  migrations: {},
});

export const transitionSettings = defineSettings({
  namespace: 'transitions',
  label: 'Transitions',
  version: 1,
  schema: z.object({
    type: z._default(z.string().check(z.minLength(1), z.maxLength(80)), 'random'),
    durationMs: z._default(z.union([z.literal(0), z.number().check(z.gte(100), z.lte(30_000))]), 0),
    mood: z._default(z.enum(['calm', 'lively', 'everything']), 'calm'),
    pool: z._default(z.array(z.string().check(z.maxLength(80))).check(z.maxLength(400)), []),
    easing: z._default(z.enum(['auto', 'linear', 'in-out-sine', 'in-out-quad', 'in-out-cubic']), 'auto'),
    durations: z._default(z.record(z.string(), z.number().check(z.gte(100), z.lte(30_000))), {}),
    params: z._default(z.record(z.string(), z.record(z.string(), z.unknown())), {}),
  }),
  hints: {
    type: { label: 'Transition', help: 'One kind for every change, or a different one each time.' },
    durationMs: {
      label: 'Duration',
      help: 'How long a transition takes. 0 lets each one take its own time.',
      unit: 'ms',
      min: 0,
      max: 30_000,
      step: 100,
    },
    mood: {
      label: 'Mood',
      help: 'Which ones take part when the kind is random and you have starred none. Everything includes some that flash.',
      options: { calm: 'Calm', lively: 'Lively', everything: 'Everything' },
    },
    pool: {
      label: 'Random pool',
      help: 'Which transitions take part when the kind is random. None ticked means those of the mood above.',
      hidden: true,
    },
    easing: {
      label: 'Pace',
      help: 'How a transition gathers speed and slows down. Automatic lets each one move in its own way.',
      options: {
        auto: 'Automatic',
        linear: 'Even',
        'in-out-sine': 'Soft',
        'in-out-quad': 'Softer',
        'in-out-cubic': 'Softest',
      },
    },
    durations: { label: 'Own durations', help: 'How long single transitions take, in milliseconds.', hidden: true },
    params: { label: 'Parameters', help: 'Fine adjustments of single transitions.', hidden: true },
  },
  migrations: {},
});

export const displaySettings = defineSettings({
  namespace: 'display',
  label: 'Display',
  version: 1,
  schema: z.object({
    fit: z._default(z.enum(['fill', 'fit', 'shrink', 'blur']), 'fill'),
    kenBurns: flag(true),
    kenBurnsZoom: number(1, 20, 8),
    sharpen: flag(false),
    tier: z._default(z.enum(['auto', 'shader', 'canvas2d', 'css']), 'auto'),
    minFps: number(0, 60, 15),
    reducedMotion: z._default(z.enum(['auto', 'on', 'off']), 'auto'),
    inStep: flag(false),
    language: z._default(
      z.enum(['auto', 'en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'pl', 'ja', 'zh-Hans', 'ar']),
      'auto',
    ),
  }),
  hints: {
    fit: {
      label: 'Fit',
      help: 'Fill crops the edges. Fit shows the whole photo on black. Shrink never enlarges. Blurred edges fills the bars with the photo itself.',
      options: { fill: 'Fill', fit: 'Fit', shrink: 'Shrink', blur: 'Blurred edges' },
    },
    kenBurns: {
      label: 'Slow pan and zoom',
      help: 'The photo drifts while it is shown. Off means a still photo costs no power at all.',
    },
    kenBurnsZoom: {
      label: 'Pan and zoom range',
      help: 'How far the photo moves while it is shown.',
      unit: '%',
      min: 1,
      max: 20,
      step: 1,
    },
    sharpen: { label: 'Sharpen', help: 'Brings back crispness when a large photo is shown much smaller.' },
    tier: {
      label: 'Renderer',
      help: 'Automatic picks the best one your device can hold. A forced one is never left for being slow.',
      options: { auto: 'Automatic', shader: 'Shaders', canvas2d: 'Canvas', css: 'CSS' },
    },
    minFps: {
      label: 'Slowest watchable rate',
      help: 'Below this many frames a second over several transitions, a simpler renderer takes over. 0 never changes.',
      unit: 'fps',
      min: 0,
      max: 60,
      step: 1,
    },
    reducedMotion: {
      label: 'Reduced motion',
      help: 'Plain fades and no drifting. Automatic follows your device.',
      options: { auto: 'Automatic', on: 'On', off: 'Off' },
    },
    inStep: {
      label: 'Displays in step',
      help: 'Windows of this browser that play the same profile change their photos at the same moment.',
    },
    language: {
      label: 'Language',
      help: 'Of everything Afterimage says, and of dates and numbers. Automatic follows your browser.',
      // Everybody finds their own language by its own name.
      options: {
        auto: 'Automatic',
        en: 'English',
        de: 'Deutsch',
        fr: 'Français',
        es: 'Español',
        pt: 'Português',
        it: 'Italiano',
        nl: 'Nederlands',
        pl: 'Polski',
        ja: '日本語',
        'zh-Hans': '简体中文',
        ar: 'العربية',
      },
    },
  },
  migrations: {},
});

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

export const visualizerSettings = defineSettings({
  namespace: 'visualizer',
  label: 'Visualizer',
  version: 1,
  schema: z.object({
    id: z._default(z.string().check(z.minLength(1), z.maxLength(80)), 'off'),
    placement: z._default(z.enum(['over', 'full', 'card']), 'over'),
    opacity: number(0.1, 1, 1),
    blend: z._default(z.enum(['normal', 'screen', 'overlay', 'soft-light', 'plus-lighter']), 'normal'),
    flashes: flag(true),
    switchSec: number(0, 3600, 0),
    switchOnDrop: flag(false),
    switchOnTrack: flag(false),
    takeOver: flag(false),
    advance: z._default(z.enum(['off', 'beats', 'bars']), 'off'),
    advanceEvery: number(1, 128, 8),
    landOnBeat: flag(false),
    pulse: number(0, 1, 0),
    moodByEnergy: flag(false),
    params: z._default(z.record(z.string(), z.record(z.string(), z.unknown())), {}),
  }),
  hints: {
    id: { label: 'Visualizer', help: 'What moves with the sound above your photos.' },
    placement: {
      label: 'Place',
      help: 'Over the photo, alone on the whole screen while something plays, or small in a corner.',
      options: { over: 'Over the photo', full: 'Alone', card: 'In a corner' },
    },
    opacity: { label: 'Opacity', help: 'How clearly it stands on the photo.', min: 0.1, max: 1, step: 0.05 },
    blend: {
      label: 'Blend',
      help: 'How its light mixes with the photo.',
      options: {
        normal: 'Normal',
        screen: 'Screen',
        overlay: 'Overlay',
        'soft-light': 'Soft light',
        'plus-lighter': 'Add',
      },
    },
    flashes: { label: 'Bright hits', help: 'Kicks may light up. Off keeps everything soft.' },
    switchSec: {
      label: 'Change after',
      help: 'Another visualizer takes its turn after this time. 0 stays with one.',
      unit: 's',
      min: 0,
      max: 3600,
      step: 10,
    },
    switchOnDrop: { label: 'Change on a drop', help: 'Another one comes when the bass returns after a break.' },
    switchOnTrack: { label: 'Change with the piece', help: 'Another one comes with each new piece of your music.' },
    takeOver: {
      label: 'Music takes over',
      help: 'While music plays the visualizer has the screen to itself; photos come back when it stops.',
    },
    advance: {
      label: 'Photos on the beat',
      help: 'The next photo comes after so many beats or bars, as long as a beat is heard.',
      options: { off: 'Off', beats: 'Beats', bars: 'Bars' },
    },
    advanceEvery: { label: 'Every', help: 'How many beats or bars a photo stays.', min: 1, max: 128, step: 1 },
    landOnBeat: { label: 'Land on the beat', help: 'A transition takes whole beats, so that it ends on one.' },
    pulse: { label: 'Pulse', help: 'How much the photo breathes with the bass.', min: 0, max: 1, step: 0.05 },
    moodByEnergy: {
      label: 'Transitions by energy',
      help: 'Quiet music gets calm transitions, loud music lively ones.',
    },
    params: { label: 'Adjustments', help: 'Fine adjustments of single visualizers.', hidden: true },
  },
  migrations: {},
});

const entry = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(80)),
  source: z.string().check(z.minLength(1), z.maxLength(80)),
  label: z._default(z.string().check(z.maxLength(200)), ''),
  enabled: flag(true),
  weight: number(0.1, 10, 1),
  params: z._default(z.record(z.string(), z.unknown()), {}),
});

export const sourceSettings = defineSettings({
  namespace: 'sources',
  label: 'Photos',
  version: 1,
  schema: z.object({
    entries: z._default(z.array(entry).check(z.maxLength(200)), [
      { id: 'generative', source: 'generative', label: 'Generated pictures', enabled: true, weight: 1, params: {} },
    ]),
    /** The companion's folder is added by itself once; a user who removes it is not asked again. */
    companionOffered: flag(false),
  }),
  hints: {
    entries: { label: 'Sources', help: 'Where the photos come from, and how much of each.', hidden: true },
    companionOffered: {
      label: 'Companion folder offered',
      help: 'Whether the companion’s folder has been added once.',
      hidden: true,
    },
  },
  keepOnReset: ['entries', 'companionOffered'],
  migrations: {},
});

export const offlineSettings = defineSettings({
  namespace: 'offline',
  label: 'Without a network',
  version: 1,
  schema: z.object({ limitMb: number(0, 100_000, 1000) }),
  hints: {
    limitMb: {
      label: 'Photos kept on this device',
      help: 'Photos from the web stay for days without a network. At most this much, and never more than 40 % of what your browser allows. 0 keeps none.',
      unit: 'MB',
      min: 0,
      max: 100_000,
      step: 100,
    },
  },
  migrations: {},
});

export const coreSettings = [
  slideshowSettings,
  transitionSettings,
  displaySettings,
  interactionSettings,
  visualizerSettings,
  sourceSettings,
  soundSettings,
  widgetSettings,
  choiceSettings,
  offlineSettings,
] as const;

export interface Settings {
  slideshow: SettingsOf<typeof slideshowSettings>;
  transitions: SettingsOf<typeof transitionSettings>;
  display: SettingsOf<typeof displaySettings>;
  interaction: SettingsOf<typeof interactionSettings>;
  visualizer: SettingsOf<typeof visualizerSettings>;
  sources: SettingsOf<typeof sourceSettings>;
  offline: SettingsOf<typeof offlineSettings>;
  sound: SettingsOf<typeof soundSettings>;
  widgets: SettingsOf<typeof widgetSettings>;
  choice: SettingsOf<typeof choiceSettings>;
}
