/**
 * The defaults of the core settings as plain values, so that a first visit starts without loading the schemas.
 * A test holds them against `coreSettings`, which is where they are decided.
 */
import type { Settings } from './core-settings.ts';

export const coreDefaults: Settings = {
  slideshow: {
    intervalSec: 30,
    order: 'shuffle',
    direction: 'up',
    mix: 'photo',
  },
  transitions: {
    type: 'random',
    durationMs: 0,
    mood: 'calm',
    pool: [],
    easing: 'auto',
    durations: {},
    params: {},
  },
  display: {
    fit: 'fill',
    kenBurns: true,
    kenBurnsZoom: 8,
    sharpen: false,
    tier: 'auto',
    minFps: 15,
    reducedMotion: 'auto',
    language: 'auto',
  },
  interaction: {
    hidePointerSec: 2,
    panelTheme: 'dark',
    panelSize: 'auto',
    wakeLock: true,
    welcome: true,
  },
  visualizer: {
    id: 'off',
    placement: 'over',
    opacity: 1,
    blend: 'normal',
    flashes: true,
    switchSec: 0,
    switchOnDrop: false,
    takeOver: false,
    advance: 'off',
    advanceEvery: 8,
    landOnBeat: false,
    pulse: 0,
    moodByEnergy: false,
    params: {},
  },
  sources: {
    entries: [
      {
        id: 'generative',
        source: 'generative',
        label: 'Generated pictures',
        enabled: true,
        weight: 1,
        params: {},
      },
    ],
    companionOffered: false,
  },
  sound: {
    input: 'off',
    device: '',
    streamUrl: '',
    volume: 80,
    offsetMs: 0,
  },
  widgets: {
    instances: [
      {
        id: 'clock',
        widget: 'clock',
        enabled: false,
        place: 'bottom-left',
        size: 1,
        font: 'thin',
        color: 'auto',
        card: 'none',
        opacity: 1,
        from: '',
        until: '',
        options: {},
      },
    ],
    slots: {},
  },
};
