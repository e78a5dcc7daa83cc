/** Smoothing that is right at any rate: the share of the way to go in `dtSec` with time constant `tauSec`. */
export const approach = (dtSec: number, tauSec: number): number => 1 - Math.exp(-dtSec / tauSec);
