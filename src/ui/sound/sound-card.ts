/** Choose what is heard, and see that it is: meters, spectrum, beat, tempo, delay. Draws only while it is open. */
import '../card.css';
import './sound-card.css';
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

const rest = 'Nothing is heard. Choose an input; nothing is recorded and nothing leaves this device.';

function tempoWords({ state, tempoBpm, tempoConfidence, isTapped }: SoundStatus): string {
  if (state !== 'running') return '–';
  if (isTapped) return `${tempoBpm.toFixed(0)} BPM, tapped`;
  return tempoBpm > 0 ? `${tempoBpm.toFixed(0)} BPM, ${Math.round(tempoConfidence * 100)} % sure` : 'Listening …';
}

function delayWords({ latencyMs, overruns, isShared, state }: SoundStatus): string {
  if (state !== 'running' || latencyMs.count === 0) return '–';
  const lost = overruns === 0 ? 'nothing lost' : `${overruns} samples lost`;
  return `${latencyMs.p50.toFixed(0)} ms, ${lost}${isShared ? '' : ', by messages'}`;
}

function createFacts(context: PanelContext, refresh: () => void) {
  const { sound } = context.host;
  const tempo = element('dd', { class: 'sound-tempo' });
  const delay = element('dd');
  const again = element('button', {
    class: 'pill-button',
    text: 'Listen again',
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
    text: 'Tap tempo',
    attributes: { type: 'button', title: 'Press it in time with the music, four times or more' },
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
      element('dt', { text: 'Tempo' }),
      tempo,
      element('dt', { text: 'Delay' }),
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
    text: 'Start',
    attributes: { type: 'button' },
    on: { click: () => void context.host.sound.resume() },
  });
  return {
    node: element('div', { class: 'sound-row' }, text, start),
    follow({ state, message }: SoundStatus) {
      const words = state === 'off' ? rest : state === 'opening' ? 'One moment …' : (message ?? '');
      if (text.textContent !== words) text.textContent = words;
      start.hidden = state !== 'held';
    },
  };
}

function createKnobs(context: PanelContext) {
  const { store } = context.host;
  const volume = createKnob({ store, field: 'volume', label: 'Volume', unit: '%', min: 0, max: 100, step: 1 });
  const range = { unit: 'ms', min: -300, max: 300, step: 5 };
  const offset = createKnob({ store, field: 'offsetMs', label: 'Picture after sound', ...range, isSigned: true });
  const stop = store.onChange(() => {
    volume.follow();
    offset.follow();
  });
  return {
    nodes: [volume.node, offset.node],
    follow: ({ track }: SoundStatus): void => void (volume.node.hidden = track === null),
    stop,
  };
}

function createHead(close: () => void): HTMLElement {
  const button = element(
    'button',
    { class: 'icon-button', attributes: { type: 'button', 'aria-label': 'Close' }, on: { click: close } },
    icon('close'),
  );
  const title = element('h2', { text: 'Sound', attributes: { tabindex: -1, autofocus: true } });
  return element('header', { class: 'sound-head' }, title, button);
}

export function openSoundCard(context: PanelContext): OpenPanel {
  const { host } = context;
  let isDrawing = false;
  const refresh = (): void => {
    const status = host.sound.status();
    for (const part of [picker, sentence, facts, knobs]) part.follow(status);
    transport.follow(status.track);
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
    label: 'Sound',
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
