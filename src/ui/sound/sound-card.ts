/** Choose what is heard, and see that it is: meters, spectrum, beat, tempo, delay. Draws only while it is open. */
import '../card.css';
import './sound-card.css';
import { t, words } from '../../shared/i18n.ts';
import type { SoundStatus } from '../../shared/sound-api.ts';
import { openDialog } from '../dialog.ts';
import { element } from '../element.ts';
import { icon } from '../icons.ts';
import type { OpenPanel, PanelContext } from '../panel.ts';
import { createKnob } from './knob.ts';
import { createMeters } from './meters.ts';
import { createPicker } from './picker.ts';
import { createTransport } from './transport.ts';

const REFRESH_MS = 250;

const rest = words('Nothing is heard. Choose an input; nothing is recorded and nothing leaves this device.');

function tempoWords({ state, tempoBpm, tempoConfidence, isTapped }: SoundStatus): string {
  if (state !== 'running') return '–';
  if (isTapped) return t('{tempo} BPM, tapped', { tempo: Math.round(tempoBpm) });
  return tempoBpm > 0
    ? t('{tempo} BPM, {sure} % sure', { tempo: Math.round(tempoBpm), sure: Math.round(tempoConfidence * 100) })
    : t('Listening …');
}

function delayWords({ latencyMs, overruns, isShared, state }: SoundStatus): string {
  if (state !== 'running' || latencyMs.count === 0) return '–';
  const lost =
    overruns === 0
      ? t('nothing lost')
      : t('{count, plural, one {# sample lost} other {# samples lost}}', { count: overruns });
  const delay = `${Math.round(latencyMs.p50)} ms, ${lost}`;
  return isShared ? delay : t('{delay}, by messages', { delay });
}

function createFacts(context: PanelContext, refresh: () => void) {
  const { sound } = context.host;
  const tempo = element('dd', { class: 'sound-tempo' });
  const delay = element('dd');
  const again = element('button', {
    class: 'pill-button',
    text: t('Listen again'),
    attributes: { type: 'button' },
    on: {
      click: () => {
        sound.clearTap();
        refresh();
      },
    },
  });
  const tap = element('button', {
    class: 'pill-button',
    text: t('Tap tempo'),
    attributes: { type: 'button', title: t('Press it in time with the music, four times or more') },
    on: {
      click: () => {
        sound.tap();
        refresh();
      },
    },
  });
  const node = element(
    'div',
    { class: 'sound-facts-row' },
    element(
      'dl',
      { class: 'sound-facts' },
      element('dt', { text: t('Tempo') }),
      tempo,
      element('dt', { text: t('Delay') }),
      delay,
    ),
    element('div', { class: 'sound-row' }, tap, again),
  );
  const write = (cell: HTMLElement, text: string): void => {
    if (cell.textContent !== text) cell.textContent = text;
  };
  return {
    node,
    follow(status: SoundStatus) {
      write(tempo, tempoWords(status));
      write(delay, delayWords(status));
      again.hidden = !status.isTapped;
      tap.disabled = status.state !== 'running';
    },
  };
}

function createSentence(context: PanelContext) {
  const text = element('p', { class: 'sound-sentence', attributes: { role: 'status' } });
  const start = element('button', {
    class: 'pill-button primary',
    text: t('Start'),
    attributes: { type: 'button' },
    on: { click: () => void context.host.sound.resume() },
  });
  return {
    node: element('div', { class: 'sound-row' }, text, start),
    follow({ state, message }: SoundStatus) {
      const told = state === 'off' ? t(rest) : state === 'opening' ? t('One moment …') : t(message ?? '');
      if (text.textContent !== told) text.textContent = told;
      start.hidden = state !== 'held';
    },
  };
}

function createKnobs(context: PanelContext) {
  const { store } = context.host;
  const volume = createKnob({ store, field: 'volume', label: t('Volume'), unit: '%', min: 0, max: 100, step: 1 });
  const range = { unit: 'ms', min: -300, max: 300, step: 5 };
  const offset = createKnob({ store, field: 'offsetMs', label: t('Picture after sound'), ...range, isSigned: true });
  const stop = store.onChange(() => {
    volume.follow();
    offset.follow();
  });
  return {
    nodes: [volume.node, offset.node],
    follow({ track, state }: SoundStatus): void {
      volume.node.hidden = track === null;
      offset.node.hidden = state === 'off';
    },
    stop,
  };
}

function createHead(close: () => void): HTMLElement {
  const button = element(
    'button',
    { class: 'icon-button', attributes: { type: 'button', 'aria-label': t('Close') }, on: { click: close } },
    icon('close'),
  );
  const title = element('h2', { text: t('Sound'), attributes: { tabindex: -1, autofocus: true } });
  return element('header', { class: 'sound-head' }, title, button);
}

export function openSoundCard(context: PanelContext): OpenPanel {
  const { host } = context;
  let isDrawing = false;
  const refresh = (): void => {
    const status = host.sound.status();
    for (const part of [picker, sentence, facts, knobs]) part.follow(status);
    transport.follow(status.track);
    for (const part of [meters, facts]) part.node.hidden = status.state === 'off';
    if (status.state !== 'off' && !isDrawing) void drawMeters();
  };
  const meters = createMeters();
  const picker = createPicker(host, () => refresh());
  const sentence = createSentence(context);
  const facts = createFacts(context, () => refresh());
  const transport = createTransport(host.sound);
  const knobs = createKnobs(context);
  const drawMeters = async (): Promise<void> => {
    isDrawing = true;
    try {
      const reader = await host.sound.reader();
      if (dialog.node.isConnected) meters.use(reader);
    } catch {
      isDrawing = false;
    }
  };
  const dialog = openDialog({
    root: context.root,
    class: 'sound glass',
    label: t('Sound'),
    walk: 'vertical',
    content: [
      createHead(() => dialog.close()),
      picker.node,
      sentence.node,
      meters.node,
      transport.node,
      facts.node,
      ...knobs.nodes,
    ],
    closed: () => {
      meters.dispose();
      clearInterval(timer);
      stopEvents();
      knobs.stop();
      context.closed();
    },
  });
  dialog.node.dataset['scrim'] = '';
  const timer = setInterval(refresh, REFRESH_MS);
  const stopEvents = host.onEvent(({ type }) => type === 'sound.state' && refresh());
  refresh();
  return { close: dialog.close };
}
