import { describe, expect, it } from 'vitest';
import { answerTo, type ShieldInput, type ShieldRules } from './answer.ts';

const rules = (more: Partial<ShieldRules> = {}): ShieldRules => ({
  mode: 'screensaver',
  leave: 'fullscreen',
  leaveMovePx: 10,
  ...more,
});
const key = (name: string, more: { isHeld?: boolean; shiftKey?: boolean } = {}): ShieldInput => ({
  kind: 'key',
  key: name,
  isHeld: false,
  shiftKey: false,
  ...more,
});
const press = (isHeld = false, isOnWidget = false): ShieldInput => ({ kind: 'press', isHeld, isOnWidget });
const move = (px: number, isHeld = false): ShieldInput => ({ kind: 'move', px, isHeld });

describe('a screensaver', () => {
  it.each([['a'], [' '], ['Escape'], ['ArrowLeft'], ['Enter'], ['F5'], ['GoBack']])(
    'leaves at the key “%s”',
    (name) => {
      expect(answerTo(key(name), rules())).toBe('leave');
    },
  );

  it('leaves at a touch and at a move that is meant, and not at a tremble', () => {
    expect(answerTo(press(), rules())).toBe('leave');
    expect(answerTo(move(9.9), rules())).toBe('swallow');
    expect(answerTo(move(10), rules())).toBe('leave');
    expect(answerTo(move(60), rules({ leaveMovePx: 100 }))).toBe('swallow');
  });

  it('lets media keys do what they say, and waits for more than Shift', () => {
    for (const name of ['MediaPlayPause', 'MediaTrackNext', 'AudioVolumeUp', 'Shift', 'Control', 'CapsLock']) {
      expect(answerTo(key(name), rules())).toBe('pass');
    }
  });

  it('acts on widgets while Ctrl is held, without leaving', () => {
    expect(answerTo(move(500, true), rules())).toBe('swallow');
    expect(answerTo(press(true, true), rules())).toBe('pass');
    expect(answerTo(press(true, false), rules())).toBe('swallow');
    expect(answerTo({ kind: 'menu', isHeld: true }, rules())).toBe('menu');
    expect(answerTo(key('r', { isHeld: true }), rules())).toBe('pass');
  });

  it('that leaves for nothing opens its menu all the same', () => {
    const still = rules({ leave: 'nothing' });
    for (const input of [key('a'), press(), move(300)]) expect(answerTo(input, still)).toBe('swallow');
    expect(answerTo({ kind: 'menu', isHeld: false }, still)).toBe('menu');
    expect(answerTo(key('ContextMenu'), still)).toBe('menu');
    expect(answerTo(key('F10', { shiftKey: true }), still)).toBe('menu');
  });
});

describe('a kiosk', () => {
  it('answers to nothing at all', () => {
    const inputs: ShieldInput[] = [
      key('Escape'),
      key('r', { isHeld: true }),
      key('MediaPlayPause'),
      key('ContextMenu'),
      press(),
      press(true, true),
      move(900),
      { kind: 'menu', isHeld: true },
      { kind: 'other', isHeld: true, isOnWidget: true },
    ];
    for (const input of inputs) expect(answerTo(input, rules({ mode: 'kiosk' }))).toBe('swallow');
  });
});
