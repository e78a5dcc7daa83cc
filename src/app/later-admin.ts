/** What is done with the settings as a whole, before its code is there: the first call fetches it. Page thread. */
import type { SettingsAdmin } from '../shared/settings-admin.ts';

type Method = Exclude<keyof SettingsAdmin, 'onChange'>;

const methods: Readonly<Record<Method, true>> = {
  state: true,
  exportSettings: true,
  readImport: true,
  applyImport: true,
  resetAll: true,
  resetFields: true,
  applyPreset: true,
  savePreset: true,
  renamePreset: true,
  deletePreset: true,
  createProfile: true,
  renameProfile: true,
  removeProfile: true,
  setProfileNetwork: true,
  openProfile: true,
  setAside: true,
  forgetSetAside: true,
  storage: true,
  keepForGood: true,
};

/** `open` gives the same one every time, and may be asked again after a failure. */
export function laterAdmin(open: () => Promise<SettingsAdmin>): SettingsAdmin {
  const call =
    (name: string) =>
    async (...args: unknown[]): Promise<unknown> => {
      const admin = await open();
      return (admin[name as Method] as (...args: unknown[]) => unknown).apply(admin, args);
    };
  const later = Object.fromEntries(Object.keys(methods).map((name) => [name, call(name)]));
  return {
    ...(later as unknown as Pick<SettingsAdmin, Method>),
    onChange(listener) {
      let stop = (): void => undefined;
      let isOver = false;
      const begin = async (): Promise<void> => {
        const admin = await open();
        if (!isOver) stop = admin.onChange(listener);
      };
      void begin().catch(() => undefined);
      return () => {
        isOver = true;
        stop();
      };
    },
  };
}
