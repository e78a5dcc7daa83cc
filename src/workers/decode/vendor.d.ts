/** Types for the parts of untyped or oddly packaged libraries that the decode worker uses. */

declare module 'exifr/dist/lite.esm.mjs' {
  export function parse(
    input: Blob | Uint8Array,
    options: Readonly<Record<string, unknown>>,
  ): Promise<Record<string, unknown> | undefined>;
}

declare module 'libheif-js/libheif-wasm/libheif.js' {
  export interface HeifImage {
    get_width(): number;
    get_height(): number;
    display(
      target: { data: Uint8ClampedArray; width: number; height: number },
      done: (result: { data: Uint8ClampedArray } | null) => void,
    ): void;
    free(): void;
  }
  export interface HeifModule {
    readonly ready?: Promise<unknown>;
    HeifDecoder: new () => { decode(bytes: Uint8Array): HeifImage[]; decoder?: unknown };
  }
  const libheif: (options: { wasmBinary: ArrayBuffer }) => HeifModule;
  export default libheif;
}
