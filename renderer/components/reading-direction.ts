/** Keys and pointers where the page runs from right to left: what is said of left and right means backward and forward. */
import { directionNow } from '../../i18n/runtime/words.js';

/** 1 where forward is to the right, -1 where it is to the left. */
export const forward = (): 1 | -1 => (directionNow() === 'rtl' ? -1 : 1);

/** The key as it would be from left to right: the arrows change places. */
export function readingKey(key: string): string {
  if (directionNow() === 'ltr') return key;
  return key === 'ArrowLeft' ? 'ArrowRight' : key === 'ArrowRight' ? 'ArrowLeft' : key;
}
