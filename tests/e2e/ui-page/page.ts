/** The overlay on a still picture with a host that only remembers what it was asked. For looking and for the tests. */
import { openInteraction } from '../../../src/app/interaction.ts';
import { coreSettings } from '../../../src/shared/core-settings.ts';
import { createPanelHost } from '../../../src/app/panel-host.ts';
import { createOverlay, type Overlay } from '../../../src/ui/overlay.ts';
import type { PanelHost, PanelState } from '../../../src/shared/panel-host.ts';
import type { SettingsSpec } from '../../../src/shared/settings-spec.ts';
import { createFakeHost, type FakeHost } from './fake-host.ts';
import { pluginSettings } from './plugin.ts';
import { showScene, type Scene } from './scenery.ts';

declare global {
  interface Window {
    harness: { host: FakeHost; overlay: Overlay; specs: typeof coreSettings };
  }
}

const query = new URLSearchParams(location.search);
const stage = document.querySelector<HTMLElement>('#stage');
const root = document.querySelector<HTMLElement>('#overlay');
if (!stage || !root) throw new Error('The page has no stage.');

const photo = showScene(stage, (query.get('scene') ?? 'dusk') as Scene);
const specs = [...coreSettings, ...(query.has('plugin') ? [pluginSettings] : [])] as unknown as readonly SettingsSpec[];
const host = createFakeHost(photo, specs);
const companion = query.get('companion');
const mode = query.get('mode');
if (mode)
  host.store.set({ interaction: { mode: mode as 'kiosk', holdSec: 1, ...JSON.parse(query.get('rules') ?? '{}') } });
const interaction = await openInteraction({
  store: host.store,
  root,
  loadShield: () => import('../../../src/ui/shield/shield.ts').then(({ createShield }) => createShield),
  endEditing: () => host.asked.push('end editing'),
});
Object.assign(host, { interaction: interaction.api });
let panelHost: PanelHost | null = null;
const managed = {
  locked: query.getAll('locked'),
  defaults: JSON.parse(query.get('defaults') ?? '{}') as PanelState['defaults'],
};
const overlay = createOverlay({
  host,
  root,
  stageElement: stage,
  async loadSettings() {
    const { openPanel } = await import('../../../src/settings/panel/open-panel.tsx');
    return (context) => {
      panelHost ??= createPanelHost(host, { open: context.open, managed: () => managed });
      return openPanel({ ...context, host: panelHost, specs });
    };
  },
  companionPhotos: () => (companion === null ? null : Number(companion)),
});
interaction.attach(overlay);
window.harness = { host, overlay, specs: coreSettings };
const open = query.get('open');
if (open === 'welcome' || open === 'info' || open === 'help' || open === 'settings') overlay.open(open);
if (query.has('notice')) {
  overlay.notify({
    id: 'grant',
    message: 'Your photos folder needs permission again.',
    action: { label: 'Allow', run: () => host.asked.push('notice.action') },
    sticky: true,
  });
}
