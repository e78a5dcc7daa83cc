/** `afterimage.still()`: checks what is asked for, has both photos decoded and drawn apart from the show. */
import type { StillRequest } from '../shared/app-api.ts';
import { AppError } from '../shared/errors.ts';
import type { StageView } from './ports.ts';

interface StillParts {
  readonly stage: Pick<StageView, 'still'>;
  decodeExact(blob: Blob, widthPx: number, heightPx: number): Promise<ImageBitmap>;
}

export async function still(parts: StillParts, request: StillRequest): Promise<ImageBitmap> {
  const { from, to, width, height } = request;
  if (!(from instanceof Blob) || !(to instanceof Blob)) {
    throw new AppError('input.invalid', 'still() needs `from` and `to` as image Blobs.');
  }
  for (const size of [width, height]) {
    if (!Number.isInteger(size) || size < 1 || size > 8192) {
      throw new AppError('input.invalid', 'still() needs `width` and `height` as whole numbers from 1 to 8192.');
    }
  }
  const both = await Promise.allSettled([parts.decodeExact(from, width, height), parts.decodeExact(to, width, height)]);
  const [a, b] = both;
  if (a.status === 'fulfilled' && b.status === 'fulfilled')
    return parts.stage.still({ ...request, from: a.value, to: b.value });
  for (const one of both) if (one.status === 'fulfilled') one.value.close();
  throw a.status === 'rejected' ? a.reason : (b as PromiseRejectedResult).reason;
}
