/** One widget that fails must not stop what all others wait for: the clock, the photo, the readability of the layer. */
export function guarded(run: () => void): void {
  try {
    run();
  } catch (error) {
    globalThis.reportError?.(error);
  }
}
