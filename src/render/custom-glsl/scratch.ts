/**
 * A graphics context of its own in which pasted text is tried: compiled, then drawn small and timed, growing only
 * while it keeps pace. The show's context never sees text that failed here. Main thread; given back at the end.
 */
import type { TransitionDefinition } from '../transition.ts';
import { startCompilation } from '../tiers/shader/compile.ts';
import { transitionFragment, VERTEX } from '../tiers/shader/glsl.ts';
import type { GlslError } from './inspect.ts';

const COMPILE_LIMIT_MS = 8_000;
/** Sizes of the trial, each only after the one before it was quick. */
const TRIALS = [
  [4, 4],
  [32, 18],
  [128, 72],
] as const;
/** For the largest trial: about a hundred times what a crossfade takes on a slow processor. */
const SLOWEST_MS = 120;
/** A draw that takes this long is not tried again. */
const HOPELESS_MS = 1_500;
/** Other things may be drawn in between: the best of these counts. */
const TRIES = 5;
/** The device may be busy with other things: then the same picture as a plain fade takes long, too. */
const SLOWEST_FADES = 60;
const FADE = 'vec4 transition(vec2 uv) { return mix(getFromColor(uv), getToColor(uv), progress); }';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The driver's words as errors with the user's own lines. */
function errorsIn(log: string, lines: number): GlslError[] {
  const errors: GlslError[] = [];
  for (const match of log.matchAll(/ERROR:\s*\d+:(\d+):\s*([^\n]+)/g)) {
    const line = Math.min(lines, Math.max(1, Number(match[1])));
    const message = (match[2] ?? '').replaceAll('\0', '').trim();
    if (!errors.some((error) => error.line === line && error.message === message)) errors.push({ line, message });
  }
  if (errors.length > 0) return errors.slice(0, 20);
  return [{ line: 1, message: log.replaceAll('\0', '').trim() || 'The graphics driver refused it without a reason.' }];
}

async function compile(gl: WebGL2RenderingContext, fragment: string, lines: number): Promise<GlslError[]> {
  const compilation = startCompilation(gl, VERTEX, fragment);
  const deadlineMs = performance.now() + COMPILE_LIMIT_MS;
  let state = compilation.state();
  while (state === 'pending' && performance.now() < deadlineMs && !gl.isContextLost()) {
    await pause(8);
    state = compilation.state();
  }
  compilation.dispose();
  if (gl.isContextLost()) return [{ line: 1, message: 'The graphics driver gave up on it.' }];
  if (state === 'pending') return [{ line: 1, message: 'The graphics driver takes too long to compile it.' }];
  return state === 'failed' ? errorsIn(compilation.log(), lines) : [];
}

function link(gl: WebGL2RenderingContext, fragment: string): WebGLProgram {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const) {
    const shader = gl.createShader(type);
    if (!shader) continue;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  gl.useProgram(program);
  return program;
}

function setUniforms(gl: WebGL2RenderingContext, program: WebGLProgram, { params }: TransitionDefinition): void {
  const at = (name: string): WebGLUniformLocation | null => gl.getUniformLocation(program, name);
  gl.uniform1f(at('progress'), 0.5);
  gl.uniform1f(at('ratio'), 16 / 9);
  for (const [name, { type, default: value }] of Object.entries(params)) {
    if (typeof value !== 'object') {
      if (type === 'float') gl.uniform1f(at(name), Number(value));
      else gl.uniform1i(at(name), Number(value));
    } else if (type === 'ivec2') gl.uniform2iv(at(name), [...value]);
    else gl[`uniform${value.length as 2 | 3 | 4}fv`](at(name), [...value]);
  }
}

const fragmentOf = (definition: TransitionDefinition): string =>
  `precision highp float;\n${transitionFragment(definition)}`;

/** A program that draws one picture and waits for it; gives the milliseconds. */
function stopwatch(gl: WebGL2RenderingContext, definition: TransitionDefinition) {
  const program = link(gl, fragmentOf(definition));
  setUniforms(gl, program, definition);
  const position = gl.getAttribLocation(program, 'aPosition');
  const pixel = new Uint8Array(4);
  return (width: number, height: number): number => {
    gl.useProgram(program);
    gl.enableVertexAttribArray(position);
    gl.vertexAttribPointer(position, 2, gl.FLOAT, false, 0, 0);
    gl.viewport(0, 0, width, height);
    // What waits in line before is not this one's time.
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
    const startedMs = performance.now();
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
    return performance.now() - startedMs;
  };
}

/** Whether it falls behind at any size of the trial. */
async function isTooSlow(gl: WebGL2RenderingContext, definition: TransitionDefinition): Promise<boolean> {
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 3, -1, -1, 3]), gl.STATIC_DRAW);
  const draw = stopwatch(gl, definition);
  const fade = stopwatch(gl, { ...definition, glsl: FADE, params: {} });
  // The first draw is where drivers finish compiling.
  draw(1, 1);
  fade(1, 1);
  for (const [width, height] of TRIALS) {
    let ms = draw(width, height);
    for (let again = 0; ms > SLOWEST_MS && ms < HOPELESS_MS && again < TRIES; again++) {
      await pause(30);
      ms = Math.min(ms, draw(width, height));
    }
    if (ms > SLOWEST_MS && ms > SLOWEST_FADES * fade(width, height)) return true;
    await pause(0);
  }
  return false;
}

/** Errors, none when it may be shown. `code` is what the lines belong to. */
export async function tryOut(definition: TransitionDefinition): Promise<GlslError[]> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [128, 72];
  const gl = canvas.getContext('webgl2', { alpha: false, antialias: false, powerPreference: 'high-performance' });
  if (!gl) return [{ line: 1, message: 'This device draws without shaders, so it cannot try this out.' }];
  try {
    const errors = await compile(gl, fragmentOf(definition), definition.glsl.split('\n').length);
    if (errors.length > 0) return errors;
    const isSlow = await isTooSlow(gl, definition);
    if (gl.isContextLost()) return [{ line: 1, message: 'It made the graphics driver fail.' }];
    if (isSlow) return [{ line: 1, message: 'It is far too slow: no screen would keep up with it.' }];
    return [];
  } finally {
    gl.getExtension('WEBGL_lose_context')?.loseContext();
  }
}
