/** What a page can know and change about the photos that are kept for days without a network. */

export interface KeptPhotos {
  readonly photos: number;
  readonly bytes: number;
  /** What the user allows; the browser may have less. */
  readonly limitBytes: number;
  /** The device is fuller than the limit supposes, so fewer are kept. */
  readonly isTight: boolean;
  /** The browser promised not to clear them by itself. */
  readonly isSafe: boolean;
  /** A folder of the user's with copies; `permission`: the browser wants to ask again. */
  readonly mirror: { readonly name: string; readonly state: 'on' | 'permission' } | null;
}

export interface OfflineControls {
  /** Never rejects. */
  state(): Promise<KeptPhotos>;
  /** Forgets every kept photo. */
  clear(): Promise<void>;
  /** Whether this browser can write to folders at all. */
  readonly canMirror: boolean;
  /**
   * Asks for a folder and copies what is kept there, now and later; also when its permission ran out. Inside the user's gesture. Null:
   * the user backed out.
   */
  chooseMirror(): Promise<KeptPhotos | null>;
  /** No more copies; those that are there stay. */
  dropMirror(): Promise<KeptPhotos>;
}
