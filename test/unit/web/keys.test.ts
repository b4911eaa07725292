import { describe, expect, it } from 'vitest';
import { commandOf, type Press } from '../../../web/src/modules/statements/model/keys.ts';

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  code: '',
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});

describe('the keys of the review', () => {
  it.each([
    ['a', 'accept'],
    ['R', undefined],
    ['r', 'reject'],
    ['n', 'next'],
    ['?', 'help'],
    ['Escape', 'close'],
    ['q', undefined],
    ['1', undefined],
  ])('%s asks for %s', (key, command) => {
    expect(commandOf(press(key, { shiftKey: key === 'R' || key === '?' }), false)).toBe(command);
  });

  it('are at the same places on a keyboard of another script', () => {
    expect(commandOf(press('ش', { code: 'KeyA' }), true)).toBe('accept');
    expect(commandOf(press('ф', { code: 'KeyA' }), false)).toBe('accept');
    // The letters of a Latin keyboard count by what they write: on a French one `a` is where `q` is.
    expect(commandOf(press('a', { code: 'KeyQ' }), false)).toBe('accept');
  });

  it('move the end of a passage as its text runs', () => {
    const shifted = (key: string) => press(key, { shiftKey: true });
    expect(commandOf(shifted('ArrowRight'), false)).toBe('forward');
    expect(commandOf(shifted('ArrowRight'), true)).toBe('back');
    expect(commandOf(shifted('ArrowLeft'), true)).toBe('forward');
    expect(commandOf(press('ArrowLeft'), true)).toBeUndefined();
  });

  it('undo and redo as everywhere, and leave the keys of the browser alone', () => {
    expect(commandOf(press('z', { ctrlKey: true }), false)).toBe('undo');
    expect(commandOf(press('Z', { metaKey: true, shiftKey: true }), false)).toBe('redo');
    expect(commandOf(press('y', { ctrlKey: true }), false)).toBe('redo');
    expect(commandOf(press('U', { shiftKey: true }), false)).toBe('redo');
    expect(commandOf(press('r', { ctrlKey: true }), false)).toBeUndefined();
    expect(commandOf(press('a', { altKey: true }), false)).toBeUndefined();
  });
});
