/**
 * A transition is one folder in `src/render/transitions/<id>/` whose `index.ts` exports
 * `const transition: TransitionDefinition`. The registry finds it; nothing else names it.
 *
 * Coordinates: `uv` and every 2D form use the unit square; shaders count y from the bottom
 * (GL Transitions v1), canvas and css from the top. `progress` runs 0–1 and is already eased.
 * At progress ≤ 0 and ≥ 1 the stage draws the plain photo itself: a form cannot spoil an end point.
 */
import type { MeshGeometry } from '../shared/mesh.ts';

export type ParamValue = number | boolean | readonly number[];
export type Params = Readonly<Record<string, ParamValue>>;

export interface ParamSpec {
  readonly type: 'float' | 'int' | 'bool' | 'vec2' | 'vec3' | 'vec4' | 'ivec2' | 'color';
  readonly default: ParamValue;
  readonly label: string;
  readonly help?: string;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
}

export type Easing = 'linear' | 'in-out-sine' | 'in-out-quad' | 'in-out-cubic';

/** What the engine chose for this run; the same on every display. */
export interface TransitionRun {
  readonly id: string;
  readonly durationMs: number;
  readonly params: Params;
  /** The user's choice; missing: the definition's own. */
  readonly easing?: Easing;
  /** 0–1, for everything random inside the effect. Same seed, same pictures. */
  readonly seed: number;
  /** Built ahead for this seed, where the definition has a `mesh`; without it a crossfade is drawn. */
  readonly geometry?: MeshGeometry;
}

/** A soft edge along a line: [position 0–1, alpha 0–1], ascending; positions may lie outside. */
export type MaskStops = readonly (readonly [position: number, alpha: number])[];

export interface Canvas2dFrame {
  readonly context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly progress: number;
  readonly params: Params;
  readonly seed: number;
  readonly geometry?: MeshGeometry | undefined;
  /** Draws the whole photo over the whole surface (pan and zoom included) under the current clip, transform and alpha. */
  drawFrom(): void;
  drawTo(): void;
  /** `drawTo` through a linear mask; `angleDeg` as in CSS (90 = to the right). Ignores clip and transform. */
  drawToThrough(angleDeg: number, stops: MaskStops): void;
}

/** One photo layer in the css tier: a closed set of properties that browsers composite without repainting. */
export interface CssLayer {
  /** 0–1. */
  readonly opacity?: number;
  /** Shift in percent of the surface, right and down. */
  readonly translate?: readonly [xPercent: number, yPercent: number];
  readonly scale?: number;
  /** Visible rectangle: inset from each edge in percent. */
  readonly inset?: readonly [top: number, right: number, bottom: number, left: number];
  /** Visible polygon, points in percent. */
  readonly polygon?: readonly (readonly [xPercent: number, yPercent: number])[];
  /** Linear mask: `angleDeg` as in CSS (90 = to the right), `stops` of [position 0–1, alpha 0–1]. */
  readonly mask?: {
    readonly angleDeg: number;
    readonly stops: MaskStops;
  };
}

/** `to` lies above `from`. */
export interface CssFrame {
  readonly from: CssLayer;
  readonly to: CssLayer;
}

/** Floats of one vertex or instance, interleaved in this order. */
export type MeshLayout = readonly (readonly [name: string, floats: 1 | 2 | 3 | 4])[];

/** One draw call over arrays of the geometry: triangles, counter-clockwise seen from outside. */
export interface MeshPass {
  /** Names of arrays in the geometry. */
  readonly vertices: string;
  readonly layout: MeshLayout;
  readonly instances?: { readonly array: string; readonly layout: MeshLayout };
  /**
   * GLSL ES 3.00. `vec4 place()` returns clip coordinates, `vec4 shade()` premultiplied colour. Both see what
   * `glsl` sees, and `project(vec3)`: the camera under which the plane z = 0, x ±ratio/2, y ±1/2, fills the
   * surface; z is towards the viewer, who is `EYE` away.
   */
  readonly vertex: string;
  readonly fragment: string;
  /** `over` is the default. */
  readonly blend?: 'none' | 'over' | 'multiply';
  readonly cull?: 'back' | 'front';
  /** Tests and writes depth; needs `antialias`. */
  readonly depth?: boolean;
}

/** A transition in space. `geometry.worker.ts` in its folder exports `build: BuildGeometry`, run in a worker ahead of time. */
export interface MeshForm {
  /** The geometry depends on the seed: then the seed of the next run is drawn ahead. */
  readonly seeded: boolean;
  /** Draws into a multisampled buffer with depth. Not needed where the shader softens its own edges. */
  readonly antialias: boolean;
  /** The passes paint every pixel: `glsl` is not drawn behind them. */
  readonly covers: boolean;
  readonly passes: readonly MeshPass[];
}
/** A picture that a body reads as `uniform sampler2D <name>`; made in code, the same on every device. */
export interface TransitionTexture {
  readonly widthPx: number;
  readonly heightPx: number;
  /** RGBA, rows from the bottom. Called once per program. */
  rgba(): Uint8Array;
}

/** Ours, from the gl-transitions package, or pasted by the user. */
export type TransitionOrigin = 'own' | 'gl-transitions' | 'custom';

/** `flashing`: the picture's brightness swings four times or more; never taken at random unless asked for. */
export type TransitionTag = 'calm' | 'lively' | 'reduced-motion' | 'flashing';

export interface TransitionDefinition {
  /** Folder name; `gl-` and the name in the package; `custom-` and the name the user gave. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** The one it takes when the user set none, milliseconds. */
  readonly durationMs: number;
  readonly easing: Easing;
  readonly tags: readonly TransitionTag[];
  /** Missing: ours. */
  readonly origin?: TransitionOrigin;
  /** Of somebody else's work, as its comments say. */
  readonly author?: string;
  readonly licence?: string;
  readonly params: Readonly<Record<string, ParamSpec>>;
  /**
   * GLSL in the GL Transitions v1 form: `vec4 transition(vec2 uv)`, with `progress`, `ratio`, `seed`,
   * `resolution` (physical pixels), `getFromColor(vec2)`, `getToColor(vec2)` and one uniform per parameter.
   */
  readonly glsl: string;
  /** Drawn over `glsl`; needs WebGL 2, else a crossfade. */
  readonly mesh?: MeshForm;
  /** By the names of the body's samplers. */
  readonly textures?: Readonly<Record<string, TransitionTexture>>;
  /** Missing: a crossfade of the same length. */
  readonly canvas2d?: (frame: Canvas2dFrame) => void;
  readonly css?: (progress: number, params: Params, seed: number) => CssFrame;
  /** Names what a seed leaves to chance (a direction): the engine avoids the same name twice in a row. */
  readonly variant?: (params: Params, seed: number) => string;
}
