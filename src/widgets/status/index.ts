import './style.css';
import type { Status } from '../../shared/app-api.ts';
import { t, words } from '../../shared/i18n.ts';
import { element } from '../element.ts';
import { defineWidget } from '../widget.ts';

interface Battery extends EventTarget {
  readonly level: number;
  readonly charging: boolean;
}

const renderers: Readonly<Record<Status['tier'], string>> = {
  shader: words('Shaders'),
  canvas2d: words('Canvas'),
  css: 'CSS',
};

/** Null where the browser keeps it to itself. */
async function openBattery(): Promise<Battery | null> {
  try {
    return (await (navigator as { getBattery?(): Promise<Battery> }).getBattery?.()) ?? null;
  } catch {
    return null;
  }
}

async function storageUsed(): Promise<{ used: number; of: number } | null> {
  try {
    const { usage, quota } = await navigator.storage.estimate();
    return usage === undefined || !quota ? null : { used: usage, of: quota };
  } catch {
    return null;
  }
}

export const widget = defineWidget({
  id: 'status',
  label: 'Status',
  description: 'How this device and the show are doing.',
  options: {
    battery: { kind: 'switch', label: 'Battery', default: true },
    network: { kind: 'switch', label: 'Network', default: true },
    storage: { kind: 'switch', label: 'Storage', default: true },
    renderer: { kind: 'switch', label: 'Renderer', default: true },
    memory: { kind: 'switch', label: 'Memory', default: false },
  },
  begin: { place: 'top-left', size: 0.9 },
  mount(host, first, tools) {
    let values = first;
    let shown = '';
    let battery: Battery | null = null;
    let storage: Awaited<ReturnType<typeof storageUsed>> = null;
    const percent = new Intl.NumberFormat(tools.locale, { style: 'percent' });
    const bytes = (count: number): string =>
      `${new Intl.NumberFormat(tools.locale, { maximumFractionDigits: count < 1e9 ? 0 : 1 }).format(count / (count < 1e9 ? 1e6 : 1e9))}\u00a0${count < 1e9 ? 'MB' : 'GB'}`;
    const rows = (): [string, string][] => {
      const found: [string, string][] = [];
      const { tier, degraded } = tools.status();
      if (values.battery && battery) {
        found.push([
          t('Battery'),
          battery.charging
            ? t('{level}, charging', { level: percent.format(battery.level) })
            : percent.format(battery.level),
        ]);
      }
      if (values.network) found.push([t('Network'), navigator.onLine ? t('connected') : t('not connected')]);
      if (values.storage && storage)
        found.push([t('Storage'), t('{used} of {all}', { used: bytes(storage.used), all: bytes(storage.of) })]);
      if (values.renderer) found.push([t('Renderer'), t(renderers[tier])]);
      if (values.memory) {
        const { bitmaps, textures } = tools.metrics();
        found.push([t('Pictures'), bytes(bitmaps.openBytes + textures.bytes)]);
      }
      return degraded[0] ? [...found, [t('Trouble'), t(degraded[0])]] : found;
    };
    const show = (): void => {
      const now = rows();
      const key = JSON.stringify(now);
      if (key === shown || tools.signal.aborted) return;
      shown = key;
      const cells = now.flatMap(([label, value]) => [element('dt', { text: label }), element('dd', { text: value })]);
      host.replaceChildren(...(cells.length > 0 ? [element('dl', { class: 'status' }, ...cells)] : []));
    };
    const measure = async (): Promise<void> => {
      storage = await storageUsed();
      show();
    };
    const open = async (): Promise<void> => {
      battery = await openBattery();
      if (tools.signal.aborted) return;
      for (const type of ['levelchange', 'chargingchange'])
        battery?.addEventListener(type, show, { signal: tools.signal });
      await measure();
    };
    for (const type of ['online', 'offline']) globalThis.addEventListener(type, show, { signal: tools.signal });
    tools.each('minute', () => void measure());
    show();
    void open();
    return {
      update(next) {
        values = next;
        show();
      },
      dispose: () => undefined,
    };
  },
});
