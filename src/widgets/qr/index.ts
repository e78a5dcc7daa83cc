import './style.css';
import { t } from '../../shared/i18n.ts';
import { element } from '../element.ts';
import { drawQr } from '../qr-code.ts';
import { defineWidget } from '../widget.ts';

/** What has a meaning in a Wi-Fi code is written with a backslash before it. */
const escaped = (text: string): string => text.replace(/[\\;,:"]/g, (sign) => `\\${sign}`);

interface Values {
  readonly what: string;
  readonly link: string;
  readonly network: string;
  readonly password: string;
}

function textOf({ what, link, network, password }: Values): string {
  if (what === 'link') return link.trim();
  if (network.trim() === '') return '';
  return password === ''
    ? `WIFI:T:nopass;S:${escaped(network)};;`
    : `WIFI:T:WPA;S:${escaped(network)};P:${escaped(password)};;`;
}

export const widget = defineWidget({
  id: 'qr',
  label: 'QR code',
  description: 'A link or your Wi-Fi for guests to scan.',
  options: {
    what: { kind: 'choice', label: 'For', default: 'link', options: { link: 'A link', wifi: 'Wi-Fi' } },
    link: { kind: 'text', label: 'Link or text', default: '', maxLength: 400 },
    network: { kind: 'text', label: 'Network', default: '', maxLength: 64, help: 'The name of your Wi-Fi.' },
    password: {
      kind: 'text',
      label: 'Password',
      default: '',
      maxLength: 64,
      help: 'Everyone who sees the code can use it.',
    },
    title: { kind: 'text', label: 'Words below', default: '', maxLength: 80 },
  },
  begin: { place: 'bottom-right' },
  mount(host, first) {
    const show = (values: typeof first): void => {
      const text = textOf(values);
      const title = values.title.trim() || (values.what === 'wifi' ? values.network.trim() : '');
      const code = text
        ? (drawQr(text) ?? element('p', { class: 'widget-note', text: t('This is too long for a code. Shorten it.') }))
        : element('p', { class: 'widget-note', text: t('Write in the settings what the code should say.') });
      host.replaceChildren(
        element(
          'div',
          { class: 'qr' },
          code,
          title !== '' && element('p', { class: 'qr-title', text: title, attributes: { dir: 'auto' } }),
        ),
      );
    };
    show(first);
    return { update: show, dispose: () => undefined };
  },
});
