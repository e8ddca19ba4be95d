import { describe, expect, it } from 'vitest';
import { commandFor, SHORTCUTS } from '../../../../renderer/app/shortcuts.js';

const key = (name: string, more = {}) => ({ key: name, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...more });

describe('shortcuts', () => {
  it('go by Ctrl, and by Cmd on a Mac', () => {
    expect(commandFor(key('o', { ctrlKey: true }), false, false)).toBe('open-file');
    expect(commandFor(key('o', { metaKey: true }), true, false)).toBe('open-file');
    expect(commandFor(key('o', { metaKey: true }), false, false)).toBeNull();
    expect(commandFor(key('o'), false, false)).toBeNull();
  });
  it('tell removing from removing with data', () => {
    expect(commandFor(key('Delete'), false, false)).toBe('remove');
    expect(commandFor(key('Delete', { shiftKey: true }), false, false)).toBe('remove-data');
    expect(commandFor(key('Backspace', { metaKey: true }), true, false)).toBe('remove');
    expect(commandFor(key('Backspace', { ctrlKey: true }), false, false)).toBeNull();
  });
  it('leave editing keys to a text field', () => {
    for (const name of ['a', 'c', 'z']) expect(commandFor(key(name, { ctrlKey: true }), false, true)).toBeNull();
    expect(commandFor(key('Delete'), false, true)).toBeNull();
    expect(commandFor(key('f', { ctrlKey: true }), false, true)).toBe('find');
  });
  it('give each combination one meaning', () => {
    const seen = SHORTCUTS.flatMap((s) =>
      (s.only === undefined ? ['mac', 'others'] : [s.only]).map((on) => JSON.stringify([s.key, s.mod, s.shift, s.alt, on])),
    );
    expect(new Set(seen).size).toBe(seen.length);
  });
});
