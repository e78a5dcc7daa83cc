/** Written by `node tools/measure-flashing.mjs`: bodies whose brightness swings four times or more. */
export const FLASHING: readonly string[] = [];
