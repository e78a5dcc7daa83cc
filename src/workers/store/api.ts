/** The store worker's methods. Runs in the worker; the parts own their rows and files. */
import type { Implementation } from '../../shared/worker-contract.ts';
import type { StoreApi } from './contract.ts';
import { forgetFiles, keepFiles } from './files.ts';
import { loadQueue, saveQueue } from './queue-memory.ts';

/** Few people have services; their code comes with the first. */
const secrets = () => import('../../shared/secrets.ts');

/** Backups and profiles: now and then. */
const files = () => import('./settings-files.ts');

export function createStoreApi(): Implementation<StoreApi> {
  return {
    loadQueue,
    saveQueue,
    keepFiles,
    forgetFiles,
    keepSecret: async (entryId, secret) => (await secrets()).keepSecret(entryId, secret),
    forgetSecret: async (entryId) => (await secrets()).forgetSecret(entryId),
    writeSettings: async (file, entryIds, passphrase) => (await files()).writeSettings(file, entryIds, passphrase),
    readSettings: async (file) => (await files()).readSettings(file),
    keepSealed: async (sealed, passphrase, entryIds) => (await files()).keepSealed(sealed, passphrase, entryIds),
    ownerSettings: async (baseUrl) => (await files()).ownerSettings(baseUrl),
    setAside: async () => (await files()).setAside(),
    forgetSetAside: async () => (await files()).forgetSetAside(),
    removeProfile: async (name) => (await files()).removeProfile(name),
    estimate,
  };
}

/** Zeros where the browser does not say. Never throws. */
async function estimate(): Promise<{ usageBytes: number; quotaBytes: number; persistent: boolean }> {
  try {
    const { usage = 0, quota = 0 } = await navigator.storage.estimate();
    return { usageBytes: usage, quotaBytes: quota, persistent: await navigator.storage.persisted() };
  } catch {
    return { usageBytes: 0, quotaBytes: 0, persistent: false };
  }
}
