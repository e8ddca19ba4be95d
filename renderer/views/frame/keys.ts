/** How shortcuts are written on this platform. */
import { platform } from '../../stores/shell.js';

/** `Ctrl F`, or `⌘F` on a Mac. */
export function shortcut(key: string): string {
  return platform() === 'darwin' ? `⌘${key}` : `Ctrl ${key}`;
}
