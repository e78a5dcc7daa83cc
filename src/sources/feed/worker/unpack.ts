/** A feed that lies packed on its server, which does not say so: known by its first bytes. Worker only. */
import { readCounted, type Count } from '../../../shared/read-counted.ts';

const isPacked = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;

/** As it is when it is not packed. What was cut off gives what there is of it. Rejects with `limits.tooLarge`. */
export async function unpacked(bytes: Uint8Array<ArrayBuffer>, limits: Count): Promise<Uint8Array<ArrayBuffer>> {
  if (!isPacked(bytes)) return bytes;
  const stream = new Response(bytes).body?.pipeThrough(new DecompressionStream('gzip'));
  if (!stream) return bytes;
  const reader = stream.getReader();
  // The end of a packed file is where its damage shows; all before that came out whole.
  const whole = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const step = await reader.read().catch(() => ({ done: true as const, value: undefined }));
      if (step.done) controller.close();
      else controller.enqueue(step.value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return readCounted(new Response(whole), limits);
}
