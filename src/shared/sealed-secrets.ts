/**
 * Passwords on their way to another device, sealed with a passphrase: PBKDF2 with SHA-256 makes the key, AES-GCM seals. Workers only.
 *
 * Invariants: every file has a salt and an initialisation vector of its own; what was changed on the way does not open; a file can
 * neither ask for less work than keeps guessing slow nor for so much that opening it never ends.
 */
import { AppError } from './errors.ts';
import { say, t } from './i18n.ts';
import { shortestPassphrase } from './settings-admin.ts';

export interface SealedSecrets {
  readonly cipher: 'AES-GCM';
  readonly derivation: 'PBKDF2-SHA-256';
  readonly iterations: number;
  /** Base64, these three. */
  readonly salt: string;
  readonly iv: string;
  readonly data: string;
}

/** What OWASP asks of PBKDF2 with SHA-256 since 2023. */
export const iterations = 600_000;
const mostIterations = 10_000_000;
const purpose = new TextEncoder().encode('afterimage settings 1');

const encode = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
const decode = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

async function keyFrom(passphrase: string, salt: Uint8Array<ArrayBuffer>, rounds: number): Promise<CryptoKey> {
  const { subtle } = globalThis.crypto;
  // One way of writing an accent: keyboards differ.
  const bytes = new TextEncoder().encode(passphrase.normalize('NFC'));
  const raw = await subtle.importKey('raw', bytes, 'PBKDF2', false, ['deriveKey']);
  return subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds },
    raw,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

/** Throws `input.invalid` for a passphrase that is too short. */
export async function seal(value: unknown, passphrase: string): Promise<SealedSecrets> {
  if ([...passphrase].length < shortestPassphrase) {
    throw new AppError(
      'input.invalid',
      say`This passphrase is too short. Use ${shortestPassphrase} characters or more, so that nobody guesses it.`,
    );
  }
  const salt = globalThis.crypto.getRandomValues(new Uint8Array(16));
  const iv = globalThis.crypto.getRandomValues(new Uint8Array(12));
  const key = await keyFrom(passphrase, salt, iterations);
  const plain = new TextEncoder().encode(JSON.stringify(value));
  const data = await globalThis.crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: purpose }, key, plain);
  const sealed = { salt: encode(salt), iv: encode(iv), data: encode(new Uint8Array(data)) };
  return { cipher: 'AES-GCM', derivation: 'PBKDF2-SHA-256', iterations, ...sealed };
}

/** Throws `input.invalid` for a wrong passphrase, `settings.invalid` for something that was never sealed here. */
export async function unseal(sealed: SealedSecrets, passphrase: string): Promise<unknown> {
  const { cipher, derivation, iterations: rounds, salt, iv, data } = sealed as Partial<SealedSecrets>;
  const isOurs =
    cipher === 'AES-GCM' && derivation === 'PBKDF2-SHA-256' && [salt, iv, data].every((one) => typeof one === 'string');
  if (!isOurs || !Number.isInteger(rounds) || Number(rounds) < 100_000 || Number(rounds) > mostIterations) {
    throw new AppError(
      'settings.invalid',
      t('The passwords in this file cannot be read. Leave them out and enter them again.'),
    );
  }
  try {
    const key = await keyFrom(passphrase, decode(salt ?? ''), Number(rounds));
    const plain = await globalThis.crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: decode(iv ?? ''), additionalData: purpose },
      key,
      decode(data ?? ''),
    );
    return JSON.parse(new TextDecoder().decode(plain)) as unknown;
  } catch (cause) {
    throw new AppError(
      'input.invalid',
      t('This passphrase does not open the passwords in the file. Try again, or leave them out.'),
      { cause },
    );
  }
}
