/** The keyboard outside the list: one table of keys and commands. Keys in a text field stay with the field, but for a few. */
import type { MenuCommand } from '../../electron/contract/index.js';

export type AppCommand = MenuCommand | 'copy-magnet' | 'escape' | 'next-pane' | 'previous-pane' | `tab-${1 | 2 | 3 | 4 | 5 | 6 | 7}`;

export interface Shortcut {
  readonly command: AppCommand;
  /** `event.key` in lower case. */
  readonly key: string;
  /** Ctrl, or Cmd on a Mac. */
  readonly mod?: boolean;
  readonly shift?: boolean;
  readonly alt?: boolean;
  /** Works in text fields, too. */
  readonly inText?: boolean;
  readonly only?: 'mac' | 'others';
}

const TABS: readonly Shortcut[] = ([1, 2, 3, 4, 5, 6, 7] as const).map((n) => ({
  command: `tab-${n}`,
  key: String(n),
  mod: true,
  inText: true,
}));

export const SHORTCUTS: readonly Shortcut[] = [
  { command: 'open-file', key: 'o', mod: true, inText: true },
  { command: 'paste-link', key: 'u', mod: true, inText: true },
  { command: 'find', key: 'f', mod: true, inText: true },
  { command: 'select-all', key: 'a', mod: true },
  { command: 'copy-magnet', key: 'c', mod: true },
  { command: 'pause-resume', key: '.', mod: true },
  { command: 'remove', key: 'delete' },
  { command: 'remove-data', key: 'delete', shift: true },
  { command: 'remove', key: 'backspace', mod: true, only: 'mac' },
  { command: 'remove-data', key: 'backspace', mod: true, alt: true, only: 'mac' },
  { command: 'undo', key: 'z', mod: true },
  { command: 'toggle-details', key: 'i', mod: true, inText: true },
  { command: 'toggle-sidebar', key: 'b', mod: true, inText: true },
  { command: 'theme-next', key: 't', mod: true, shift: true, inText: true },
  { command: 'next-pane', key: 'f6', inText: true },
  { command: 'previous-pane', key: 'f6', shift: true, inText: true },
  { command: 'escape', key: 'escape', inText: true },
  ...TABS,
];

export interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** The command of a key press; null for none. */
export function commandFor(press: PressedKey, mac: boolean, inText: boolean): AppCommand | null {
  const mod = mac ? press.metaKey : press.ctrlKey;
  const other = mac ? press.ctrlKey : press.metaKey;
  if (other) return null;
  const key = press.key.toLowerCase();
  const found = SHORTCUTS.find(
    (s) =>
      s.key === key &&
      (s.mod ?? false) === mod &&
      (s.shift ?? false) === press.shiftKey &&
      (s.alt ?? false) === press.altKey &&
      (s.only === undefined || (s.only === 'mac') === mac) &&
      (s.inText === true || !inText),
  );
  return found?.command ?? null;
}

const NO_TEXT = new Set(['checkbox', 'radio', 'button', 'submit', 'range']);

/** The event comes from a place where one types. */
export function isTextTarget(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLInputElement) return !NO_TEXT.has(target.type);
  return target instanceof HTMLElement && target.isContentEditable;
}
