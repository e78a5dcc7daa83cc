/** The three renderers. Which one draws is the stage's business; everybody may know the name. */
export type TierId = 'shader' | 'canvas2d' | 'css';

/** Strongest first; after its one promotion a session only ever moves to the right. */
export const TIERS: readonly TierId[] = ['shader', 'canvas2d', 'css'];
