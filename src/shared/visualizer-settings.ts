/** What moves with the sound. */
import * as z from 'zod/mini';
import { flag, number } from './setting-fields.ts';
import { defineSettings } from './settings-spec.ts';

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
      label: 'Position',
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
        'plus-lighter': 'Brighten',
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
