/** The settings every part of the app may know. Names are stable: kiosk owners use them in addresses. */
import { choiceSettings } from './choice-settings.ts';
import { displaySettings } from './display-settings.ts';
import { interactionSettings } from './interaction-settings.ts';
import { offlineSettings } from './offline-settings.ts';
import type { SettingsOf } from './settings-spec.ts';
import { slideshowSettings } from './slideshow-settings.ts';
import { soundSettings } from './sound-settings.ts';
import { sourceSettings } from './source-settings.ts';
import { transitionSettings } from './transition-settings.ts';
import { visualizerSettings } from './visualizer-settings.ts';
import { widgetSettings } from './widget-settings.ts';

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
