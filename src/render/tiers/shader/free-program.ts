/** pixi keeps every WebGL program it ever linked until its renderer ends; ours come and go by the dozen. */
import type { GlProgram, WebGLRenderer } from 'pixi.js';

interface ShaderSystemParts {
  readonly _programDataHash: Record<string, { program: WebGLProgram | null; destroy(): void }>;
  readonly _shaderSyncFunctions: Record<string, unknown>;
  resetState(): void;
}

/** Deletes what the renderer holds for this program. Safe for one that was never drawn, and after a lost context. */
export function freeProgram(renderer: WebGLRenderer, glProgram: GlProgram): void {
  const system = renderer.shader as unknown as ShaderSystemParts;
  const { _key } = glProgram as unknown as { _key: string };
  const data = system._programDataHash[_key];
  if (!data) return;
  renderer.gl.deleteProgram(data.program);
  data.destroy();
  delete system._programDataHash[_key];
  delete system._shaderSyncFunctions[_key];
  system.resetState();
}
