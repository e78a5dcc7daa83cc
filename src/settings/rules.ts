/** The schemas and what is done with them: a chunk of its own, needed as soon as anything was stored, typed or changed. */
import { coreSettings } from '../shared/core-settings.ts';
import { checkField, migrate, type SettingsSpec } from '../shared/settings-spec.ts';
import { openEngine } from './engine.ts';
import type { SettingsRules } from './engine-api.ts';
import { settingsFromUrl } from './from-url.ts';
import { databaseWriter, type RowWriter } from './row-writer.ts';

export function rulesFor(specs: readonly SettingsSpec[], openWriter: () => RowWriter = databaseWriter): SettingsRules {
  return { specs, checkField, migrate, settingsFromUrl, openEngine, openWriter };
}

export const coreRules = rulesFor(coreSettings as unknown as readonly SettingsSpec[]);
