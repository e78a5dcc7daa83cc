/** Which of the inputs a device has is the one to hear. Pure. */
import type { SoundDevice } from '../shared/sound-api.ts';

/** What plays back the computer's own sound, or comes over a cable: music arrives there without the room. */
const loopback =
  /stereo ?mix|what ?u ?hear|wave ?out|loopback|blackhole|soundflower|monitor|vb-?(audio|cable)|virtual|voicemeeter|cable output/i;
const line = /line[ -]?in|\bline\b|\baux\b|spdif|s\/pdif|digital|interface|usb audio|audio codec|scarlett|focusrite/i;
/** What a browser calls a device that stands for another one. */
const stand = /^(default|communications)\b/i;

/** One device as the browser lists it. */
export interface ListedDevice {
  readonly kind: string;
  readonly deviceId: string;
  readonly label: string;
}

export function inputsOf(list: readonly ListedDevice[]): readonly ListedDevice[] {
  return list.filter(({ kind, deviceId }) => kind === 'audioinput' && !stand.test(deviceId));
}

export const isLine = (label: string): boolean => loopback.test(label) || line.test(label);

/** Better ones first; the browser's order among equals. */
export function ranked(list: readonly ListedDevice[]): readonly ListedDevice[] {
  const rank = ({ label }: ListedDevice) => (loopback.test(label) ? 0 : line.test(label) ? 1 : 2);
  return inputsOf(list).toSorted((a, b) => rank(a) - rank(b));
}

export const describeDevices = (list: readonly ListedDevice[]): readonly SoundDevice[] =>
  ranked(list)
    .filter(({ label }) => label !== '')
    .map(({ label }) => ({ label, isLine: isLine(label) }));

/** Ids change with every visit where the browser guards privacy, so a device is remembered by its label. */
export function findDevice(list: readonly ListedDevice[], label: string): ListedDevice | undefined {
  const inputs = ranked(list);
  const wanted = label.trim().toLowerCase();
  return (
    inputs.find((device) => device.label.toLowerCase() === wanted) ??
    inputs.find((device) => device.label !== '' && device.label.toLowerCase().includes(wanted))
  );
}
