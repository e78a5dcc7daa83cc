/** The two uses of the pad: letting somebody in, and choosing a PIN. */
import { toErrorData } from '../../shared/errors.ts';
import { t, told } from '../../shared/i18n.ts';
import { shortestPin } from '../../shared/kiosk.ts';
import type { OpenPanel, PanelContext } from '../panel.ts';
import { openPinPad, type PinPad } from './pin-pad.ts';

/** Asks for the PIN of a resting kiosk. */
export function openUnlock({ host, root, notify, closed }: PanelContext): OpenPanel {
  const { interaction } = host;
  const leave = (): void => interaction?.choose('normal');
  const entered = async (pin: string, pad: PinPad): Promise<void> => {
    const answer = await interaction?.tryPin(pin);
    if (!answer) return;
    if (!answer.isRight) {
      pad.ask(t('Enter the PIN'), t('That is not the PIN.'));
      if (answer.waitMs > 0) pad.pauseFor(answer.waitMs);
      return;
    }
    pad.close();
    const seconds = host.store.get().interaction.restSec;
    notify({
      id: 'kiosk',
      message: t('Open until nobody touches it for {seconds, plural, one {# second} other {# seconds}}.', { seconds }),
      action: { label: t('Leave kiosk mode'), run: leave },
    });
  };
  const pad = openPinPad({ root, title: t('Enter the PIN'), entered, closed });
  const waitMs = interaction?.waitMs() ?? 0;
  if (waitMs > 0) pad.pauseFor(waitMs);
  return pad;
}

const cornerWords = (corner: string): string =>
  ({
    'top-left': t('Kiosk mode is on. Hold the top left corner to get the controls back.'),
    'top-right': t('Kiosk mode is on. Hold the top right corner to get the controls back.'),
    'bottom-left': t('Kiosk mode is on. Hold the bottom left corner to get the controls back.'),
    'bottom-right': t('Kiosk mode is on. Hold the bottom right corner to get the controls back.'),
  })[corner] ?? '';

const tellCorner = ({ host, notify }: PanelContext): void =>
  notify({ id: 'kiosk', message: cornerWords(host.store.get().interaction.corner) });

/** Takes a new PIN, twice; the first one begins kiosk mode. A kiosk that just began tells the way back instead. */
export function openNewPin(context: PanelContext): OpenPanel {
  const { host, root, notify, closed } = context;
  const { interaction } = host;
  const isAsleep = interaction?.isAsleep() === true;
  if (isAsleep) tellCorner(context);
  if (!interaction || isAsleep) {
    closed();
    return { close: () => undefined };
  }
  const isFirst = !interaction.hasPin();
  /** While this card closes it cannot be opened for it. */
  const begin = (): void => {
    if (interaction.mode() !== 'kiosk') interaction.choose('kiosk');
    tellCorner(context);
  };
  let first: string | null = null;
  const keep = async (pin: string, pad: PinPad): Promise<void> => {
    try {
      await interaction.setPin(pin);
    } catch (error) {
      first = null;
      return pad.ask(t('Choose a PIN'), told(toErrorData(error)));
    }
    pad.close();
    if (!isFirst) notify({ id: 'kiosk', message: t('The PIN is changed.') });
    else begin();
  };
  const entered = async (pin: string, pad: PinPad): Promise<void> => {
    if (first === null && pin.length < shortestPin) {
      return pad.ask(t('Choose a PIN'), t('Take {shortest} digits or more.', { shortest: shortestPin }));
    }
    if (first === null) {
      first = pin;
      return pad.ask(t('The same once more'));
    }
    if (first === pin) return keep(pin, pad);
    first = null;
    pad.ask(t('Choose a PIN'), t('The two were not the same.'));
  };
  const remove = async (): Promise<void> => {
    await interaction.setPin('').catch(() => undefined);
    pad.close();
    notify({ id: 'kiosk', message: t('The PIN is gone. The corner alone opens the controls now.') });
  };
  const without = (): void => {
    pad.close();
    begin();
  };
  const other = isFirst
    ? { label: t('Kiosk without a PIN'), run: without }
    : { label: t('Remove the PIN'), run: () => void remove() };
  const pad = openPinPad({ root, title: t('Choose a PIN'), other, entered, closed });
  return pad;
}
