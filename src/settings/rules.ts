/** The schemas and what is done with them: a chunk of its own, needed as soon as anything was stored, typed or changed. */
import { coreSettings } from '../shared/core-settings.ts';
import { checkField, migrate, type SettingsSpec } from '../shared/settings-spec.ts';
import { settingsFromUrl } from './from-url.ts';

export interface SettingsRules {
  readonly specs: readonly SettingsSpec[];
  readonly checkField: typeof checkField;
  readonly migrate: typeof migrate;
  readonly settingsFromUrl: typeof settingsFromUrl;
}

export function rulesFor(specs: readonly SettingsSpec[]): SettingsRules {
  return { specs, checkField, migrate, settingsFromUrl };
}

export const coreRules = rulesFor(coreSettings as unknown as readonly SettingsSpec[]);
