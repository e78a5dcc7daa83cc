/**
 * The settings panel in a window of its own. It has no show, no store and no database: what it shows and asks for goes over a channel
 * to the page with the show, so that it may be closed, reloaded or crash without the show noticing.
 */
import './shared/older-browsers.ts';
import './shared/plurals.ts';
import './ui/card.css';
import { openLanguage } from './languages/language.ts';
import { fillWindow } from './settings/panel/open-panel.tsx';
import { connectRemoteHost } from './settings/remote/connect.ts';
import type { SettingsStore } from './shared/app-api.ts';
import { profile, profiled } from './shared/profile.ts';

async function start(): Promise<void> {
  const place = document.querySelector<HTMLElement>('#panel');
  if (!place) return;
  if (profile.network === 'none') (await import('./app/no-network.ts')).closeNetworkOfPage();
  const channel = new BroadcastChannel(profiled('afterimage-panel'));
  const host = await connectRemoteHost(channel, { notes: sessionStorage, onFront: () => window.focus() });
  const settings: Pick<SettingsStore, 'get' | 'onChange'> = {
    get: () => host.state().settings,
    onChange: (listener) => host.onState((now, before) => listener(now.settings, before.settings)),
  };
  await openLanguage(settings as SettingsStore);
  const tint = (): void => {
    const { hue, tint } = host.state();
    document.documentElement.style.setProperty('--hue', String(hue));
    document.documentElement.style.setProperty('--tint', `${tint}%`);
    place.dataset['size'] = host.state().settings.interaction.panelSize;
  };
  host.onState(tint);
  tint();
  fillWindow(place, host);
  addEventListener('pagehide', () => host.close());
}

void start();
