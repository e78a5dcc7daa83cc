/** Blur and dim for small pictures: three box passes come within a few percent of a Gaussian. Pure. */

const PASSES = 3;

function boxPass(data: Uint8ClampedArray, width: number, height: number, radius: number, across: boolean): void {
  const length = across ? width : height;
  const lines = across ? height : width;
  const step = across ? 4 : width * 4;
  const lineStep = across ? width * 4 : 4;
  const line = new Float32Array(length);
  for (let i = 0; i < lines; i += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      const start = i * lineStep + channel;
      let sum = 0;
      const at = (k: number): number => data[start + Math.max(0, Math.min(length - 1, k)) * step] ?? 0;
      for (let k = -radius; k <= radius; k += 1) sum += at(k);
      for (let k = 0; k < length; k += 1) {
        line[k] = sum / (radius * 2 + 1);
        sum += at(k + radius + 1) - at(k - radius);
      }
      for (let k = 0; k < length; k += 1) data[start + k * step] = line[k] ?? 0;
    }
  }
}

/** RGBA in place; edges repeat outward. `light` multiplies the result, 0–1. */
export function soften(data: Uint8ClampedArray, width: number, height: number, radius: number, light: number): void {
  for (let pass = 0; pass < PASSES; pass += 1) {
    boxPass(data, width, height, radius, true);
    boxPass(data, width, height, radius, false);
  }
  for (let i = 0; i < data.length; i += 4) {
    for (let channel = 0; channel < 3; channel += 1) data[i + channel] = (data[i + channel] ?? 0) * light;
  }
}
