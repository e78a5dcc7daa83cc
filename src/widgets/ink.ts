/**
 * Which ink stands on a photo, and how much scrim it takes: the smallest one with which even the quiet ink keeps its contrast on
 * the worst part of the photo under it. Pure. Contrast is that of WCAG 2; scrims blend in sRGB as browsers do.
 */
import type { LuminanceGrid } from '../shared/photo.ts';

/** A rectangle in the unit square, from the top left. */
export interface Region {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The darkest and the brightest under a widget, as sRGB greys 0–1. */
export interface Ground {
  readonly low: number;
  readonly high: number;
}

export type InkName = 'light' | 'dark';

/** sRGB greys 0–1 of the inks as the stylesheet has them, and of the scrim that goes with them. */
export interface Ink {
  readonly ink: number;
  readonly quiet: number;
  readonly scrim: number;
}

export const inks: Readonly<Record<InkName, Ink>> = {
  light: { ink: 0.965, quiet: 0.875, scrim: 0.04 },
  dark: { ink: 0.075, quiet: 0.17, scrim: 0.965 },
};

/** 4.5 is the promise; the rest is for rounding and for samples that saw none of the worst pixels. */
const WANTED = 4.75;
/** See-through ink takes on the hue behind it, which a grey does not tell. */
const WANTED_THROUGH = 5.3;
/** A light scrim over strong colours stays darker than over the grey that is as light as they are. */
const WANTED_DARK = 5.25;
const MOST_ALPHA = 0.96;

const wantedFor = ({ ink, scrim }: Ink, opacity: number): number => {
  if (opacity < 1) return WANTED_THROUGH;
  return ink < scrim ? WANTED_DARK : WANTED;
};
/** Dark ink comes when it changes the photo by this much less than light ink, and goes when it no longer does by half of that. */
const DARK_GAIN = 0.13;

/** What any photo may show during a transition. */
export const anyGround: Ground = { low: 0, high: 1 };

export const lightOf = (srgb: number): number => (srgb <= 0.04045 ? srgb / 12.92 : ((srgb + 0.055) / 1.055) ** 2.4);

export function contrast(one: number, other: number): number {
  const [a, b] = [lightOf(one), lightOf(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** The cells of a grid that a region touches. */
function* cellsUnder({ columns, rows }: LuminanceGrid, region: Region): Generator<number> {
  const clampTo = (value: number, last: number): number => Math.min(last, Math.max(0, value));
  const firstColumn = clampTo(Math.floor(region.left * columns), columns - 1);
  const lastColumn = clampTo(Math.ceil(region.right * columns) - 1, columns - 1);
  const firstRow = clampTo(Math.floor(region.top * rows), rows - 1);
  const lastRow = clampTo(Math.ceil(region.bottom * rows) - 1, rows - 1);
  for (let row = firstRow; row <= lastRow; row++) {
    for (let column = firstColumn; column <= lastColumn; column++) yield row * columns + column;
  }
}

export function groundUnder(grid: LuminanceGrid, region: Region): Ground {
  const { mean, detail, low, high } = grid;
  let lowest = 255;
  let highest = 0;
  for (const cell of cellsUnder(grid, region)) {
    const [middle, spread] = [mean[cell] ?? 0, 2.5 * (detail[cell] ?? 0)];
    lowest = Math.min(lowest, low?.[cell] ?? middle - spread);
    highest = Math.max(highest, high?.[cell] ?? middle + spread);
  }
  return { low: Math.max(0, lowest) / 255, high: Math.min(255, highest) / 255 };
}

/** How light a photo is there on average, as an sRGB grey 0–1. */
export function meanUnder(grid: LuminanceGrid, region: Region): number {
  const cells = [...cellsUnder(grid, region)];
  return cells.reduce((sum, cell) => sum + (grid.mean[cell] ?? 0), 0) / (255 * Math.max(1, cells.length));
}

export type Rgb = readonly [number, number, number];

const srgbOf = (light: number): number => (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055);

/** The grey that is as light as this colour; channels 0–1. */
export const greyOf = ([r, g, b]: Rgb): number =>
  srgbOf(0.2126 * lightOf(r) + 0.7152 * lightOf(g) + 0.0722 * lightOf(b));

/** The mean colours under a region and right beside it: neighbours run into each other when they are drawn. */
function tonesUnder({ columns, rows, tone }: LuminanceGrid, region: Region): Rgb[] {
  const wide = 2 * columns;
  const from = { x: Math.floor(region.left * wide) - 1, y: Math.floor(region.top * 2 * rows) - 1 };
  const to = { x: Math.ceil(region.right * wide), y: Math.ceil(region.bottom * 2 * rows) };
  const found: Rgb[] = [];
  if (!tone) return found;
  for (let y = Math.max(0, from.y); y <= Math.min(2 * rows - 1, to.y); y++) {
    for (let x = Math.max(0, from.x); x <= Math.min(wide - 1, to.x); x++) {
      const at = (y * wide + x) * 3;
      found.push([(tone[at] ?? 0) / 255, (tone[at + 1] ?? 0) / 255, (tone[at + 2] ?? 0) / 255]);
    }
  }
  return found;
}

/** What is under a region as seen through frosted glass; null when it was not measured. */
export function groundOfTone(grid: LuminanceGrid, region: Region): Ground | null {
  const greys = tonesUnder(grid, region).map(greyOf);
  return greys.length === 0 ? null : { low: Math.min(...greys), high: Math.max(...greys) };
}

/** How much of the photo's own colour a scrim takes on, and how light a dark one is. */
const DARK_TINT = 0.9;
const DARK_GREY = 0.06;
const LIGHT_TINT = 0.1;

/** A scrim that leans to the colour of the photo under it: it looks like shade or haze, not like paint. */
export function scrimColor(grid: LuminanceGrid | null, region: Region, name: InkName): Rgb {
  const plain = inks[name].scrim;
  const tones = grid ? tonesUnder(grid, region) : [];
  if (tones.length === 0) return [plain, plain, plain];
  const mean = [0, 1, 2].map((at) => tones.reduce((sum, one) => sum + (one[at] ?? 0), 0) / tones.length);
  const grey = Math.max(0.02, greyOf(mean as unknown as Rgb));
  const tint = (value: number): number =>
    name === 'light'
      ? Math.max(0, DARK_GREY * (1 + (DARK_TINT * (value - grey)) / grey))
      : Math.min(1, plain + LIGHT_TINT * (value - grey));
  return mean.map(tint) as unknown as Rgb;
}

export const union = (one: Ground, other: Ground): Ground => ({
  low: Math.min(one.low, other.low),
  high: Math.max(one.high, other.high),
});

const mix = (from: number, to: number, share: number): number => from + (to - from) * share;

/** Contrast of the quiet ink on the worst of `ground` under a scrim of this opacity; the ink itself may be see-through. */
export function contrastOn(ground: Ground, { ink, quiet, scrim }: Ink, alpha: number, opacity = 1): number {
  let worst = 21;
  for (const grey of [ground.low, ground.high]) {
    const behind = mix(grey, scrim, alpha);
    for (const one of [ink, quiet]) worst = Math.min(worst, contrast(mix(behind, one, opacity), behind));
  }
  return worst;
}

/** Opacity of the scrim, 0–0.96. */
export function scrimAlpha(ground: Ground, ink: Ink, opacity = 1): number {
  for (let percent = 0; percent < MOST_ALPHA * 100; percent += 2) {
    if (contrastOn(ground, ink, percent / 100, opacity) >= wantedFor(ink, opacity)) return percent / 100;
  }
  return MOST_ALPHA;
}

/** The wish for see-through ink, as far as the strongest scrim lets it be read. */
export function readableOpacity(ground: Ground, ink: Ink, wish: number): number {
  let opacity = wish;
  while (opacity < 1 && contrastOn(ground, ink, MOST_ALPHA, opacity) < wantedFor(ink, opacity)) opacity += 0.05;
  return Math.min(1, opacity);
}

/** How far the scrim of an ink takes a photo that is this light on average from what it was: haze on snow is hardly seen. */
function disturbance(ground: Ground, name: InkName, mean: number): number {
  const scrim = name === 'light' ? DARK_GREY : inks.dark.scrim;
  return scrimAlpha(ground, inks[name]) * Math.abs(scrim - mean);
}

/** How much calmer dark ink would be. `mean` is a grey, 0–1. */
export const gainOfDark = (ground: Ground, mean = (ground.low + ground.high) / 2): number =>
  disturbance(ground, 'light', mean) - disturbance(ground, 'dark', mean);

/** Light ink unless dark ink is clearly calmer; what is there now is kept when both would do. */
export const inkOfGain = (gain: number, now: InkName | null): InkName =>
  gain > (now === 'dark' ? DARK_GAIN / 2 : DARK_GAIN) ? 'dark' : 'light';

export const chooseInk = (ground: Ground, now: InkName | null, mean?: number): InkName =>
  inkOfGain(gainOfDark(ground, mean), now);

/** Greys between these two reach 4.5:1 on nothing. */
const MUDDY = { from: 0.4, to: 0.53 };

/** A colour of the user's own, `#rrggbb`, made a little lighter where no scrim could make it readable. */
export function readableColor(color: string): Rgb {
  let rgb = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255) as unknown as Rgb;
  while (greyOf(rgb) > MUDDY.from && greyOf(rgb) < MUDDY.to) {
    rgb = rgb.map((channel) => Math.min(1, channel + 0.04)) as unknown as Rgb;
  }
  return rgb;
}

/** The grey of a colour of the user's own, and the scrim that it stands on best. */
export function inkOfColor(color: string): { name: InkName; ink: Ink } {
  const grey = greyOf(readableColor(color));
  const name = contrast(grey, inks.light.scrim) >= contrast(grey, inks.dark.scrim) ? 'light' : 'dark';
  return { name, ink: { ink: grey, quiet: grey, scrim: inks[name].scrim } };
}
