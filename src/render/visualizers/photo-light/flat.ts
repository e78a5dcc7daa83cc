import type { FlatFrame, VisualPhoto } from '../../visualizer.ts';

/** Side of the small copy whose enlargement is the blur. */
const SMALL = 1 / 24;

function place({ bitmap, view }: VisualPhoto): [number, number, number, number] {
  const { width, height } = bitmap;
  return [view.offsetX * width, view.offsetY * height, view.scaleX * width, view.scaleY * height];
}

function wash(flat: FlatFrame, color: string, mode: GlobalCompositeOperation): void {
  const { context, widthPx, heightPx } = flat;
  context.globalCompositeOperation = mode;
  context.fillStyle = color;
  context.fillRect(0, 0, widthPx, heightPx);
}

/** The photo breathes, waits in the dusk and blooms: its own picture, small and enlarged, added as light. */
export function canvas2d(flat: FlatFrame): void {
  const { context, widthPx, heightPx, frame, values, ink } = flat;
  const { photo, params } = frame;
  if (!photo) return;
  const [bass = 0, mids = 0, , kick = 0] = values['heard'] ?? [];
  const [low = 0, middle = 0, high = 0] = values['mood'] ?? [];
  const wake = Math.min(1, 0.35 + 0.5 * (0.45 * low + 0.35 * middle + 0.25 * high) + 0.55 * bass);
  const zoom = 1 + (0.02 * bass + 0.008 * kick) * (0.4 + 0.6 * Number(params['depth']));
  const draw = (one: VisualPhoto, alpha: number): void => {
    context.globalAlpha = alpha;
    const [w, h] = [widthPx * zoom, heightPx * zoom];
    context.drawImage(one.bitmap, ...place(one), (widthPx - w) / 2, (heightPx - h) / 2, w, h);
    context.globalAlpha = 1;
  };
  if (photo.from) draw({ ...photo, ...photo.from, from: null }, 1);
  draw(photo, photo.from ? photo.progress : 1);
  wash(flat, `rgb(0 0 0 / ${0.6 * Number(params['dusk']) * (1 - wake)})`, 'source-over');
  // Small and back again, over itself; done by scaling, which every canvas can.
  const [w, h] = [Math.max(8, widthPx * SMALL), Math.max(8, heightPx * SMALL)];
  const small = new OffscreenCanvas(w, h);
  const blurred = small.getContext('2d');
  if (!blurred) return;
  blurred.drawImage(photo.bitmap, ...place(photo), 0, 0, small.width, small.height);
  blurred.globalCompositeOperation = 'multiply';
  blurred.drawImage(small, 0, 0);
  context.globalCompositeOperation = 'screen';
  context.imageSmoothingQuality = 'high';
  context.globalAlpha = Math.min(1, Number(params['bloom']) * (0.2 + 1.1 * bass + 0.5 * kick));
  context.drawImage(small, 0, 0, widthPx, heightPx);
  context.globalAlpha = 1;
  wash(flat, ink(0.6, 0.16 * Number(params['color']) * mids), 'soft-light');
}
