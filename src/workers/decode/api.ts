/** The decode worker's methods on the wire: the decoder's, with what is moved to the page marked as such. */
import type { CallContext, Implementation, WorkerRuntime } from '../../shared/worker-contract.ts';
import { transferring } from '../serve.ts';
import type { DecodeApi } from './contract.ts';
import { createDecoder } from './decoder.ts';

export function createDecodeApi(runtime: WorkerRuntime): Implementation<DecodeApi> {
  const decoder = createDecoder(runtime.baseUrl === '' ? self.location.href : runtime.baseUrl);
  return {
    configure: (options) => {
      decoder.configure(options);
    },
    decode: async (ref, target, call?: CallContext) => {
      const photo = await decoder.decode(ref, target, call);
      const moved = photo.pixels === undefined ? [photo.bitmap] : [photo.bitmap, photo.pixels.buffer];
      return transferring(photo, moved);
    },
    decodeExact: async (blob, widthPx, heightPx, call?: CallContext) => {
      const bitmap = await decoder.decodeExact(blob, widthPx, heightPx, call);
      return transferring(bitmap, [bitmap]);
    },
    info: async (photoId) => (await import('./late-info.ts')).of(photoId),
    geometry: async (input) => {
      const geometry = (await import('./mesh-geometry.ts')).buildGeometry(input);
      return transferring(
        geometry,
        Object.values(geometry).map(({ buffer }) => buffer),
      );
    },
    stats: () => decoder.stats(),
  };
}
