/** Things in the sky: discs with soft limbs, stars. */
import { ramp, type Light, type Stop } from './color.ts';
import { createField, type Field } from './field.ts';
import type { Band, BandPainter, Frame } from './picture.ts';
import type { Rng } from './rng.ts';

/** A sun or moon; `strength` 1 is opaque. Its limb is softened by a few hundredths of the radius. */
export function discPainter(
  frame: Frame,
  centerX: number,
  centerY: number,
  radiusPx: number,
  color: Light,
  strength: number,
): BandPainter {
  const soft = Math.max(1.2, radiusPx * 0.05);
  const reach = radiusPx + soft;
  return (band) => {
    if (radiusPx <= 0) return;
    const first = Math.max(band.firstRow, Math.floor(centerY - reach));
    const end = Math.min(band.endRow, Math.ceil(centerY + reach));
    const left = Math.max(0, Math.floor(centerX - reach));
    const right = Math.min(frame.widthPx, Math.ceil(centerX + reach));
    for (let y = first; y < end; y++) {
      for (let x = left; x < right; x++) {
        const r = Math.sqrt((x + 0.5 - centerX) ** 2 + (y + 0.5 - centerY) ** 2);
        const t = Math.min(1, Math.max(0, (reach - r) / (2 * soft)));
        const a = t * t * (3 - 2 * t) * strength;
        const at = ((y - band.firstRow) * frame.widthPx + x) * 3;
        for (let c = 0; c < 3; c++) {
          const under = band.rgb[at + c] as number;
          band.rgb[at + c] = under + ((color[c] as number) * 1.7 - under) * a;
        }
      }
    }
  };
}

export interface Star {
  readonly x: number;
  readonly y: number;
  /** Peak light and its radius in pixels. */
  readonly power: number;
  readonly radiusPx: number;
  readonly color: Light;
}

/** Blue-white to orange, as the eye sees them: mostly near white. */
const STAR_COLORS: readonly [Light, ...Light[]] = [
  [0.72, 0.84, 1],
  [0.86, 0.92, 1],
  [1, 0.99, 0.96],
  [1, 0.93, 0.8],
  [1, 0.82, 0.6],
];

/** Brightness follows the sky's own law: each fainter step has about three times as many. */
export function scatterStars(
  frame: Frame,
  rng: Rng,
  perUnitArea: number,
  keep: (x: number, y: number) => number = () => 1,
): Star[] {
  const stars: Star[] = [];
  const size = frame.unitPx / 1440;
  for (let i = 0; i < perUnitArea; i++) {
    const x = rng.next();
    const y = rng.next();
    const rank = rng.next();
    const color = rng.pick(STAR_COLORS);
    if (rng.next() > keep(x, y)) continue;
    const magnitude = Math.min(14, 1 / (rank + 0.02) ** 0.72);
    stars.push({
      x: x * frame.widthPx,
      y: y * frame.heightPx,
      power: 0.035 * magnitude ** 1.35,
      radiusPx: Math.max(0.62, (0.62 + 0.1 * magnitude) * size),
      color,
    });
  }
  stars.sort((a, b) => a.y - b.y);
  return stars;
}

/** Adds stars as small round glows; `veil` dims one by what stands before it. */
export function starPainter(
  frame: Frame,
  stars: readonly Star[],
  veil?: (x: number, y: number) => number,
): BandPainter {
  const reach = 3.2;
  const lit = veil ? stars.map((star) => ({ ...star, power: star.power * veil(star.x, star.y) })) : stars;
  return (band) => {
    for (const star of lit) {
      const span = star.radiusPx * reach + 1;
      if (star.y + span < band.firstRow || star.y - span > band.endRow || star.power < 0.002) continue;
      splat(band, frame, star, span);
    }
  };
}

function splat(band: Band, frame: Frame, star: Star, span: number): void {
  const sharp = 1 / (star.radiusPx * star.radiusPx);
  const first = Math.max(band.firstRow, Math.floor(star.y - span));
  const end = Math.min(band.endRow, Math.ceil(star.y + span));
  const left = Math.max(0, Math.floor(star.x - span));
  const right = Math.min(frame.widthPx, Math.ceil(star.x + span));
  for (let y = first; y < end; y++) {
    const dy = y + 0.5 - star.y;
    for (let x = left; x < right; x++) {
      const dx = x + 0.5 - star.x;
      const r2 = (dx * dx + dy * dy) * sharp;
      const glow = star.power * (Math.exp(-r2) + 0.03 / (1 + r2 * 1.5));
      const at = ((y - band.firstRow) * frame.widthPx + x) * 3;
      band.rgb[at] = (band.rgb[at] as number) + star.color[0] * glow;
      band.rgb[at + 1] = (band.rgb[at + 1] as number) + star.color[1] * glow;
      band.rgb[at + 2] = (band.rgb[at + 2] as number) + star.color[2] * glow;
    }
  }
}

export interface SkyPlan {
  readonly stops: readonly Stop[];
  /** Where the last stop is reached, 0–1 down the picture. */
  readonly horizon: number;
  readonly sunX: number;
  readonly sunY: number;
  readonly sun: Light;
  /** Strength of the glow; its size in picture heights. */
  readonly glow: number;
  readonly glowSize: number;
  /** Moves the sky's colours up and down, in sky heights; x in picture heights from the left. */
  readonly veil?: (x: number, y: number) => number;
}

/** The colour of the air everywhere: sky above the horizon, its light in the mist below. */
export function skyField(frame: Frame, plan: SkyPlan, cells = 150): Promise<Field> {
  const aspect = frame.widthPx / frame.heightPx;
  const colors = ramp(plan.stops, 1024);
  const { sun, veil } = plan;
  const near = 1 / plan.glowSize;
  return createField(frame, cells, 3, (data, at, x, y) => {
    const moved = y / plan.horizon + (veil ? veil(x * aspect, y) : 0);
    const i = Math.round(Math.min(1, Math.max(0, moved)) * 1023) * 3;
    const dx = (x - plan.sunX) * aspect * near;
    const dy = (y - plan.sunY) * near;
    const r2 = dx * dx + dy * dy * 1.4;
    const g = plan.glow * (0.5 * Math.exp(-r2 * 4) + 0.35 * Math.exp(-Math.sqrt(r2) * 8));
    for (let c = 0; c < 3; c++) {
      const base = colors[i + c] as number;
      data[at + c] = base + (sun[c] as number) * g * (1 - base * 0.55);
    }
  });
}
