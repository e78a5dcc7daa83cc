/**
 * What is done with the settings as a whole, wired: the page asks its server once what the screen's owner has decided, and starts anew
 * when another tab takes its network away. The rest loads when somebody opens Backup, presets or profiles.
 */
import type { AfterimageApi } from '../../shared/app-api.ts';
import { AppError } from '../../shared/errors.ts';
import type { EventLog } from '../../shared/events.ts';
import { t } from '../../shared/i18n.ts';
import { browserNotes, notesKey, profile, readNotes } from '../../shared/profile.ts';
import type { SettingsAdmin } from '../../shared/settings-admin.ts';
import type { SettingsFilesApi } from '../../shared/settings-file.ts';
import type { SupervisedWorker } from '../../shared/worker-contract.ts';
import type { SettingsEngine } from '../engine-api.ts';
import type { OpenedStore } from '../store.ts';

export interface OwnerParts {
  readonly api: AfterimageApi;
  readonly events: EventLog;
  readonly store: OpenedStore;
  readonly fleet: { readonly storage: Pick<SupervisedWorker<SettingsFilesApi>, 'call'> };
}

/** A page whose address names a profile keeps naming the one that is open. */
function restart(name: string): void {
  const address = new URL(location.href);
  if (address.searchParams.has('profile')) address.searchParams.set('profile', name);
  if (address.href === location.href) location.reload();
  else location.replace(address);
}

/** Whether another tab changed what this page's profile may do. One that was removed lives on until the page is closed. */
function isOvertaken(): boolean {
  const now = readNotes().list.find(({ name }) => name === profile.name);
  return now !== undefined && now.network !== profile.network;
}

/** Whatever is asked loads the code that answers it. */
function lazily(load: () => Promise<SettingsAdmin>): SettingsAdmin {
  const onChange: SettingsAdmin['onChange'] = (listener) => {
    let stop: (() => void) | null = null;
    let isOver = false;
    const follow = async (): Promise<void> => {
      const admin = await load();
      if (!isOver) stop = admin.onChange(listener);
    };
    void follow().catch(() => undefined);
    return () => {
      isOver = true;
      stop?.();
    };
  };
  const get = (_target: object, name: string): unknown => {
    // A promise that resolves to this one must not take it for another promise.
    if (name === 'then') return undefined;
    return async (...args: readonly unknown[]): Promise<unknown> => {
      const admin = (await load()) as unknown as Record<string, (...given: readonly unknown[]) => unknown>;
      return admin[name]?.(...args);
    };
  };
  return new Proxy(
    { onChange },
    { get: (target, name) => (name === 'onChange' ? onChange : get(target, String(name))) },
  ) as SettingsAdmin;
}

export type Owner = ReturnType<typeof createOwner>;

export function createOwner({ api, events, store, fleet }: OwnerParts) {
  let engine: SettingsEngine | null = null;
  void store.engine().then((loaded) => (engine = loaded));
  const ask = async (): Promise<void> => {
    const said = await fleet.storage.call('ownerSettings', [location.href]);
    if (said === undefined) return;
    const rejected = (await store.engine())?.manage(said) ?? [];
    for (const { path, message } of rejected) {
      events.emit({
        type: 'notice',
        message: t('Settings of this screen: “{path}” {message}.', { path, message }),
      });
    }
  };
  const open = async (): Promise<SettingsAdmin> => {
    const [{ openAdmin }, { createProfileList }, engine] = await Promise.all([
      import('./admin.ts'),
      import('./profiles.ts'),
      store.engine(),
    ]);
    const { storage } = fleet;
    if (!engine) {
      throw new AppError(
        'storage.unavailable',
        t('A part of Afterimage did not load. Reload the page, then try again.'),
      );
    }
    return openAdmin({
      store,
      engine,
      profiles: createProfileList(),
      notes: browserNotes(),
      version: __APP_VERSION__,
      files: {
        write: (file, entryIds, passphrase) => storage.call('writeSettings', [file, entryIds, passphrase]),
        read: (file) => storage.call('readSettings', [file]),
        keepSealed: (sealed, passphrase, entryIds) => storage.call('keepSealed', [sealed, passphrase, entryIds]),
        setAside: () => storage.call('setAside', []),
        forgetSetAside: () => storage.call('forgetSetAside', []),
        removeProfile: (name) => storage.call('removeProfile', [name]),
        storage: async () => {
          const { usageBytes, quotaBytes, persistent } = await storage.call('estimate', []);
          return { usageBytes, quotaBytes, isPersistent: persistent };
        },
      },
      widgetKinds: () => api.widgets.kinds(),
      addTransition: (body) => api.transitions.add(body),
      persist: async () => (await navigator.storage?.persist?.()) ?? false,
      restart,
      nowMs: Date.now,
    });
  };
  let admin: Promise<SettingsAdmin> | null = null;
  return {
    /** Once per page; later visits begin with what was said last. */
    follow(): void {
      void ask().catch(() => undefined);
      window.addEventListener('storage', ({ key }) => {
        if (key === notesKey && isOvertaken()) location.reload();
      });
    },
    /** What the owner has decided. */
    managed: () => engine?.managed,
    admin: lazily(() => {
      admin ??= open();
      admin.catch(() => (admin = null));
      return admin;
    }),
  };
}
