import type { Implementation } from '../../../src/shared/worker-contract.ts';
import { transferring } from '../../../src/workers/serve.ts';
import type { ProbeApi } from './contract.ts';

const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

export function createProbe(): Implementation<ProbeApi> {
  let sizePx = 0;
  return {
    configure: (size) => {
      sizePx = size;
    },
    echo: (text) => `${text} ${String(sizePx)}`,
    wait: async (ms) => {
      await sleep(ms);
      return 'waited';
    },
    spin: (ms, reports, { progress }) => {
      const endMs = performance.now() + ms;
      while (performance.now() < endMs) if (reports) progress();
      return 'spun';
    },
    end: () => {
      globalThis.close();
      return new Promise(() => {});
    },
    strayRejection: () => {
      void Promise.reject(new Error('Nobody awaited this.'));
      return new Promise(() => {});
    },
    photo: async (sidePx, afterMs) => {
      const bitmap = await createImageBitmap(new ImageData(sidePx, sidePx));
      await sleep(afterMs);
      return transferring(bitmap, [bitmap]);
    },
    nonsense: async (times) => {
      for (let n = 0; n < times; n += 1) (globalThis as unknown as Worker).postMessage({ n }, []);
      await sleep(1000);
      return 'done';
    },
  };
}
