/**
 * Names for copies in the origin-private file system. File systems below it differ in what they allow (length, case,
 * reserved characters, half of a surrogate pair), so a copy's name is a fingerprint of the original path plus as much of the
 * original name as is safe everywhere. The real path is in the database.
 */

/** Two paths never share a name; one path always has the same. */
export async function storedFileName(path: string): Promise<string> {
  // UTF-16 rather than UTF-8: names with lone surrogates stay different.
  const units = Uint16Array.from({ length: path.length }, (_, index) => path.charCodeAt(index));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', units));
  const fingerprint = Array.from(digest.subarray(0, 10), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  const stem = safe(dot > 0 ? name.slice(0, dot) : name, 40);
  const extension = dot > 0 ? safe(name.slice(dot + 1), 8) : '';
  return `${fingerprint}${stem && `-${stem}`}${extension && `.${extension}`}`;
}

/** Entry ids are short and mostly plain; anything else becomes its code. */
export function storedFolderName(entryId: string): string {
  return entryId.replace(/[^a-z\d-]/g, (unit) => `_${unit.charCodeAt(0).toString(16)}_`) || '_';
}

function safe(text: string, maxChars: number): string {
  return text
    .replace(/[^a-zA-Z\d-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, maxChars);
}
