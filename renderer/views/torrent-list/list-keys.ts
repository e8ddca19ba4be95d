/** What a key means in the list: a place to go to, or something to do. Pure. */

export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

export type ListKey =
  | { readonly kind: 'move'; readonly to: number }
  | { readonly kind: 'toggle' }
  | { readonly kind: 'open' }
  | { readonly kind: 'show' }
  | { readonly kind: 'menu' }
  | { readonly kind: 'type'; readonly letter: string };

/** `at` is the index of the focused row (-1 for none), `count` the rows on show, `page` how many fit. Null: not for the list. */
export function listKey(press: KeyPress, at: number, count: number, page: number): ListKey | null {
  const mod = press.ctrlKey || press.metaKey;
  if (count === 0) return null;
  const clamp = (index: number): ListKey => ({ kind: 'move', to: Math.min(count - 1, Math.max(0, index)) });
  if (press.altKey) return null;
  switch (press.key) {
    case 'ArrowDown':
      return clamp(at + 1);
    case 'ArrowUp':
      return clamp(at < 0 ? count - 1 : at - 1);
    case 'PageDown':
      return clamp(Math.max(0, at) + page);
    case 'PageUp':
      return clamp(Math.max(0, at) - page);
    case 'Home':
      return clamp(0);
    case 'End':
      return clamp(count - 1);
    case ' ':
      return { kind: 'toggle' };
    case 'Enter':
      return mod ? { kind: 'show' } : { kind: 'open' };
    case 'ContextMenu':
      return { kind: 'menu' };
    case 'F10':
      return press.shiftKey ? { kind: 'menu' } : null;
    default:
      return !mod && press.key.length === 1 && press.key !== ' ' ? { kind: 'type', letter: press.key } : null;
  }
}

const PAUSE_MS = 500;

/** Collects letters typed in quick succession; a pause starts anew. */
export class TypeAhead {
  private text = '';
  private at = Number.NEGATIVE_INFINITY;

  /** The text so far after one more letter at `now`. */
  push(letter: string, now: number): string {
    this.text = now - this.at > PAUSE_MS ? letter : this.text + letter;
    this.at = now;
    return this.text.toLowerCase();
  }
}

/** The next name that starts with the text, searching from the focused row on and around; -1 for none. */
export function findByName(names: (index: number) => string, count: number, at: number, text: string): number {
  const from = text.length > 1 ? Math.max(0, at) : at + 1;
  for (let k = 0; k < count; k++) {
    const index = (from + k) % count;
    if (names(index).toLowerCase().startsWith(text)) return index;
  }
  return -1;
}
