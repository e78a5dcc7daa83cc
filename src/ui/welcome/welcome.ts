/**
 * The first-run screen: one sentence and a few choices over the running show. Three ways out: a choice, a drop, Esc
 * (which keeps the generated pictures). Errors are sentences in place; nothing is lost by trying.
 */
import { localeOf, t } from '../../shared/i18n.ts';
import './welcome.css';
import { openDialog } from '../dialog.ts';
import { createDropSign } from '../drop-target.ts';
import { watchDrops } from '../drop.ts';
import { element } from '../element.ts';
import { icon, type IconName } from '../icons.ts';
import type { OpenPanel, PanelContext } from '../panel.ts';
import { chooseCompanion, chooseSource, chooseStarters, keepGenerated, type Outcome } from './choose.ts';
import { createLinksStep } from './links-step.ts';

export interface WelcomeContext extends PanelContext {
  /** Photos in the folder that the companion offers; null when it offers none. */
  readonly companionPhotos: number | null;
}

interface Choice {
  readonly icon: IconName;
  readonly label: string;
  readonly text: string;
  press(): void;
}

function choiceCard(choice: Choice): HTMLElement {
  const both = element(
    'span',
    { class: 'choice-words' },
    element('span', { class: 'choice-label', text: choice.label }),
    element('span', { class: 'choice-text', text: choice.text }),
  );
  return element(
    'button',
    { class: 'choice', attributes: { type: 'button' }, on: { click: () => choice.press() } },
    icon(choice.icon),
    both,
  );
}

function folderChoice(photos: number | null, press: { companion(): void; folder(): void }): Choice {
  if (photos === null) {
    return {
      icon: 'folder',
      label: t('My photos folder'),
      text: t('Choose a folder. Your photos stay on this device.'),
      press: press.folder,
    };
  }
  const count = new Intl.NumberFormat(localeOf()).format(photos);
  return {
    icon: 'folder',
    label: t('Show the photos on this computer ({count})', { count }),
    text: t('From the folder that this computer offers.'),
    press: press.companion,
  };
}

/** Keeps the gradient exactly as high as the words need it. */
function followHeight(node: HTMLElement, content: HTMLElement): () => void {
  const follow = new ResizeObserver(() => node.style.setProperty('--reach', `${content.offsetHeight}px`));
  follow.observe(content);
  return () => follow.disconnect();
}

function createHint(hasCompanion: boolean, pickFolder: () => void): HTMLElement {
  if (!hasCompanion) return element('p', { class: 'welcome-hint only-drop', text: t('Or drop a folder anywhere.') });
  const other = element('button', {
    class: 'quiet-link',
    text: t('Choose another folder'),
    attributes: { type: 'button' },
    on: { click: pickFolder },
  });
  return element('p', { class: 'welcome-hint' }, other, ' ', t('or drop one anywhere.'));
}

interface Steps {
  readonly content: HTMLElement;
  showChoices(focus: number): void;
  /** Runs one choice at a time; `done` ends the welcome, a sentence is shown in place. */
  settle(work: () => Promise<Outcome> | Outcome): Promise<void>;
}

function createSteps({ host, companionPhotos }: WelcomeContext, done: () => void): Steps {
  const problem = element('p', { class: 'welcome-problem', attributes: { role: 'alert' } });
  const body = element('div', { class: 'welcome-body' });
  let isBusy = false;
  const settle = async (work: () => Promise<Outcome> | Outcome): Promise<void> => {
    if (isBusy) return;
    isBusy = true;
    problem.textContent = '';
    body.classList.add('busy');
    const outcome = await work();
    isBusy = false;
    body.classList.remove('busy');
    if (outcome === 'done') done();
    else if (outcome !== 'backed-out') problem.textContent = outcome.sentence;
  };
  const pickFolder = (): void => void settle(() => chooseSource(host, 'folder', {}));
  const addLinks = (text: string): void => {
    if (text.trim()) void settle(() => chooseSource(host, 'links', { text }));
    else problem.textContent = t('There is no link yet. Paste at least one address of a picture.');
  };
  const cards: Choice[] = [
    folderChoice(companionPhotos, { companion: () => void settle(() => chooseCompanion(host)), folder: pickFolder }),
    ...(host.addStarters
      ? [
          {
            icon: 'grid' as const,
            label: t('Just make it work'),
            text: t('Pictures from NASA, Wikimedia, Flickr and more.'),
            press: () => void settle(() => chooseStarters(host)),
          },
        ]
      : []),
    {
      icon: 'ridge',
      label: t('Generated pictures'),
      text: t('Skies, dunes and seas, painted here. Nothing to set up.'),
      press: () => void settle(() => keepGenerated(host)),
    },
    {
      icon: 'links',
      label: t('A list of links'),
      text: t('Paste the addresses of pictures you like.'),
      press: () => show([links.node], () => links.focus()),
    },
  ];
  const choices = element('div', { class: 'choices' }, ...cards.map(choiceCard));
  const hint = createHint(companionPhotos !== null, pickFolder);
  const show = (nodes: readonly Node[], focus: () => void): void => {
    problem.textContent = '';
    body.replaceChildren(...nodes);
    focus();
  };
  const showChoices = (index: number): void =>
    show([choices, hint], () => choices.querySelectorAll('button')[index]?.focus());
  const links = createLinksStep({ add: addLinks, back: () => showChoices(cards.length - 1) });
  const content = element(
    'div',
    { class: 'welcome-content', attributes: { 'data-scrim-box': true } },
    element('h1', { text: 'Afterimage' }),
    element('p', {
      class: 'welcome-sentence',
      text: t('Your photos fill this screen and keep changing, for as long as you like.'),
    }),
    body,
    problem,
  );
  return { content, showChoices, settle };
}

export function openWelcome(context: WelcomeContext): OpenPanel {
  const { host } = context;
  const life = new AbortController();
  // The first photo takes its time; two titles at once are one too many.
  document.getElementById('splash')?.remove();
  const steps = createSteps(context, () => dialog.close());
  const dropSign = createDropSign(t('Drop to show these photos'));
  const dialog = openDialog({
    root: context.root,
    class: 'welcome',
    label: t('Welcome to Afterimage'),
    content: [steps.content, dropSign],
    walk: 'all',
    closed: () => {
      life.abort();
      host.store.set({ interaction: { welcome: false } });
      context.closed();
    },
  });
  dialog.node.dataset['scrim'] = '';
  const accept = (dropped: Promise<readonly (FileSystemHandle | File)[]>): void =>
    void steps.settle(async () => {
      const files = await dropped;
      const isFeedList = files.length === 1 && /\.opml$/i.test(files[0]?.name ?? '');
      return chooseSource(host, isFeedList ? 'feed' : 'folder', { dropped: files });
    });
  watchDrops({ hover: (isOver) => dropSign.classList.toggle('shown', isOver), drop: accept }, life.signal);
  life.signal.addEventListener('abort', followHeight(dialog.node, steps.content));
  steps.showChoices(0);
  return { close: dialog.close };
}
