/** Keys as the table of commands writes them (`Mod+Shift+L`): understood, matched with a key press, and written for people. */
import { t } from '../../i18n/runtime/words.js';

export interface KeyCombination {
  /** `KeyboardEvent.key` in lower case. */
  readonly key: string;
  readonly mod: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
}

export interface PressedKey {
  readonly key: string;
  /** Where the key is, whatever is on it. */
  readonly code?: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

const partsOf = (text: string): readonly string[] => text.split(/\+(?=.)/);

export function parseKeys(text: string): KeyCombination {
  const parts = partsOf(text);
  return {
    key: (parts.at(-1) ?? '').toLowerCase(),
    mod: parts.includes('Mod'),
    shift: parts.includes('Shift'),
    alt: parts.includes('Alt'),
  };
}

/** Letters of a keyboard that writes no Latin ones: where the key is decides then. */
const latin = (press: PressedKey): string =>
  /^[\x00-\x7f]*$/.test(press.key) || press.code === undefined || !press.code.startsWith('Key')
    ? press.key.toLowerCase()
    : press.code.slice(3).toLowerCase();

/** The press is this combination. With Shift the full stop is another sign on many keyboards: its place decides. */
export function matchesKeys(press: PressedKey, keys: KeyCombination, mac: boolean): boolean {
  const mod = mac ? press.metaKey : press.ctrlKey;
  const other = mac ? press.ctrlKey : press.metaKey;
  if (other || mod !== keys.mod || press.altKey !== keys.alt || press.shiftKey !== keys.shift) return false;
  if (keys.key === '.' && keys.shift) return press.key === '.' || press.code === 'Period';
  return latin(press) === keys.key;
}

const ACCELERATORS: Readonly<Record<string, string>> = {
  Mod: 'CmdOrCtrl',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ' ': 'Space',
};

/** For Electron's menus. */
export const accelerator = (text: string): string =>
  partsOf(text)
    .map((part) => ACCELERATORS[part] ?? part)
    .join('+');

const NAMED = ['enter', 'escape', 'delete', 'backspace', 'home', 'end', 'pageup', 'pagedown'] as const;
const SIGNS: Readonly<Record<string, string>> = { arrowup: '↑', arrowdown: '↓', arrowleft: '←', arrowright: '→', '-': '−' };
const MAC: Readonly<Record<string, string>> = { backspace: '⌫', delete: '⌦', enter: '↩', escape: '⎋', ...SIGNS };

/** The parts to show, one key cap each, in the person's language. */
export function keyCaps(text: string, mac: boolean): readonly string[] {
  const { key, mod, shift, alt } = parseKeys(text);
  const named = NAMED.find((name) => name === key);
  const last = partsOf(text).at(-1) ?? '';
  const name =
    (mac ? MAC : SIGNS)[key] ?? (key === ' ' ? t('keyboard.names.space') : named === undefined ? last : t(`keyboard.names.${named}`));
  const held = mac
    ? [alt ? '⌥' : '', shift ? '⇧' : '', mod ? '⌘' : '']
    : [mod ? t('keyboard.names.ctrl') : '', alt ? t('keyboard.names.alt') : '', shift ? t('keyboard.names.shift') : ''];
  return [...held, name].filter(Boolean);
}

/** In one line, as beside a menu item: `Ctrl F`, or `⌘F` on a Mac. */
export const keyWords = (text: string, mac: boolean): string => keyCaps(text, mac).join(mac ? '' : ' ');
