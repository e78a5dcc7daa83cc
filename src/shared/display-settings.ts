/** How photos are shown, by which renderer and in which language. */
import * as z from 'zod/mini';
import { flag, number } from './setting-fields.ts';
import { defineSettings } from './settings-spec.ts';

export const displaySettings = defineSettings({
  namespace: 'display',
  label: 'Display',
  version: 1,
  schema: z.object({
    fit: z._default(z.enum(['fill', 'fit', 'shrink', 'blur']), 'fill'),
    kenBurns: flag(true),
    kenBurnsZoom: number(1, 20, 8),
    sharpen: flag(false),
    dim: number(0, 90, 0),
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
    dim: { label: 'Dimming', help: 'Darkens all but the widgets.', unit: '%', min: 0, max: 90, step: 5 },
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
