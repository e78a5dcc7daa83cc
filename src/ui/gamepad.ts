/**
 * A gamepad as a remote control: what is pressed becomes the keys that everything here understands. Fetched when one is
 * connected; looked at ten to twenty times a second while one is there, and not at all otherwise. Draws no frame.
 */

/** What is read of a pad; the browser's `Gamepad` fits. */
export interface PadView {
  readonly buttons: readonly { readonly pressed: boolean }[];
  readonly axes: readonly number[];
}

export interface PadKey {
  readonly key: string;
  readonly type: 'keydown' | 'keyup';
  readonly repeat: boolean;
}

/** The standard layout: https://www.w3.org/TR/gamepad/#remapping */
const keys: Readonly<Record<number, string>> = {
  0: 'Enter',
  1: 'Escape',
  2: ' ',
  3: 'i',
  4: 'MediaTrackPrevious',
  5: 'MediaTrackNext',
  8: 'ContextMenu',
  9: 'ContextMenu',
  12: 'ArrowUp',
  13: 'ArrowDown',
  14: 'ArrowLeft',
  15: 'ArrowRight',
};
const tilt = 0.6;
const repeatAfterMs = 450;
const repeatEveryMs = 130;
const lookEveryMs = 60;

function heldKeys({ buttons, axes }: PadView): Set<string> {
  const held = new Set<string>();
  buttons.forEach(({ pressed }, index) => {
    const key = keys[index];
    if (pressed && key) held.add(key);
  });
  const [x = 0, y = 0] = axes;
  if (Math.abs(x) > tilt && Math.abs(x) >= Math.abs(y)) held.add(x < 0 ? 'ArrowLeft' : 'ArrowRight');
  else if (Math.abs(y) > tilt) held.add(y < 0 ? 'ArrowUp' : 'ArrowDown');
  return held;
}

/** Turns what is held from look to look into keys that go down, repeat and go up. Only arrows repeat. */
export function createPadReader(): (pads: readonly PadView[], nowMs: number) => PadKey[] {
  const held = new Map<string, { nextMs: number }>();
  return (pads, nowMs) => {
    const now = new Set(pads.flatMap((pad) => [...heldKeys(pad)]));
    const said: PadKey[] = [];
    for (const key of held.keys()) {
      if (now.has(key)) continue;
      held.delete(key);
      said.push({ key, type: 'keyup', repeat: false });
    }
    for (const key of now) {
      const state = held.get(key);
      if (!state) {
        held.set(key, { nextMs: nowMs + repeatAfterMs });
        said.push({ key, type: 'keydown', repeat: false });
      } else if (key.startsWith('Arrow') && nowMs >= state.nextMs) {
        state.nextMs = nowMs + repeatEveryMs;
        said.push({ key, type: 'keydown', repeat: true });
      }
    }
    return said;
  };
}

/** Browsers do nothing by themselves for keys that a page makes up: a button is pressed and a slider moved here. */
function actNatively(target: Element, key: string): void {
  if (key === 'Enter') return (target as HTMLElement).click();
  if (!(target instanceof HTMLInputElement) || target.type !== 'range') return;
  if (key === 'ArrowRight') target.stepUp();
  else if (key === 'ArrowLeft') target.stepDown();
  else return;
  for (const type of ['input', 'change']) target.dispatchEvent(new Event(type, { bubbles: true }));
}

function press({ key, type, repeat }: PadKey): void {
  const target = document.activeElement ?? document.body;
  // On the stage a held arrow is one step; in lists it walks on, for which each step has to look like a press.
  const isStage = target === document.body;
  const event = new KeyboardEvent(type, { key, repeat: repeat && isStage, bubbles: true, cancelable: true });
  const isFree = target.dispatchEvent(event);
  if (isFree && type === 'keydown' && !isStage) actNatively(target, key);
}

/** Until `signal` aborts. */
export function followGamepads(signal: AbortSignal): void {
  const read = createPadReader();
  let timer: ReturnType<typeof setInterval> | undefined;
  const look = (): void => {
    const pads = navigator.getGamepads().filter((pad) => pad !== null);
    if (document.visibilityState === 'visible') read(pads, performance.now()).forEach(press);
    if (pads.length > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
  const begin = (): void => void (timer ??= setInterval(look, lookEveryMs));
  window.addEventListener('gamepadconnected', begin, { signal });
  signal.addEventListener('abort', () => clearInterval(timer));
  begin();
}
