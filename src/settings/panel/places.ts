/** The sections of the panel, and which namespace stands in which. Pure. */
import { t } from '../../shared/i18n.ts';
import type { ControlHint, SettingsSpec } from '../../shared/settings-spec.ts';
import type { IconName } from './icons.tsx';
import { say } from './words.ts';

export interface Place {
  readonly id: string;
  readonly icon: IconName;
  label(): string;
  /** What is found there, in a few words. */
  about(): string;
}

const known: readonly Place[] = [
  {
    id: 'photos',
    icon: 'photos',
    label: () => t('Photos'),
    about: () => t('Sources, order, time'),
  },
  {
    id: 'transitions',
    icon: 'transitions',
    label: () => t('Transitions'),
    about: () => t('How one photo becomes the next'),
  },
  { id: 'visualizer', icon: 'visualizer', label: () => t('Visualizer'), about: () => t('What moves with the music') },
  { id: 'widgets', icon: 'widgets', label: () => t('Widgets'), about: () => t('Clock, weather and more') },
  {
    id: 'layout',
    icon: 'layout',
    label: () => t('Layout'),
    about: () => t('Places and kept layouts'),
  },
  {
    id: 'display',
    icon: 'display',
    label: () => t('Display and day'),
    about: () => t('Fit, movement, language'),
  },
  { id: 'sound', icon: 'sound', label: () => t('Sound'), about: () => t('What is heard, and how loud') },
  { id: 'devices', icon: 'devices', label: () => t('Devices'), about: () => t('Microphones and screens') },
  {
    id: 'privacy',
    icon: 'privacy',
    label: () => t('Privacy'),
    about: () => t('What is kept, what leaves'),
  },
  { id: 'backup', icon: 'backup', label: () => t('Backup'), about: () => t('Save, bring back, start over') },
  { id: 'health', icon: 'health', label: () => t('Health'), about: () => t('How everything is doing right now') },
  { id: 'about', icon: 'about', label: () => t('About'), about: () => t('Version, licences, authors') },
];

const sectionOfNamespace: Readonly<Record<string, string>> = {
  sources: 'photos',
  slideshow: 'photos',
  library: 'photos',
  offline: 'photos',
  transitions: 'transitions',
  visualizer: 'visualizer',
  widgets: 'widgets',
  layout: 'layout',
  display: 'display',
  interaction: 'display',
  language: 'display',
  screensaver: 'display',
  kiosk: 'display',
  sound: 'sound',
  privacy: 'privacy',
  network: 'privacy',
};

const isKnown = (id: string): boolean => known.some((place) => place.id === id);

/** Where a field stands; a namespace that nobody knows is a section of its own. */
export function sectionOf(spec: SettingsSpec, hint?: ControlHint): string {
  for (const wish of [hint?.section, spec.section, sectionOfNamespace[spec.namespace]]) {
    if (wish !== undefined && isKnown(wish)) return wish;
  }
  return `more-${spec.namespace}`;
}

const isShown = (spec: SettingsSpec): boolean => Object.values(spec.hints).some((hint) => !hint.hidden);

export function placesFor(specs: readonly SettingsSpec[]): readonly Place[] {
  const others = specs
    .filter((spec) => isShown(spec) && !isKnown(sectionOf(spec)))
    .map((spec): Place => ({
      id: sectionOf(spec),
      icon: 'more',
      label: () => say(spec.label),
      about: () => '',
    }));
  return [...known.slice(0, 8), ...others, ...known.slice(8)];
}
