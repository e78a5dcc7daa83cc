/**
 * Colours are chosen in OKLCH (lightness 0–1, chroma 0–0.4, hue in degrees) and painted as *light*:
 * the sRGB value squared, per channel. Light adds and mixes almost as in nature, and a square root brings it back.
 * OKLab matrices: Björn Ottosson, "A perceptual color space for image processing" (2020).
 */
export type Oklch = readonly [l: number, c: number, h: number];
/** Red, green, blue as light, 0–1 for what a display can show. */
export type Light = readonly [r: number, g: number, b: number];
type Lab = readonly [l: number, a: number, b: number];

function toLab([l, c, h]: Oklch): Lab {
  const angle = (h * Math.PI) / 180;
  return [l, c * Math.cos(angle), c * Math.sin(angle)];
}

function labToLinear([l, a, b]: Lab): Light {
  const x = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const y = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const z = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
    -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
    -0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z,
  ];
}

/** Linear light to the sRGB value squared. */
function encode(v: number): number {
  const linear = Math.min(1, Math.max(0, v));
  const srgb = linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055;
  return srgb * srgb;
}

/** Chroma is taken back until the colour exists, so that hue and lightness stay as chosen. */
function labToLight(lab: Lab): Light {
  let [l, a, b] = lab;
  l = Math.min(1, Math.max(0, l));
  for (let i = 0; i < 24; i++) {
    const linear = labToLinear([l, a, b]);
    if (Math.min(...linear) > -0.0005 && Math.max(...linear) < 1.0005) break;
    a *= 0.94;
    b *= 0.94;
  }
  const [red, green, blue] = labToLinear([l, a, b]);
  return [encode(red), encode(green), encode(blue)];
}

export function light(color: Oklch): Light {
  return labToLight(toLab(color));
}

export type Stop = readonly [position: number, color: Oklch];

/** `size` steps of light, three numbers each, mixed in OKLab between the stops (positions rising, 0–1). */
export function ramp(stops: readonly Stop[], size = 256): Float32Array {
  const out = new Float32Array(size * 3);
  const labs = stops.map(([position, color]) => ({ position, lab: toLab(color) }));
  let k = 0;
  for (let i = 0; i < size; i++) {
    const t = i / (size - 1);
    while (k < labs.length - 2 && t > (labs[k + 1]?.position ?? 1)) k++;
    const from = labs[k];
    const to = labs[Math.min(k + 1, labs.length - 1)];
    if (!from || !to) break;
    const span = to.position - from.position;
    const linear = span > 0 ? Math.min(1, Math.max(0, (t - from.position) / span)) : 0;
    const s = linear * linear * (3 - 2 * linear) * 0.6 + linear * 0.4;
    const lab = [0, 1, 2].map((c) => (from.lab[c] as number) * (1 - s) + (to.lab[c] as number) * s);
    out.set(labToLight([lab[0] as number, lab[1] as number, lab[2] as number]), i * 3);
  }
  return out;
}

/** The same colour, lighter or darker, greyer or stronger, turned. */
export function shift(color: Oklch, change: { l?: number; c?: number; h?: number }): Oklch {
  return [
    Math.min(1, Math.max(0, color[0] + (change.l ?? 0))),
    Math.max(0, color[1] * (change.c ?? 1)),
    color[2] + (change.h ?? 0),
  ];
}

/** Mixed in OKLab: never through a wrong hue, never muddy. */
export function blend(a: Oklch, b: Oklch, t: number): Oklch {
  const x = toLab(a);
  const y = toLab(b);
  const l = x[0] + (y[0] - x[0]) * t;
  const p = x[1] + (y[1] - x[1]) * t;
  const q = x[2] + (y[2] - x[2]) * t;
  return [l, Math.hypot(p, q), (Math.atan2(q, p) * 180) / Math.PI];
}
