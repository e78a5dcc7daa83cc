/**
 * What begins once the first photo is on screen and nobody asks for: the panel’s files, other displays, dimming, and what its file says
 * of itself. Page.
 */
import type { SettingsStore } from '../shared/app-api.ts';
import { followDimming } from './dimming.ts';
import { followLateInfo, type LateInfoParts } from './late-info.ts';
import { fetchPanelAhead } from './panel-ahead.ts';
import { joinDisplays } from './step.ts';

type DisplayParts = Parameters<typeof joinDisplays>[0];

export function openAfterPaint(
  parts: Omit<DisplayParts, 'settings'> &
    LateInfoParts & {
      readonly store: SettingsStore & DisplayParts['settings'];
      readonly stage: { readonly host: Element };
    },
): ReturnType<typeof joinDisplays> {
  // Under the photo it would still be a layer of the whole screen in every frame.
  document.getElementById('splash')?.remove();
  fetchPanelAhead();
  followLateInfo(parts);
  followDimming(parts.store, parts.stage.host);
  return joinDisplays({ ...parts, settings: parts.store });
}
