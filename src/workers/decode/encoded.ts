/**
 * An encoded picture: a file of the user's (a `Blob` on disk), or bytes from the network. Bytes stay bytes: a blob made
 * of them is given back by the garbage collector alone, which does not see its weight, and hundreds of them pile up.
 */
export type Encoded = Blob | Uint8Array<ArrayBuffer>;

export const byteLengthOf = (encoded: Encoded): number => (encoded instanceof Blob ? encoded.size : encoded.byteLength);

/** At most the first `byteLength` bytes. */
export async function headOf(encoded: Encoded, byteLength: number): Promise<Uint8Array<ArrayBuffer>> {
  if (!(encoded instanceof Blob)) return encoded.subarray(0, byteLength);
  return new Uint8Array(await encoded.slice(0, byteLength).arrayBuffer());
}

export async function bytesOf(encoded: Encoded): Promise<Uint8Array<ArrayBuffer>> {
  return encoded instanceof Blob ? new Uint8Array(await encoded.arrayBuffer()) : encoded;
}

/** For the browser's own decoder, which takes nothing else. */
export const blobOf = (encoded: Encoded): Blob => (encoded instanceof Blob ? encoded : new Blob([encoded]));
