/** The body of an answer, byte for byte and counted. Any thread. */

export interface Count {
  readonly maxBytes: number;
  /** Thrown when there is more; `bytes` is what is known of its size then. */
  tooLarge(bytes: number): Error;
  /** After each part. */
  onPart?(): void;
}

/** Rejects with `tooLarge`, or with what the stream rejects with. What is left of a refused answer is not fetched. */
export async function readCounted(
  response: Response,
  { maxBytes, tooLarge, onPart }: Count,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let total = 0;
  const reader = response.body?.getReader();
  if (!reader) return new Uint8Array(await response.arrayBuffer());
  try {
    const announced = Number(response.headers.get('content-length'));
    if (announced > maxBytes) throw tooLarge(announced);
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      total += value.byteLength;
      if (total > maxBytes) throw tooLarge(total);
      parts.push(value);
      onPart?.();
    }
  } catch (error) {
    void reader.cancel().catch(() => undefined);
    throw error;
  }
  const bytes = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}
