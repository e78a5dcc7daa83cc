/** Bring your own: GLSL pasted or from a file, checked apart from the show, kept when it passes. */
import type { OverlayHost, TransitionInfo } from '../../shared/app-api.ts';
import { t, told } from '../../shared/i18n.ts';
import { element } from '../element.ts';

const EXAMPLE = `vec4 transition(vec2 uv) {
  return mix(getFromColor(uv), getToColor(uv), step(uv.x, progress));
}`;

export interface PasteOptions {
  readonly host: OverlayHost;
  added(info: TransitionInfo): void;
  back(): void;
  /** It is being tried out: the graphics card should have nothing else to do. */
  trying(isTrying: boolean): void;
}

const sentenceOf = (error: unknown): string => (error instanceof Error ? told(error) : t('It could not be kept.'));

export function createPaste({ host, added, back, trying }: PasteOptions): readonly Node[] {
  const name = element('input', {
    class: 'gallery-text',
    attributes: { type: 'text', maxlength: 60, placeholder: t('Name'), 'aria-label': t('Name'), autocomplete: 'off' },
  });
  const text = element('textarea', {
    class: 'gallery-code',
    attributes: { rows: 12, spellcheck: false, placeholder: EXAMPLE, 'aria-label': t('GLSL text') },
  });
  const outcome = element('ul', { class: 'gallery-errors', attributes: { role: 'status' } });
  const tell = (...lines: string[]): void =>
    outcome.replaceChildren(...lines.map((line) => element('li', { text: line })));
  const check = async (): Promise<boolean> => {
    tell(t('Checking …'));
    trying(true);
    const { ok, errors } = await host.transitions.check(text.value).finally(() => trying(false));
    tell(
      ...(ok
        ? [t('It works on this device.')]
        : errors.map(({ line, message }) => t('Line {line}: {message}', { line, message: t(message) }))),
    );
    return ok;
  };
  const keep = async (): Promise<void> => {
    tell(t('Checking …'));
    trying(true);
    const body = { name: name.value, glsl: text.value };
    added(await host.transitions.add(body).finally(() => trying(false)));
  };
  const fail = (error: unknown): void => tell(sentenceOf(error));
  const file = element('input', {
    class: 'sr-only',
    attributes: { type: 'file', accept: '.glsl,.frag,.txt,text/plain', 'aria-label': t('Choose a file') },
    on: {
      change: () => {
        const [chosen] = file.files ?? [];
        if (!chosen) return;
        if (!name.value) name.value = chosen.name.replace(/\.[^.]*$/, '').slice(0, 60);
        chosen.text().then((content) => (text.value = content), fail);
      },
    },
  });
  const button = (label: string, className: string, click: () => void): HTMLElement =>
    element('button', { class: className, text: label, attributes: { type: 'button' }, on: { click } });
  return [
    element('h3', { text: t('Bring your own') }),
    element('p', {
      class: 'gallery-credit',
      text: t('Paste a text in the form of gl-transitions.com. It is tried out here first and stays on this device.'),
    }),
    name,
    text,
    file,
    outcome,
    element(
      'div',
      { class: 'gallery-buttons' },
      button(t('Keep'), 'pill-button primary', () => void keep().catch(fail)),
      button(t('Check'), 'pill-button', () => void check().catch(fail)),
      button(t('Choose a file'), 'pill-button', () => file.click()),
      button(t('Back'), 'pill-button', back),
    ),
  ];
}
