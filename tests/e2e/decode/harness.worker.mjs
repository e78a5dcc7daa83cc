// The decoder as the app's worker runs it, without the supervisor's wire.
import { createDecoder } from '../../../src/workers/decode/decoder.ts';
import { toErrorData } from '../../../src/shared/errors.ts';

const decoder = createDecoder(location.origin);
const controllers = new Map();
self.addEventListener('message', async ({ data: { id, method, args, abort } }) => {
  if (abort !== undefined) {
    controllers.get(abort)?.abort();
    return;
  }
  const controller = new AbortController();
  controllers.set(id, controller);
  let beats = 0;
  try {
    const call = { signal: controller.signal, progress: () => (beats += 1) };
    const value = await decoder[method](...args, call);
    const moved = [value?.bitmap, value instanceof ImageBitmap ? value : undefined, value?.pixels?.buffer];
    self.postMessage(
      { id, value, beats },
      moved.filter((item) => item !== undefined),
    );
  } catch (error) {
    self.postMessage({ id, error: toErrorData(error), beats });
  }
  controllers.delete(id);
});
