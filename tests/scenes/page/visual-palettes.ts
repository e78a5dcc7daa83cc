/** Palettes and brightness of the painted pictures, as the decode worker would give them. */
import type { PalettePhoto } from '../../../src/render/visual/palette.ts';
import type { PictureKind } from './pictures.ts';

const color = (l: number, c: number, h: number, weight: number) => ({ l, c, h, weight });
const even = (mean: number, detail: number): PalettePhoto['luminance'] => ({
  columns: 1,
  rows: 1,
  mean: Uint8Array.of(mean),
  detail: Uint8Array.of(detail),
});

const palettes: Readonly<Record<PictureKind, PalettePhoto>> = {
  dawn: {
    palette: [color(0.75, 0.1, 50, 0.4), color(0.45, 0.07, 350, 0.3), color(0.4, 0.09, 262, 0.3)],
    luminance: even(95, 30),
  },
  forest: { palette: [color(0.8, 0.04, 175, 0.5), color(0.45, 0.06, 160, 0.5)], luminance: even(125, 25) },
  night: { palette: [color(0.2, 0.05, 268, 0.8), color(0.9, 0.03, 90, 0.05)], luminance: even(6, 6) },
  'plain-red': { palette: [color(0.55, 0.19, 26, 1)], luminance: even(40, 0) },
  'plain-blue': { palette: [color(0.47, 0.18, 266, 1)], luminance: even(25, 0) },
};

export const paletteOf = (kind: PictureKind): PalettePhoto => palettes[kind];
