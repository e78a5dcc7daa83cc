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
  gainOfDark,
  greyOf,
  groundOfTone,
  groundUnder,
  inkOfColor,
  inks,
  meanUnder,
  readableOpacity,
  scrimAlpha,
  scrimColor,
  union,
  type Ground,
  type Ink,
  type InkName,
  type Region,
} from './ink.ts';
import { inksTogether } from './inks-together.ts';
import type { Life } from './life.ts';
import { linesOf, type Box } from './lines.ts';
import { reachPxOf, seenShare } from './shade.ts';
import { sparedBy } from './spared.ts';
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

/** These blend what is in one place; all others move, light or darken the picture. */
const inPlace = new Set(['crossfade']);
const lookAgainMs = 80;
/** Nothing of the photo is seen through a card of its own. */
const solidAlpha = 1;

type Photo = WidgetPhoto | null;

/** What lies under one widget: all of its box, and what its letters stand on. Shares of the display. */
interface Under {
  readonly box: Box;
  readonly region: Region;
  readonly parts: readonly Region[];
  /** Pixels from the corner of its box. */
  readonly lines: readonly Box[];
}

function underOf(frame: Frame, lines: readonly Box[], root: HTMLElement, drift: number): Under {
  const box = frame.box();
  const { clientWidth: width, clientHeight: height } = root;
  const regionOf = ({ left, top, right, bottom }: Box): Region => ({
    left: left / width - drift,
    top: top / height - drift,
    right: right / width + drift,
    bottom: bottom / height + drift,
  });
  const moved = lines.map((line) => ({
    left: box.left + line.left,
    right: box.left + line.right,
    top: box.top + line.top,
    bottom: box.top + line.bottom,
  }));
  const region = regionOf(box);
  return { box, region, lines, parts: moved.length > 0 ? moved.map(regionOf) : [region] };
}

function groundOf(frame: Frame, { region, parts }: Under, photo: Photo): Ground {
  if (!photo) return { low: 0.04, high: 0.06 };
  const { luminance } = photo;
  const frosted = frame.instance.card === 'glass' ? groundOfTone(luminance, region) : null;
  return frosted ?? parts.map((part) => groundUnder(luminance, part)).reduce(union);
}

interface Chosen {
  readonly name: InkName;
  readonly ink: Ink;
}

/** Mixes the smallest scrim that will do, in the colour of what is there. */
function wear(frame: Frame, ground: Ground, { name, ink }: Chosen, on: { photo: Photo; under: Under }): void {
  const { card, opacity: wish } = frame.instance;
  const scrim = scrimColor(on.photo?.luminance ?? null, on.under.region, name);
  const mixed: Ink = { ...ink, scrim: greyOf(scrim) };
  const opacity = readableOpacity(ground, mixed, wish);
  const needed = scrimAlpha(ground, mixed, opacity);
  const alpha = card === 'solid' ? Math.max(solidAlpha, needed) : needed;
  frame.wear({ ink: name, alpha, opacity, scrim, contrast: contrastOn(ground, mixed, alpha, opacity) });
}

/** Shades come after all inks are known. What is not there yet, or needs none, has none. */
function layShades(frames: readonly Frame[], unders: readonly Under[], sidePx: number): void {
  const wearers = frames.flatMap((frame, at) => {
    const under = unders[at];
    return under && frame.look ? [{ frame, alpha: frame.look.alpha, ink: frame.look.ink, ...under }] : [];
  });
  for (const own of wearers) {
    if (own.frame.instance.card !== 'none' || own.alpha === 0) continue;
    const tallest = Math.max(...own.lines.map(({ top, bottom }) => bottom - top));
    own.frame.shade.follow(own.lines, sidePx, sparedBy(own, wearers, reachPxOf(tallest, sidePx)));
  }
}

const isBare = ({ instance }: Frame): boolean => instance.card === 'none' && instance.color === 'auto';

const meanOf = ({ region }: Under, photo: Photo): number | undefined =>
  photo ? meanUnder(photo.luminance, region) : undefined;

/** The inks of all that stands on the bare photo, as they were chosen together last. */
function createChoices(root: HTMLElement) {
  const chosen = new WeakMap<Frame, InkName>();
  return {
    choose(frames: readonly Frame[], unders: readonly Under[], photo: Photo, sidePx: number): void {
      const [x, y] = [(seenShare * sidePx) / root.clientWidth, (seenShare * sidePx) / root.clientHeight];
      const bare = frames.flatMap((frame, at) => {
        const under = unders[at];
        if (!under || !isBare(frame)) return [];
        const { left, top, right, bottom } = under.region;
        // Half of the way on both sides: where both would be seen, they meet.
        const region = { left: left - x / 2, top: top - y / 2, right: right + x / 2, bottom: bottom + y / 2 };
        const gain = gainOfDark(groundOf(frame, under, photo), meanOf(under, photo));
        return [{ frame, region, gain, now: frame.look?.ink ?? null }];
      });
      const names = inksTogether(bare);
      bare.forEach(({ frame }, at) => chosen.set(frame, names[at] ?? 'light'));
    },
    /** The ink for what is under it at rest. */
    inkFor(frame: Frame, ground: Ground, under: Under, photo: Photo): Chosen {
      if (frame.instance.color !== 'auto') return inkOfColor(frame.instance.color);
      const isSolid = frame.instance.card === 'solid';
      const together = isBare(frame) ? chosen.get(frame) : undefined;
      const name = isSolid ? 'light' : (together ?? chooseInk(ground, frame.look?.ink ?? null, meanOf(under, photo)));
      return { name, ink: inks[name] };
    },
  };
}

/** The lines of every widget, read again when what they say has changed. */
function createLineKeeper(root: HTMLElement, life: Life, changed: (hosts: ReadonlySet<Element>) => void) {
  const kept = new WeakMap<HTMLElement, readonly Box[]>();
  const observer = new MutationObserver((records) => {
    const hosts = new Set<Element>();
    for (const { target } of records) {
      const host = (target instanceof Element ? target : target.parentElement)?.closest<HTMLElement>('.widget-host');
      if (host && kept.delete(host)) hosts.add(host);
    }
    if (hosts.size > 0) changed(hosts);
  });
  observer.observe(root, { subtree: true, childList: true, characterData: true });
  life.onEnd(() => observer.disconnect());
  return {
    /** A card lies under its whole box. */
    of({ instance, host, box }: Frame): readonly Box[] {
      if (instance.card !== 'none') return [];
      const lines = kept.get(host) ?? linesOf(host, box());
      kept.set(host, lines);
      return lines;
    },
    forget: (frames: Iterable<Frame>) => {
      for (const { host } of frames) kept.delete(host);
    },
  };
}

export function createReadable(parts: ReadableParts): Readable {
  const { root, life, ticker } = parts;
  let shown: Photo = parts.photo();
  let before: Photo = null;
  let isMoving = false;
  let isHalfWay = false;
  let cancelLook: (() => void) | null = null;

  const choices = createChoices(root);
  const dressAtRest = (frame: Frame, under: Under): void => {
    const ground = groundOf(frame, under, shown);
    wear(frame, ground, choices.inkFor(frame, ground, under, shown), { photo: shown, under });
    drawGlass(frame, shown, under.region);
  };
  /** `isTurn`: nothing has changed but that half of the way is over. */
  const dressMoving = (frame: Frame, under: Under, isTurn: boolean): void => {
    const [old, next] = [groundOf(frame, under, before), groundOf(frame, under, shown)];
    const { name } = isHalfWay || !frame.look ? choices.inkFor(frame, next, under, shown) : { name: frame.look.ink };
    // What carries over the whole way needs no second coat: each costs a frame of the transition.
    if (isTurn && frame.instance.card !== 'glass' && frame.look?.ink === name) return;
    const ink = frame.instance.color === 'auto' ? inks[name] : inkOfColor(frame.instance.color).ink;
    const isCalm = frame.instance.card === 'glass' || inPlace.has(parts.transition()?.id ?? '');
    const photo = isHalfWay ? shown : before;
    wear(frame, isCalm ? union(old, next) : anyGround, { name, ink }, { photo, under });
    if (isHalfWay) drawGlass(frame, shown, under.region);
  };
  const measure = (isTurn = false, only: ReadonlySet<Element> | null = null): void => {
    if (root.clientWidth === 0) return;
    const drift = parts.drift();
    const sidePx = Math.min(root.clientWidth, root.clientHeight);
    const worn = [...parts.frames()].filter(({ node, host }) => node.isConnected && host.childElementCount > 0);
    // All boxes are read before the first is changed: the page is laid out once.
    const unders = worn.map((frame) => underOf(frame, lines.of(frame), root, drift));
    // Words that change alone keep the ink that was chosen with all the others.
    if (!only) choices.choose(worn, unders, isMoving && !isHalfWay ? before : shown, sidePx);
    worn.forEach((frame, index) => {
      const under = unders[index];
      if (!under || only?.has(frame.host) === false) return;
      if (isMoving) dressMoving(frame, under, isTurn);
      else dressAtRest(frame, under);
    });
    layShades(worn, unders, sidePx);
  };
  const lines = createLineKeeper(root, life, (hosts) => measure(false, hosts));
  const rest = (): void => {
    cancelLook?.();
    cancelLook = null;
    isMoving = false;
    before = null;
    root.classList.remove('widgets-moving');
    // What changed its size on the way may have made room since.
    lines.forget(parts.frames());
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
      lines.forget(parts.frames());
      measure();
    },
  };
}
