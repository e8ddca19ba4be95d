import { describe, expect, it } from 'vitest';
import { appCommands, keysOf } from '../../../../electron/contract/app-commands.js';
import { keyCaps, parseKeys } from '../../../../electron/contract/keys.js';
import { commandFor } from '../../../../renderer/app/shortcuts.js';

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
  it.each([true, false])('give each combination one meaning (on a Mac: %s)', (mac) => {
    const seen = appCommands().flatMap((command) => keysOf(command, mac).map((keys) => JSON.stringify(parseKeys(keys))));
    expect(new Set(seen).size).toBe(seen.length);
  });
  it('hold where the keyboard writes no Latin letters', () => {
    expect(commandFor({ ...key('а', { ctrlKey: true }), code: 'KeyF' }, false, false)).toBe('find');
    expect(commandFor({ ...key('>', { ctrlKey: true, shiftKey: true }), code: 'Period' }, false, false)).toBe('pause-resume-all');
  });
  it('are written for people, a cap for each key', () => {
    expect(keyCaps('Mod+Shift+T', false)).toEqual(['Ctrl', 'Shift', 'T']);
    expect(keyCaps('Mod+Shift+T', true)).toEqual(['⇧', '⌘', 'T']);
    expect(keyCaps('Alt+ArrowUp', false)).toEqual(['Alt', '↑']);
    expect(keyCaps('Mod+=', false)).toEqual(['Ctrl', '=']);
    expect(keyCaps(' ', false)).toEqual(['Space']);
  });
});
