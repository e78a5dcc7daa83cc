/** Who made what, under which terms, and what stays on this device. */
import './about.css';
import { t } from '../../shared/i18n.ts';
import { openDialog } from '../dialog.ts';
import { element } from '../element.ts';
import type { OpenPanel, PanelContext } from '../panel.ts';

/** GL Transitions come from many hands; each of them is named once. */
function authorsOf({ host }: PanelContext): string[] {
  const authors = host.transitions.list().flatMap(({ author }) => (author ? [author.trim()] : []));
  return [...new Set(authors)].sort((a, b) => a.localeCompare(b));
}

export function openAbout(context: PanelContext): OpenPanel {
  const done = element('button', {
    class: 'pill-button',
    text: t('Close'),
    attributes: { type: 'button', autofocus: true },
    on: { click: () => dialog.close() },
  });
  const credits = element('p', { class: 'about-quiet' });
  const tellCredits = (): void => {
    const authors = authorsOf(context);
    credits.textContent =
      authors.length === 0
        ? ''
        : t('Transitions from gl-transitions.com, under the MIT licence, by {authors}.', {
            authors: authors.join(', '),
          });
  };
  const notices = element('a', {
    text: t('Licences of what is built in'),
    attributes: { href: '/third-party-notices.txt', target: '_blank', rel: 'noopener' },
  });
  const dialog = openDialog({
    root: context.root,
    class: 'about glass',
    label: t('About'),
    content: [
      element('header', {}, element('h2', { text: 'Afterimage' }), done),
      element('p', { class: 'about-quiet', text: t('Version {version}', { version: context.host.status().version }) }),
      element('p', {
        text: t(
          'Your photos and what is heard stay on this device, unless you switch on something that says it sends them.',
        ),
      }),
      element('p', { class: 'about-quiet', text: t('Afterimage is free software under the MIT licence.') }),
      credits,
      element('p', { class: 'about-quiet' }, notices),
    ],
    walk: 'vertical',
    closed: context.closed,
  });
  dialog.node.dataset['scrim'] = '';
  tellCredits();
  context.host.transitions.loaded.then(tellCredits, () => undefined);
  return { close: dialog.close };
}
