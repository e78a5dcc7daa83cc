/**
 * Inks for what is drawn over a photo: the photo's own hues, brought to a lightness at which they glow, and a scrim that
 * holds any photo down far enough under them. Crossfaded in OKLab when the photo changes. Quiet music has them paler, loud
 * music fuller; their lightness, and so their contrast, stays.
 */
import type { DecodedPhoto, PaletteColor } from '../../shared/photo.ts';
import type { VisualPalette } from '../visualizer.ts';
import { share } from './smooth.ts';

const CROSSFADE_MS = 450;
/** A verse and a chorus differ in colour, two beats do not. */
const ENERGY_MS = 4_000;
/** What is left of the chroma in silence, and what loud music adds. */
const [PALE, FULLER] = [0.7, 0.45];
/** Here the colours are as the photo has them. */
const USUAL_ENERGY = (1 - PALE) / FULLER;
/** Weaker than this, a colour has no hue worth showing. */
const GREY_CHROMA = 0.025;
/** Hues closer than this would look like one. */
const APART_DEG = 28;
const INK_LIGHT = [0.84, 0.81, 0.88, 0.92] as const;

export type PalettePhoto = Pick<DecodedPhoto, 'palette' | 'luminance'>;

interface Lch {
  readonly l: number;
  readonly c: number;
  readonly h: number;
}

/** OKLab to sRGB 0–1, out of gamut parts cut (Ottosson 2020). */
function oklabToSrgb(lightness: number, a: number, b: number): [number, number, number] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const encode = (value: number): number => {
    const v = Math.min(1, Math.max(0, value));
    return v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055;
  };
  return [
    encode(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    encode(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    encode(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

const hueGap = (a: number, b: number): number => Math.abs(((a - b + 540) % 360) - 180);

/** Up to four hues that can be told apart, most colourful weight first; a grey photo gets a moonlit blue and its warm opposite. */
function huesOf(palette: readonly PaletteColor[]): { h: number; c: number }[] {
  const strength = ({ c, weight }: PaletteColor): number => c * (0.25 + weight);
  const found: { h: number; c: number }[] = [];
  for (const { c, h } of palette.filter(({ c }) => c > GREY_CHROMA).toSorted((a, b) => strength(b) - strength(a))) {
    if (found.every((other) => hueGap(other.h, h) > APART_DEG)) found.push({ h, c });
  }
  const first = found[0] ?? { h: 255, c: 0.05 };
  const reach = [0, 34, -30, 62];
  while (found.length < 4) found.push({ h: first.h + (reach[found.length] ?? 0), c: first.c });
  return found.slice(0, 4);
}

/** How much a photo as bright as this has to be held down: nothing needed in the dark, half on snow. */
export function scrimOf(luminance: PalettePhoto['luminance']): number {
  let sum = 0;
  for (const [index, mean] of luminance.mean.entries())
    sum += Math.min(255, mean + (luminance.detail[index] ?? 0) * 0.6);
  const bright = luminance.mean.length > 0 ? sum / luminance.mean.length / 255 : 0;
  return 0.16 + 0.6 * Math.min(1, Math.sqrt(bright) * 1.15);
}

function inksOf(photo: PalettePhoto | null): Lch[] {
  return huesOf(photo?.palette ?? []).map(({ h, c }, index) => ({
    l: INK_LIGHT[index] ?? 0.85,
    c: Math.min(0.15, Math.max(0.055, c * 1.15)) * (index === 3 ? 0.6 : 1),
    h,
  }));
}

function labOf(photo: PalettePhoto | null): Float32Array {
  const inks = inksOf(photo);
  const all = [...inks, { l: 0.13, c: 0.02, h: inks[0]?.h ?? 255 }];
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  return Float32Array.from(all.flatMap(({ l, c, h }) => [l, c * Math.cos(radians(h)), c * Math.sin(radians(h))]));
}

export class PaletteMixer implements VisualPalette {
  readonly inks = new Float32Array(12);
  readonly deep = new Float32Array(3);
  scrim = 0.4;
  #energy = USUAL_ENERGY;
  #now: Float32Array = labOf(null);
  #goal: Float32Array = this.#now.slice();
  #goalScrim = 0.4;
  #photo: PalettePhoto | null = null;
  #fresh = true;

  constructor() {
    this.#write();
  }

  /** The photo whose colours are wanted; the first one is taken at once. */
  aim(photo: PalettePhoto | null): void {
    if (photo === this.#photo) return;
    this.#photo = photo;
    this.#goal = labOf(photo);
    this.#goalScrim = photo ? scrimOf(photo.luminance) : 0.4;
    if (!this.#fresh || !photo) return;
    this.#fresh = false;
    this.#now = this.#goal.slice();
    this.scrim = this.#goalScrim;
    this.#write();
  }

  /** `energy`: 0 in silence, 1 in the loudest music there is. */
  step(dtMs: number, energy = USUAL_ENERGY): void {
    this.#energy += (energy - this.#energy) * share(dtMs, ENERGY_MS);
    const part = share(dtMs, CROSSFADE_MS);
    for (let at = 0; at < this.#now.length; at++) {
      this.#now[at] = (this.#now[at] ?? 0) + ((this.#goal[at] ?? 0) - (this.#now[at] ?? 0)) * part;
    }
    this.scrim += (this.#goalScrim - this.scrim) * part;
    this.#write();
  }

  #write(): void {
    const chroma = PALE + FULLER * this.#energy;
    for (let color = 0; color < 5; color++) {
      const [l = 0, a = 0, b = 0] = this.#now.subarray(color * 3, color * 3 + 3);
      const rgb = color < 4 ? oklabToSrgb(l, a * chroma, b * chroma) : oklabToSrgb(l, a, b);
      if (color < 4) this.inks.set(rgb, color * 3);
      else this.deep.set(rgb);
    }
  }
}
