/** Store worker: backups written and read, what the screen's owner says, and profiles taken away. Never touches the settings rows. */
import { coreSettings } from '../../shared/core-settings.ts';
import { withDatabase } from '../../shared/database.ts';
import { seal, unseal } from '../../shared/sealed-secrets.ts';
import { keepSecret, readSecret, type EntrySecret } from '../../shared/secrets.ts';
import type { SetAside } from '../../shared/settings-admin.ts';
import { checkSize, readSettingsFile, type FileContent, type SettingsFile } from '../../shared/settings-file.ts';
import type { SealedSecrets } from '../../shared/sealed-secrets.ts';
import type { SettingsSpec } from '../../shared/settings-spec.ts';

const longestValue = 2_000;

/** Adds the transitions that the user pasted, and with a passphrase the passwords of these entries. */
export async function writeSettings(
  file: Omit<SettingsFile, 'transitions' | 'secrets'>,
  entryIds: readonly string[],
  passphrase: string | null,
): Promise<Blob> {
  const rows = await withDatabase((database) => database.getAll('transitions')).catch(() => []);
  const transitions = rows.map(({ name, glsl }) => ({ name, glsl }));
  let secrets: SealedSecrets | null = null;
  if (passphrase !== null) {
    const found: [string, EntrySecret][] = [];
    for (const entryId of entryIds) {
      const secret = await readSecret(entryId);
      if (secret) found.push([entryId, secret]);
    }
    secrets = await seal(Object.fromEntries(found), passphrase);
  }
  const whole: SettingsFile = { ...file, transitions, ...(secrets && { secrets }) };
  return new Blob([`${JSON.stringify(whole, null, 2)}\n`], { type: 'application/json' });
}

/** Throws `settings.*`. */
export async function readSettings(file: Blob): Promise<FileContent> {
  checkSize(file.size);
  return readSettingsFile(await file.text(), coreSettings as unknown as readonly SettingsSpec[]);
}

/** Keeps the sealed passwords of these entries; resolves to how many. A wrong passphrase keeps none and rejects. */
export async function keepSealed(
  sealed: SealedSecrets,
  passphrase: string,
  entryIds: readonly string[],
): Promise<number> {
  const value = await unseal(sealed, passphrase);
  const secrets = Object.entries((value ?? {}) as Record<string, EntrySecret>).filter(([id]) => entryIds.includes(id));
  for (const [entryId, secret] of secrets) await keepSecret(entryId, secret);
  return secrets.length;
}

/** Null: the server has nothing to say; undefined: it cannot be asked just now. Never throws. */
export async function ownerSettings(baseUrl: string): Promise<unknown> {
  try {
    const response = await fetch(new URL('/settings.json', baseUrl), {
      cache: 'no-store',
      signal: AbortSignal.timeout(5_000),
    });
    if (response.status === 404) return null;
    if (!response.ok) return undefined;
    // A static host may answer every address with the page itself.
    if (!(response.headers.get('content-type') ?? '').includes('json')) return null;
    return (await response.json()) as unknown;
  } catch {
    return undefined;
  }
}

export async function setAside(): Promise<SetAside[]> {
  const rows = await withDatabase((database) => database.getAll('quarantine'));
  return rows
    .map(({ namespace, row, message, atMs }) => ({
      path: namespace,
      value: (JSON.stringify(row) ?? '').slice(0, longestValue),
      message,
      atMs,
    }))
    .toReversed();
}

export async function forgetSetAside(): Promise<void> {
  await withDatabase((database) => database.clear('quarantine'));
}

/** Everything whose name ends in `@name`: databases, caches, folders. What does not go now goes with the next attempt. */
export async function removeProfile(name: string): Promise<void> {
  const isIts = (one: string | undefined): one is string => one?.endsWith(`@${name}`) ?? false;
  const known = (await indexedDB.databases?.())?.map((one) => one.name) ?? [`afterimage@${name}`];
  await Promise.all(known.filter(isIts).map(deleteDatabase));
  const { caches: shelf } = globalThis as { caches?: CacheStorage };
  for (const cache of ((await shelf?.keys()) ?? []).filter(isIts)) await shelf?.delete(cache);
  const { storage } = navigator as { storage?: StorageManager };
  const root = (await storage?.getDirectory?.().catch(() => null)) ?? null;
  if (!root) return;
  for await (const folder of root.keys()) if (isIts(folder)) await root.removeEntry(folder, { recursive: true });
}

function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    request.addEventListener('success', () => resolve());
    request.addEventListener('error', () => resolve());
    // Another tab lets go of it in a moment; the browser deletes it then.
    request.addEventListener('blocked', () => resolve());
  });
}
