/**
 * Slow pan and zoom. A drift is a straight path between two windows; because a window's allowed
 * shift is linear in its size, everything between two windows that cover the surface covers it too.
 */
import { glide, GLIDE_PEAK_SPEED } from './easing.ts';
import { sequence01 } from './random.ts';
import { WHOLE, type PhotoWindow } from './view.ts';

/** No point of the picture moves faster than this share of the surface's width per second. */
export const MAX_SPEED_PER_SEC = 0.015;
/** A photo that stays for hours comes to rest after this long, so that it costs nothing any more. */
export const LONGEST_DRIFT_MS = 120_000;
/** Way back to the untouched picture when the movement is switched off. */
const SETTLE_MS = 1_500;
/** Share of the free room that a shift may use. */
const REACH = 0.8;
/** The wide end is zoomed too, by this share of the close end, so that the picture can shift at both. */
const WIDE_SHARE = 0.25;

export interface Drift {
  readonly from: PhotoWindow;
  readonly to: PhotoWindow;
  readonly startMs: number;
  readonly durationMs: number;
}

export const atRest = (window: PhotoWindow): Drift => ({ from: window, to: window, startMs: 0, durationMs: 0 });

/** Longest way any point of the picture goes on screen, in widths of the surface. */
function pathLength(from: PhotoWindow, to: PhotoWindow, aspect: number): number {
  const zoom = Math.abs(to.size - from.size) / 2;
  const across = Math.abs(to.x - from.x) + zoom;
  const down = (Math.abs(to.y - from.y) + zoom) / aspect;
  return Math.hypot(across, down) / Math.min(from.size, to.size);
}

function windowAtZoom(zoom: number, directionX: number, directionY: number): PhotoWindow {
  const size = 1 / (1 + zoom);
  const room = ((1 - size) / 2) * REACH;
  return { x: directionX * room, y: directionY * room, size };
}

/**
 * The path of one slide. `seed` 0–1 decides the direction and whether it goes in or out; `zoomPercent`
 * is the widest zoom; a short slide moves less, never faster. `aspect` is the surface's width / height.
 */
export function slideDrift(
  seed: number,
  zoomPercent: number,
  startMs: number,
  durationMs: number,
  aspect: number,
): Drift {
  const angle = sequence01(seed, 0) * 2 * Math.PI;
  const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
  const duration = Math.min(LONGEST_DRIFT_MS, Math.max(1, durationMs));
  const zoom = zoomPercent / 100;
  const path = (share: number): [PhotoWindow, PhotoWindow] => [
    windowAtZoom(zoom * WIDE_SHARE * share, -dx, -dy),
    windowAtZoom(zoom * share, dx, dy),
  ];
  const [farthest, nearest] = path(1);
  const allowed = (MAX_SPEED_PER_SEC * duration) / 1000 / GLIDE_PEAK_SPEED;
  // A shorter path shrinks a little less than its share; the factor is the most it can differ.
  const longest = pathLength(farthest, nearest, aspect) * (1 + zoom * WIDE_SHARE);
  const [far, near] = path(Math.min(1, allowed / longest));
  const inwards = sequence01(seed, 1) < 0.5;
  return { from: inwards ? far : near, to: inwards ? near : far, startMs, durationMs: duration };
}

/** From a window that is on screen to the end of a path, no faster than any drift. */
export function joinDrift(path: Drift, window: PhotoWindow, nowMs: number, aspect: number): Drift {
  const remainingMs = path.startMs + path.durationMs - nowMs;
  const neededMs = (pathLength(window, path.to, aspect) * GLIDE_PEAK_SPEED * 1000) / MAX_SPEED_PER_SEC;
  return { from: window, to: path.to, startMs: nowMs, durationMs: Math.max(remainingMs, neededMs, 1) };
}

/** From wherever the picture is now back to the whole of it, smoothly. */
export function settleDrift(drift: Drift, nowMs: number): Drift {
  const window = windowAt(drift, nowMs);
  if (window.x === 0 && window.y === 0 && window.size === 1) return atRest(WHOLE);
  return { from: window, to: WHOLE, startMs: nowMs, durationMs: SETTLE_MS };
}

export function windowAt(drift: Drift, nowMs: number): PhotoWindow {
  if (nowMs >= drift.startMs + drift.durationMs) return drift.to;
  const t = glide((nowMs - drift.startMs) / drift.durationMs);
  const { from, to } = drift;
  return {
    x: from.x + (to.x - from.x) * t,
    y: from.y + (to.y - from.y) * t,
    size: from.size + (to.size - from.size) * t,
  };
}

export function isMoving(drift: Drift, nowMs: number): boolean {
  return nowMs < drift.startMs + drift.durationMs;
}
