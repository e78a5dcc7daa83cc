/** Written by `node tools/measure-flashing.mjs`: bodies whose brightness swings four times or more. */
export const FLASHING: readonly string[] = [
  'Bounce',
  'CrazyParametricFun',
  'Drop_Zone_Flicker',
  'Mosaic',
  'Revolve_Left',
  'StripDatamoshGlitch',
  'Swirl',
  'TVStatic',
  'powerKaleido',
  'rotateTransition',
  'rotate_scale_fade',
  'tangentMotionBlur',
];
