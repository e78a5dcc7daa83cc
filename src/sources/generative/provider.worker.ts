/** Lists paintings (in the feeds worker, painting nothing) and paints one (in the decode worker). */
import { aborted, AppError } from '../../shared/errors.ts';
import type { PhotoRef } from '../../shared/photo.ts';
import type { SourceProvider } from '../../shared/source.ts';
import { msToNextDay, readParams, roundOf, type Painting } from './worker/catalog.ts';
import { fastFirst, scenes } from './worker/scenes.ts';

const MAX_SIDE_PX = 16_384;

const limit = (px: number): number => Math.min(MAX_SIDE_PX, Math.max(16, Math.round(px) || 16));

function toRef(painting: Painting, entryId: string, place: number): PhotoRef {
  const key = `${painting.sceneId}/${painting.seed.toString(16).padStart(8, '0')}`;
  return {
    id: `${entryId}:${key}`,
    sourceId: 'generative',
    entryId,
    locator: { kind: 'provider', sourceId: 'generative', key },
    title: painting.title,
    name: `${String(place).padStart(4, '0')} ${painting.title}`,
    revision: '1',
    quick: fastFirst.includes(painting.sceneId),
    credit: 'Painted by Afterimage',
  };
}

function parseKey(key: string): { scene: (typeof scenes)[number]; seed: number } {
  const [id, hex, rest] = key.split('/');
  const scene = scenes.find((candidate) => candidate.id === id);
  if (!scene || !hex || rest !== undefined || !/^[0-9a-f]{1,8}$/.test(hex)) {
    throw new AppError(
      'photo.not-found',
      'This generated picture is not known to this version, so it is left out. Nothing is lost: new ones are painted all the time.',
      { detail: key },
    );
  }
  return { scene, seed: Number.parseInt(hex, 16) };
}

export const provider: SourceProvider = {
  async *list(params, context) {
    const wanted = readParams(params);
    let place = 0;
    for (const painting of roundOf(wanted, new Date())) {
      if (context.signal.aborted) throw aborted();
      yield toRef(painting, context.entryId, place++);
    }
  },

  watch(params, _context, changed) {
    if (!readParams(params).renewDaily) return () => {};
    let timer: ReturnType<typeof setTimeout>;
    const wait = (): void => {
      timer = setTimeout(() => {
        changed();
        wait();
      }, msToNextDay(new Date()));
    };
    wait();
    return () => clearTimeout(timer);
  },

  async open(key, size, signal) {
    const { scene, seed } = parseKey(key);
    const [{ paintPicture }, painter] = await Promise.all([import('./worker/picture.ts'), scene.load()]);
    const image = await paintPicture(
      { widthPx: limit(size.widthPx), heightPx: limit(size.heightPx) },
      signal,
      painter.film,
      (frame) => painter.prepare(frame, seed),
    );
    return createImageBitmap(image);
  },
};
