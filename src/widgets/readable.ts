/**
 * Keeps every widget readable: the only one who sets ink and scrim. At rest both follow the photo under the widget. While a
 * transition runs, the scrim is the one that carries over everything the screen may show on the way; it is there before the first
 * frame and leaves slowly after the last. Ink changes in one step, half way, when all of the picture changes.
 * Runs once per photo, layout change or transition; never per frame.
 */
import type { Frame } from './frame.ts';
import { drawGlass } from './glass.ts';
import {
  anyGround,
  chooseInk,
  contrastOn,
  greyOf,
  groundOfTone,
  groundUnder,
  inkOfColor,
  inks,
  readableOpacity,
  scrimAlpha,
  scrimColor,
  union,
  type Ground,
  type Ink,
  type InkName,
  type Region,
} from './ink.ts';
import type { Life } from './life.ts';
import type { Ticker } from './ticker.ts';
import type { WidgetPhoto } from './widget.ts';

export interface ReadableParts {
  readonly root: HTMLElement;
  readonly life: Life;
  readonly ticker: Pick<Ticker, 'after'>;
  frames(): Iterable<Frame>;
  photo(): WidgetPhoto | null;
  transition(): { readonly id: string; readonly progress: number } | null;
  /** How far a photo drifts while it is shown, as a share of the display. */
  drift(): number;
}

export interface Readable {
  /** Another photo begins to be shown. */
  photoChanged(): void;
  transitionEnded(): void;
  /** Boxes moved or looks changed. */
  measure(): void;
}

/** Only these blend what is in one place; all others move, light or darken the picture. */
const inPlace = new Set(['crossfade']);
const lookAgainMs = 80;
/** A card of its own needs no photo. */
const solidAlpha = 0.9;

type Photo = WidgetPhoto | null;

function regionOf(frame: Frame, root: HTMLElement, drift: number): Region {
  const box = frame.box();
  const { clientWidth: width, clientHeight: height } = root;
  return {
    left: box.left / width - drift,
    top: box.top / height - drift,
    right: box.right / width + drift,
    bottom: box.bottom / height + drift,
  };
}

function groundOf(frame: Frame, region: Region, photo: Photo): Ground {
  if (!photo) return { low: 0.04, high: 0.06 };
  const frosted = frame.instance.card === 'glass' ? groundOfTone(photo.luminance, region) : null;
  return frosted ?? groundUnder(photo.luminance, region);
}

/** Mixes the smallest scrim that will do, in the colour of what is there. */
function wear(frame: Frame, ground: Ground, { name, ink }: Chosen, under: { photo: Photo; region: Region }): void {
  const scrim = scrimColor(under.photo?.luminance ?? null, under.region, name);
  const mixed: Ink = { ...ink, scrim: greyOf(scrim) };
  const opacity = readableOpacity(ground, mixed, frame.instance.opacity);
  const needed = scrimAlpha(ground, mixed, opacity);
  const alpha = frame.instance.card === 'solid' ? Math.max(solidAlpha, needed) : needed;
  frame.wear({ ink: name, alpha, opacity, scrim, contrast: contrastOn(ground, mixed, alpha, opacity) });
}

interface Chosen {
  readonly name: InkName;
  readonly ink: Ink;
}

/** The ink for what is under it at rest. */
function inkFor(frame: Frame, ground: Ground): Chosen {
  if (frame.instance.color !== 'auto') return inkOfColor(frame.instance.color);
  const isSolid = frame.instance.card === 'solid';
  const name = isSolid ? 'light' : chooseInk(ground, frame.look?.ink ?? null);
  return { name, ink: inks[name] };
}

export function createReadable(parts: ReadableParts): Readable {
  const { root, life, ticker } = parts;
  let shown: Photo = parts.photo();
  let before: Photo = null;
  let isMoving = false;
  let isHalfWay = false;
  let cancelLook: (() => void) | null = null;

  const dressAtRest = (frame: Frame, region: Region): void => {
    const ground = groundOf(frame, region, shown);
    wear(frame, ground, inkFor(frame, ground), { photo: shown, region });
    drawGlass(frame, shown, region);
  };
  /** `isTurn`: nothing has changed but that half of the way is over. */
  const dressMoving = (frame: Frame, region: Region, isTurn: boolean): void => {
    const [old, next] = [groundOf(frame, region, before), groundOf(frame, region, shown)];
    const { name } = isHalfWay || !frame.look ? inkFor(frame, next) : { name: frame.look.ink };
    // What carries over the whole way needs no second coat: each costs a frame of the transition.
    if (isTurn && frame.instance.card !== 'glass' && frame.look?.ink === name) return;
    const ink = frame.instance.color === 'auto' ? inks[name] : inkOfColor(frame.instance.color).ink;
    const isCalm = frame.instance.card === 'glass' || inPlace.has(parts.transition()?.id ?? '');
    const photo = isHalfWay ? shown : before;
    wear(frame, isCalm ? union(old, next) : anyGround, { name, ink }, { photo, region });
    if (isHalfWay) drawGlass(frame, shown, region);
  };
  const measure = (isTurn = false): void => {
    if (root.clientWidth === 0) return;
    const drift = parts.drift();
    const worn = [...parts.frames()].filter(({ node, host }) => node.isConnected && host.childElementCount > 0);
    // All boxes are read before the first is changed: the page is laid out once.
    const regions = worn.map((frame) => regionOf(frame, root, drift));
    worn.forEach((frame, index) => {
      const region = regions[index];
      if (!region) return;
      if (isMoving) dressMoving(frame, region, isTurn);
      else dressAtRest(frame, region);
    });
  };
  const rest = (): void => {
    cancelLook?.();
    cancelLook = null;
    isMoving = false;
    before = null;
    root.classList.remove('widgets-moving');
    measure();
  };
  const look = (): void => {
    const running = parts.transition();
    if (!running) return rest();
    if (!isHalfWay && running.progress >= 0.5) {
      isHalfWay = true;
      measure(true);
    }
    cancelLook = ticker.after(lookAgainMs, look);
  };
  life.onEnd(() => cancelLook?.());
  return {
    photoChanged() {
      before = shown;
      shown = parts.photo();
      isHalfWay = false;
      isMoving = parts.transition() !== null && before !== null;
      if (!isMoving) return rest();
      root.classList.add('widgets-moving');
      measure();
      cancelLook?.();
      cancelLook = ticker.after(lookAgainMs, look);
    },
    transitionEnded: rest,
    measure() {
      // The same photo may have been composed anew for another size.
      shown = parts.photo();
      measure();
    },
  };
}
