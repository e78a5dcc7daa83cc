import { describe, expect, it } from 'vitest';
import { commandOf, type KeyPress } from './keys.ts';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...more,
});

describe('keys', () => {
  it.each([
    ['z', 'previous'],
    ['ArrowLeft', 'previous'],
    ['X', 'next'],
    ['ArrowRight', 'next'],
    [' ', 'toggle-pause'],
    ['f', 'fullscreen'],
    ['i', 'info'],
    ['?', 'help'],
    ['s', 'settings'],
    ['g', 'gallery'],
    ['c', 'cycle'],
    ['l', 'favourite'],
    ['N', 'never'],
    ['Delete', 'never'],
    ['u', 'undo'],
    ['Escape', 'back'],
    ['MediaTrackNext', 'next'],
    ['MediaPlayPause', 'toggle-pause'],
    ['Enter', 'bar'],
    ['ContextMenu', 'menu'],
    ['ChannelUp', 'next'],
    ['MediaStop', 'toggle-pause'],
  ])('“%s” on the stage means %s', (key, command) => {
    expect(commandOf(press(key), 'stage')).toBe(command);
  });

  it('ask for the menu with Shift and F10, where there is no key for it', () => {
    expect(commandOf(press('F10', { shiftKey: true }), 'control')).toBe('menu');
    expect(commandOf(press('F10'), 'stage')).toBeNull();
  });

  it('leave everything but Esc to a text field', () => {
    for (const key of ['z', ' ', 'ArrowLeft', 's', '?', 'Enter']) expect(commandOf(press(key), 'typing')).toBeNull();
    expect(commandOf(press('Escape'), 'typing')).toBe('back');
  });

  it('leave arrows, space and enter to a focused control, but not the letters', () => {
    for (const key of [' ', 'ArrowLeft', 'ArrowDown', 'Enter', 'Delete', 'n', 'l'])
      expect(commandOf(press(key), 'control')).toBeNull();
    expect(commandOf(press('x'), 'control')).toBe('next');
  });

  it('leave the browser its shortcuts', () => {
    expect(commandOf(press('s', { ctrlKey: true }), 'stage')).toBeNull();
    expect(commandOf(press('ArrowLeft', { altKey: true }), 'stage')).toBeNull();
    expect(commandOf(press('f', { metaKey: true }), 'stage')).toBeNull();
  });

  it('go by the letter on the key, and by its place where there are no Latin letters', () => {
    expect(commandOf(press('z', { code: 'KeyY' }), 'stage')).toBe('previous');
    expect(commandOf(press('я', { code: 'KeyZ' }), 'stage')).toBe('previous');
    expect(commandOf(press('ы', { code: 'KeyS' }), 'stage')).toBe('settings');
  });
});
