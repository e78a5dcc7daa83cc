/**
 * The photos on screen as textures of the visualizer's own context, with mipmaps, so that a blurred look costs one
 * read. At most two live: the one shown and the one before, during a change. Copied once per photo.
 */
import type { VisualPhoto } from '../visualizer.ts';

interface Copy {
  readonly texture: WebGLTexture | null;
  /** Only compared, never read again: the stage may have closed it. */
  readonly of: ImageBitmap;
}

export class PhotoCopies {
  readonly #gl: WebGL2RenderingContext;
  #copies: Copy[] = [];

  constructor(gl: WebGL2RenderingContext) {
    this.#gl = gl;
  }

  /** Unit 0 has the photo, unit 1 the one before. */
  bind({ bitmap, from }: VisualPhoto): { readonly hasBefore: boolean } {
    const wanted = from ? [bitmap, from.bitmap] : [bitmap];
    const leaving = this.#copies.filter(({ of }) => !wanted.includes(of));
    this.#copies = this.#copies.filter((copy) => !leaving.includes(copy));
    for (const { texture } of leaving) this.#gl.deleteTexture(texture);
    for (const [unit, one] of wanted.entries()) this.#bindOne(unit, one);
    return { hasBefore: from !== null };
  }

  #bindOne(unit: number, bitmap: ImageBitmap): void {
    const gl = this.#gl;
    gl.activeTexture(gl.TEXTURE0 + unit);
    const known = this.#copies.find(({ of }) => of === bitmap);
    if (known) {
      gl.bindTexture(gl.TEXTURE_2D, known.texture);
      return;
    }
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.MIRRORED_REPEAT);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.MIRRORED_REPEAT);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
    gl.generateMipmap(gl.TEXTURE_2D);
    this.#copies.push({ texture, of: bitmap });
  }

  clear(): void {
    for (const { texture } of this.#copies.splice(0)) this.#gl.deleteTexture(texture);
  }
}
