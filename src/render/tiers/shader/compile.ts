/** Compiles off the critical path: starts, lets the driver work on its own threads, and asks now and then. */

export interface Compilation {
  /** Non-blocking where the browser has KHR_parallel_shader_compile. */
  state(): 'pending' | 'ready' | 'failed';
  /** The driver's words when it failed. */
  log(): string;
  /** Null unless it was to be kept. */
  readonly program: WebGLProgram | null;
  dispose(): void;
}

type Gl = WebGL2RenderingContext | WebGLRenderingContext;

function compileOne(gl: Gl, type: number, source: string): WebGLShader | null {
  const shader = gl.createShader(type);
  if (!shader) return null;
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  return shader;
}

/**
 * Unless it is to be kept, the result is thrown away on purpose: pixi builds its own program, and the browser's and driver's
 * caches make that second build short. What stays is the knowledge whether it works.
 */
export function startCompilation(gl: Gl, vertex: string, fragment: string, keep = false): Compilation {
  const parallel = gl.getExtension('KHR_parallel_shader_compile');
  const program = gl.createProgram();
  const shaders = [compileOne(gl, gl.VERTEX_SHADER, vertex), compileOne(gl, gl.FRAGMENT_SHADER, fragment)];
  for (const shader of shaders) if (shader) gl.attachShader(program, shader);
  gl.linkProgram(program);
  let result: 'pending' | 'ready' | 'failed' = 'pending';
  let log = '';
  const dispose = (): void => {
    for (const shader of shaders) gl.deleteShader(shader);
    gl.deleteProgram(program);
  };
  const finish = (): void => {
    result = gl.getProgramParameter(program, gl.LINK_STATUS) ? 'ready' : 'failed';
    if (result === 'failed') {
      log = [...shaders.map((shader) => shader && gl.getShaderInfoLog(shader)), gl.getProgramInfoLog(program)]
        .filter(Boolean)
        .join(' ')
        .trim();
    }
    if (!keep) dispose();
    // A linked program needs its shaders no longer.
    else for (const shader of shaders) gl.deleteShader(shader);
  };
  return {
    state() {
      if (result !== 'pending') return result;
      if (parallel && !gl.getProgramParameter(program, parallel.COMPLETION_STATUS_KHR)) return 'pending';
      finish();
      return result;
    },
    log: () => log,
    program: keep ? program : null,
    dispose() {
      if (keep || result === 'pending') dispose();
    },
  };
}
