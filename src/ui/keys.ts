/** From a key press to what the person means. Pure, so that every layout and remote can be tested. */
export type Command =
  | 'previous'
  | 'next'
  | 'toggle-pause'
  | 'fullscreen'
  | 'info'
  | 'help'
  | 'settings'
  | 'gallery'
  | 'sound'
  | 'cycle'
  | 'back'
  | 'menu'
  | 'favourite'
  | 'never'
  | 'undo'
  | 'bar';

/** What a key press looks like; a `KeyboardEvent` fits. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey?: boolean;
  readonly isComposing?: boolean;
}

/** `typing`: text goes in here. `control`: arrows, space and enter belong to it. `stage`: nothing is focused. */
export type Focus = 'typing' | 'control' | 'stage';

const named: Readonly<Record<string, Command>> = {
  ArrowLeft: 'previous',
  ArrowRight: 'next',
  ' ': 'toggle-pause',
  Enter: 'bar',
  Select: 'bar',
  ArrowUp: 'bar',
  ArrowDown: 'bar',
  Delete: 'never',
};
/** Keys that no control uses: they work wherever the focus is. */
const everywhere: Readonly<Record<string, Command>> = {
  Escape: 'back',
  GoBack: 'back',
  BrowserBack: 'back',
  MediaTrackPrevious: 'previous',
  MediaTrackNext: 'next',
  MediaRewind: 'previous',
  MediaFastForward: 'next',
  MediaPlayPause: 'toggle-pause',
  MediaPlay: 'toggle-pause',
  MediaPause: 'toggle-pause',
  MediaStop: 'toggle-pause',
  ChannelUp: 'next',
  ChannelDown: 'previous',
  ContextMenu: 'menu',
  Settings: 'settings',
  Info: 'info',
  Help: 'help',
};
const letters: Readonly<Record<string, Command>> = {
  z: 'previous',
  x: 'next',
  f: 'fullscreen',
  i: 'info',
  s: 'settings',
  g: 'gallery',
  m: 'sound',
  c: 'cycle',
  '?': 'help',
  h: 'help',
};

/** What changes the choice of photos: not while somebody is busy with something else. */
const stageLetters: Readonly<Record<string, Command>> = { l: 'favourite', n: 'never', u: 'undo' };

/** Letters by what is printed on the key; on a keyboard without Latin letters, by where the key is. */
function letterOf(press: KeyPress): string {
  const key = press.key.toLowerCase();
  const isLatin = key.length === 1 && key <= '~';
  return !isLatin && press.code.startsWith('Key') ? press.code.slice(3).toLowerCase() : key;
}

export function commandOf(press: KeyPress, focus: Focus): Command | null {
  if (press.ctrlKey || press.altKey || press.metaKey || press.isComposing) return null;
  if (press.key === 'Escape') return 'back';
  if (focus === 'typing') return null;
  if (press.key === 'F10' && press.shiftKey) return 'menu';
  const general = everywhere[press.key] ?? letters[letterOf(press)];
  if (general) return general;
  return focus === 'stage' ? (named[press.key] ?? stageLetters[letterOf(press)] ?? null) : null;
}

export function focusOf(target: EventTarget | null): Focus {
  if (!(target instanceof Element)) return 'stage';
  if (target.closest('textarea, select, [contenteditable], input:not([type=range],[type=checkbox],[type=radio])')) {
    return 'typing';
  }
  return target.closest('button, input, a[href], dialog') ? 'control' : 'stage';
}
