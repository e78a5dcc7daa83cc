import './style.css';
import { t } from '../../shared/i18n.ts';
import { element } from '../element.ts';
import { defineWidget, type WidgetTools } from '../widget.ts';
import { pageOf, readFacts } from './data.ts';

const dayMs = 86_400_000;

interface Values {
  readonly address: string;
  readonly width: number;
  readonly height: number;
  readonly zoom: number;
  readonly refreshMin: number;
  readonly touch: boolean;
}

/** Other pages may stand in an isolated one only without credentials, which not every browser knows. */
const canFrame = (): boolean =>
  globalThis.crossOriginIsolated !== true || 'credentialless' in (globalThis.HTMLIFrameElement?.prototype ?? {});

/** Why nothing can be shown; null when something can. */
function obstacle(page: URL | null, values: Values, tools: WidgetTools): string | null {
  if (values.address.trim() === '') return t('Write the address of a page in the settings.');
  if (!page) return t('This is no address of a page. It begins with https://.');
  if (!tools.allowsWebPages()) return t('Web pages are switched off. Allow them in the settings, under Widgets.');
  const here = globalThis.location;
  if (page.origin === here?.origin) return t('Afterimage does not show itself inside itself. Use another address.');
  if (here?.protocol === 'https:' && page.protocol === 'http:')
    return t('Your browser does not show pages over http inside one over https. Use the https address.');
  return canFrame() ? null : t('This browser does not show other pages here. Chrome and Edge do.');
}

function createFrame(page: URL, { width, height, zoom, touch }: Values): HTMLElement {
  const frame = element('iframe', {
    class: touch ? 'web-frame web-touch' : 'web-frame',
    attributes: {
      // No origin of its own, no windows, no navigation of ours.
      sandbox: 'allow-scripts',
      credentialless: true,
      referrerpolicy: 'no-referrer',
      allow: '',
      loading: 'eager',
      tabindex: touch ? 0 : -1,
      title: page.host,
      src: page.href,
    },
  });
  const box = element('div', { class: 'web-page' }, frame);
  box.style.setProperty('--web-width', String(width));
  box.style.setProperty('--web-height', String(height));
  box.style.setProperty('--web-zoom', String(zoom / 100));
  return box;
}

export const widget = defineWidget({
  id: 'web-page',
  label: 'Web page',
  description: 'A page of another site in a frame of its own, when you allow it.',
  service: 'the host of the page you enter',
  options: {
    address: { kind: 'text', label: 'Address', default: '', maxLength: 1500 },
    width: { kind: 'number', label: 'Width', default: 30, min: 8, max: 120, unit: 'em' },
    height: { kind: 'number', label: 'Height', default: 18, min: 6, max: 90, unit: 'em' },
    zoom: { kind: 'number', label: 'Zoom', default: 100, min: 25, max: 300, step: 5, unit: '%' },
    refreshMin: {
      kind: 'number',
      label: 'Load again after',
      default: 0,
      min: 0,
      max: 1440,
      unit: 'min',
      help: '0 leaves it alone.',
    },
    touch: { kind: 'switch', label: 'Takes presses', default: false },
  },
  begin: { place: 'right', card: 'solid' },
  mount(host, first, tools) {
    let values: Values = first;
    let isRefused = false;
    let asked = '';
    let shown = '';
    let stop = (): void => undefined;
    let loadedMs = tools.now();
    const show = (): void => {
      const page = pageOf(values.address);
      const why = obstacle(page, values, tools);
      const words =
        why ??
        (isRefused && page
          ? t('“{host}” does not let its pages stand inside others. Use another page.', { host: page.host })
          : '');
      const isOld = values.refreshMin > 0 && tools.now() - loadedMs >= values.refreshMin * 60_000 - 1000;
      const key = JSON.stringify([words, values]);
      if (key === shown && !(isOld && words === '')) return;
      shown = key;
      loadedMs = tools.now();
      host.replaceChildren(
        words !== '' || !page
          ? element('p', { class: 'widget-note web-words', text: words, attributes: { dir: 'auto' } })
          : createFrame(page, values),
      );
    };
    const ask = (): void => {
      const page = pageOf(values.address);
      const address = page && obstacle(page, values, tools) === null ? page.href : '';
      if (address === asked) return;
      asked = address;
      isRefused = false;
      stop();
      stop = (): void => undefined;
      if (address === '') return;
      stop = tools.follow({ address }, dayMs, ({ data }) => {
        isRefused = readFacts(data)?.isRefused ?? false;
        show();
      });
    };
    const follow = (): void => {
      ask();
      show();
    };
    follow();
    tools.onSettings(follow);
    tools.each('minute', show);
    return {
      update(next) {
        values = next;
        follow();
      },
      dispose: () => stop(),
    };
  },
});
