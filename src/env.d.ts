declare const __APP_VERSION__: string;
/** The address of the sandboxed frame that draws MilkDrop. */
declare const __MILKDROP_FRAME__: string;
/** The addresses of the files that the settings panel is made of, with spaces between them. */
declare const __PANEL_CODE__: string;

/** The package's own list; only what is read here. */
declare module 'gl-transitions/gl-transitions.json' {
  const bodies: readonly {
    readonly name: string;
    readonly glsl: string;
    readonly author: string;
    readonly license: string;
  }[];
  export default bodies;
}
