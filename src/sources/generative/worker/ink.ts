/** Line work is drawn with canvas paths on a surface of its own and read back as colour and coverage. */
import type { Band, BandPainter, Frame } from './picture.ts';

export type Brush = OffscreenCanvasRenderingContext2D;

/** RGBA of the whole picture, not premultiplied. The canvas stays in main memory: it is read at once. */
export function draw(frame: Frame, paint: (brush: Brush) => void): Uint8ClampedArray {
  const canvas = new OffscreenCanvas(frame.widthPx, frame.heightPx);
  const brush = canvas.getContext('2d', { willReadFrequently: true });
  if (!brush) return new Uint8ClampedArray(frame.widthPx * frame.heightPx * 4);
  paint(brush);
  return brush.getImageData(0, 0, frame.widthPx, frame.heightPx).data;
}

/** Lays the drawing over the band as ink: its colour, as light, by its coverage. */
export function inkPainter(frame: Frame, pixels: Uint8ClampedArray, strength: number): BandPainter {
  const lightOf = new Float32Array(256);
  for (let i = 0; i < 256; i++) lightOf[i] = (i / 255) ** 2;
  return (band: Band) => {
    let from = band.firstRow * frame.widthPx * 4;
    const count = (band.endRow - band.firstRow) * frame.widthPx * 3;
    for (let to = 0; to < count; to += 3) {
      const alpha = pixels[from + 3] as number;
      if (alpha > 0) {
        const a = (alpha / 255) * strength;
        for (let c = 0; c < 3; c++) {
          const under = band.rgb[to + c] as number;
          band.rgb[to + c] = under + ((lightOf[pixels[from + c] as number] as number) - under) * a;
        }
      }
      from += 4;
    }
  };
}

/** Walks a polygon with a width at each point: a stroke that swells and tapers. */
export function ribbon(brush: Brush, points: readonly number[], widthAt: (t: number) => number): void {
  const count = points.length / 2;
  if (count < 2) return;
  const left: number[] = [];
  const right: number[] = [];
  for (let i = 0; i < count; i++) {
    const a = Math.max(0, i - 1) * 2;
    const b = Math.min(count - 1, i + 1) * 2;
    const dx = (points[b] as number) - (points[a] as number);
    const dy = (points[b + 1] as number) - (points[a + 1] as number);
    const half = widthAt(i / (count - 1)) / 2 / (Math.hypot(dx, dy) || 1);
    const x = points[i * 2] as number;
    const y = points[i * 2 + 1] as number;
    left.push(x - dy * half, y + dx * half);
    right.push(x + dy * half, y - dx * half);
  }
  brush.beginPath();
  brush.moveTo(left[0] as number, left[1] as number);
  for (let i = 2; i < left.length; i += 2) brush.lineTo(left[i] as number, left[i + 1] as number);
  for (let i = right.length - 2; i >= 0; i -= 2) brush.lineTo(right[i] as number, right[i + 1] as number);
  brush.closePath();
  brush.fill();
}
