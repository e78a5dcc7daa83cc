export type TierId = 'shader' | 'canvas2d' | 'css';

/** Strongest first; a session only ever moves to the right. */
export const TIERS: readonly TierId[] = ['shader', 'canvas2d', 'css'];
