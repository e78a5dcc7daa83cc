/** Second step of the third choice: a field for addresses, one a line. */
import { t } from '../../shared/i18n.ts';
import { element } from '../element.ts';

export interface LinksStep {
  readonly node: HTMLElement;
  focus(): void;
}

export function createLinksStep(options: { add(text: string): void; back(): void }): LinksStep {
  const field = element('textarea', {
    attributes: {
      id: 'welcome-links',
      rows: 4,
      spellcheck: 'false',
      autocapitalize: 'off',
      placeholder: 'https://example.org/photo.jpg',
    },
  });
  const add = element('button', { class: 'pill-button primary', text: t('Add'), attributes: { type: 'submit' } });
  const back = element('button', {
    class: 'pill-button',
    text: t('Back'),
    attributes: { type: 'button' },
    on: { click: options.back },
  });
  const node = element(
    'form',
    { class: 'welcome-links' },
    element('label', { text: t('Links to pictures, one on each line'), attributes: { for: 'welcome-links' } }),
    field,
    element('div', { class: 'welcome-actions' }, add, back),
  );
  node.noValidate = true;
  node.addEventListener('submit', (event) => {
    event.preventDefault();
    options.add(field.value);
  });
  node.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) options.add(field.value);
  });
  return { node, focus: () => field.focus() };
}
