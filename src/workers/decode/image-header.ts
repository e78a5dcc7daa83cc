/** What the first bytes of an image say about it. */
export interface ImageHeader {
  /** As stored, before orientation. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** EXIF 1–8; read for JPEG only, 1 elsewhere. */
  readonly orientation: number;
  /** Needs memory for the whole picture even when it is decoded at a smaller size. */
  readonly progressive: boolean;
}
