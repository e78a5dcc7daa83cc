/** What begins once the first photo is on screen and nobody asks for: the panel’s files, other displays, and what its file says of itself. */
import type { SettingsStore } from '../shared/app-api.ts';
import { followLateInfo, type LateInfoParts } from './late-info.ts';
import { fetchPanelAhead } from './panel-ahead.ts';
import { joinDisplays } from './step.ts';

type DisplayParts = Parameters<typeof joinDisplays>[0];

export function openAfterPaint(
  parts: Omit<DisplayParts, 'settings'> & LateInfoParts & { readonly store: SettingsStore & DisplayParts['settings'] },
): ReturnType<typeof joinDisplays> {
  fetchPanelAhead();
  followLateInfo(parts);
  return joinDisplays({ ...parts, settings: parts.store });
}
