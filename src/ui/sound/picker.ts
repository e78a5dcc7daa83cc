/** What to hear: the inputs as buttons, and what the chosen one still needs to know. */
import type { OverlayHost } from '../../shared/app-api.ts';
import { t, words } from '../../shared/i18n.ts';
import type { OpenSoundOptions, SoundInput, SoundStatus } from '../../shared/sound-api.ts';
import { element } from '../element.ts';
import { chooseMusic } from './choose-music.ts';

interface Choice {
  readonly id: 'off' | 'folder' | SoundInput;
  readonly label: string;
}

type Hear = (input: SoundInput, options?: OpenSoundOptions) => void;

const choices: readonly Choice[] = [
  { id: 'microphone', label: words('Microphone or line-in') },
  { id: 'tab', label: words('Tab or system') },
  { id: 'files', label: words('Music files') },
  { id: 'folder', label: words('Music folder') },
  { id: 'stream', label: words('Stream') },
  { id: 'demo', label: words('Demo') },
  { id: 'off', label: words('Off') },
];

/** Which microphone or line-in; the one that was chosen stays in the list while it is unplugged. */
function createDevices({ sound, store }: OverlayHost, hear: Hear) {
  const select = element('select', {
    class: 'sound-field',
    attributes: { 'aria-label': t('Device') },
    on: { change: () => hear('microphone', { device: select.value }) },
  });
  let listed = '';
  return {
    node: element('div', { class: 'sound-row' }, select),
    async fill(name: string | null): Promise<void> {
      const found = await sound.devices();
      const chosen = store.get().sound.device;
      const key = JSON.stringify([found, chosen, name]);
      if (key === listed) return;
      listed = key;
      const options = found.map(({ label }) => ({ label, text: label }));
      options.unshift({ label: '', text: chosen === '' && name ? t('Automatic ({name})', { name }) : t('Automatic') });
      if (chosen !== '' && !found.some(({ label }) => label === chosen)) {
        options.push({ label: chosen, text: t('{chosen} (not plugged in)', { chosen }) });
      }
      select.replaceChildren(
        ...options.map(({ label, text }) => element('option', { text, attributes: { value: label } })),
      );
      select.value = chosen;
    },
  };
}

function createAddress({ store }: OverlayHost, hear: Hear) {
  const address = element('input', {
    class: 'sound-field',
    attributes: {
      type: 'url',
      placeholder: 'https://…/stream.mp3',
      'aria-label': t('Address of the stream'),
      spellcheck: 'false',
    },
  });
  address.value = store.get().sound.streamUrl;
  const play = (event: Event): void => {
    event.preventDefault();
    hear('stream', { url: address.value });
  };
  const button = element('button', { class: 'pill-button', text: t('Play'), attributes: { type: 'submit' } });
  return {
    node: element('form', { class: 'sound-row', on: { submit: play } }, address, button),
    focus: () => address.focus(),
  };
}

export interface Picker {
  readonly node: HTMLElement;
  follow(status: SoundStatus): void;
}

export function createPicker(host: OverlayHost, changed: () => void): Picker {
  const { sound, store } = host;
  // The reason of a refusal is in the status, where the card shows it.
  const hear: Hear = (input, options) => {
    sound.open(input, options).then(changed, changed);
    changed();
  };
  const devices = createDevices(host, hear);
  const address = createAddress(host, hear);
  let wantsStream = false;
  const press = async (id: Choice['id']): Promise<void> => {
    wantsStream = id === 'stream';
    if (id === 'off') await sound.close();
    else if (id === 'files' || id === 'folder') {
      const chosen = await chooseMusic(id === 'folder');
      if (chosen) hear('files', chosen);
    } else if (id !== 'stream') hear(id);
    else if (store.get().sound.streamUrl !== '') hear('stream');
    changed();
    if (wantsStream) address.focus();
  };
  const buttons = choices.map(({ id, label }) =>
    element('button', {
      class: 'sound-choice',
      text: t(label),
      attributes: { type: 'button', 'data-input': id },
      on: { click: () => void press(id) },
    }),
  );
  const group = { class: 'sound-choices', attributes: { role: 'group', 'aria-label': t('Input') } };
  return {
    node: element('div', {}, element('div', group, ...buttons), devices.node, address.node),
    follow({ input, state, name }) {
      const active = state === 'off' ? 'off' : input;
      for (const button of buttons) {
        button.setAttribute('aria-pressed', String(button.dataset['input'] === active));
      }
      devices.node.hidden = active !== 'microphone';
      address.node.hidden = active !== 'stream' && !wantsStream;
      if (!devices.node.hidden) void devices.fill(name);
    },
  };
}
