/**
 * A multisampled colour and depth buffer of the surface's size. There only while a run needs it.
 *
 * It is resolved into a plain buffer of its own format and copied to the screen from there: resolving straight to the
 * screen asks for the canvas's exact format, which browsers do not tell.
 */
import type { PixelSize } from '../../view.ts';

/** Four samples up to about 4K, two beyond: 4K takes 300 MB with four. */
const FEW_SAMPLES_FROM_PX = 9_000_000;

export class MeshTarget {
  readonly #gl: WebGL2RenderingContext;
  readonly #framebuffer: WebGLFramebuffer;
  readonly #color: WebGLRenderbuffer;
  readonly #depth: WebGLRenderbuffer;
  readonly #resolved: WebGLFramebuffer;
  readonly #resolvedColor: WebGLRenderbuffer;
  readonly #size: PixelSize;

  constructor(gl: WebGL2RenderingContext, size: PixelSize) {
    this.#gl = gl;
    this.#size = { ...size };
    const { widthPx, heightPx } = size;
    const format = gl.RGBA8;
    const most = (gl.getInternalformatParameter(gl.RENDERBUFFER, format, gl.SAMPLES) as Int32Array | null)?.[0] ?? 0;
    const samples = Math.min(widthPx * heightPx > FEW_SAMPLES_FROM_PX ? 2 : 4, most);
    this.#color = gl.createRenderbuffer();
    this.#depth = gl.createRenderbuffer();
    this.#framebuffer = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.#framebuffer);
    for (const [buffer, internal, at] of [
      [this.#color, format, gl.COLOR_ATTACHMENT0],
      [this.#depth, gl.DEPTH_COMPONENT24, gl.DEPTH_ATTACHMENT],
    ] as const) {
      gl.bindRenderbuffer(gl.RENDERBUFFER, buffer);
      gl.renderbufferStorageMultisample(gl.RENDERBUFFER, samples, internal, widthPx, heightPx);
      gl.framebufferRenderbuffer(gl.FRAMEBUFFER, at, gl.RENDERBUFFER, buffer);
    }
    this.#resolved = gl.createFramebuffer();
    this.#resolvedColor = gl.createRenderbuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.#resolved);
    gl.bindRenderbuffer(gl.RENDERBUFFER, this.#resolvedColor);
    gl.renderbufferStorage(gl.RENDERBUFFER, format, widthPx, heightPx);
    gl.framebufferRenderbuffer(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.RENDERBUFFER, this.#resolvedColor);
    gl.bindRenderbuffer(gl.RENDERBUFFER, null);
  }

  fits({ widthPx, heightPx }: PixelSize): boolean {
    return this.#size.widthPx === widthPx && this.#size.heightPx === heightPx;
  }

  bind(): void {
    const gl = this.#gl;
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.#framebuffer);
    gl.depthMask(true);
    gl.clearDepth(1);
    gl.clear(gl.DEPTH_BUFFER_BIT);
  }

  toScreen(): void {
    const gl = this.#gl;
    const { widthPx, heightPx } = this.#size;
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, this.#framebuffer);
    gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, this.#resolved);
    const copy = (): void =>
      gl.blitFramebuffer(0, 0, widthPx, heightPx, 0, 0, widthPx, heightPx, gl.COLOR_BUFFER_BIT, gl.NEAREST);
    copy();
    gl.invalidateFramebuffer(gl.READ_FRAMEBUFFER, [gl.COLOR_ATTACHMENT0, gl.DEPTH_ATTACHMENT]);
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, this.#resolved);
    gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, null);
    copy();
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  }

  destroy(): void {
    this.#gl.deleteFramebuffer(this.#framebuffer);
    this.#gl.deleteFramebuffer(this.#resolved);
    this.#gl.deleteRenderbuffer(this.#resolvedColor);
    this.#gl.deleteRenderbuffer(this.#color);
    this.#gl.deleteRenderbuffer(this.#depth);
  }
}
