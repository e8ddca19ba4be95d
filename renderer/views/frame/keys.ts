/** How the keys of a command are written on this platform. */
import { type AppCommandId, appCommand, keysOf } from '../../../electron/contract/app-commands.js';
import { keyWords } from '../../../electron/contract/keys.js';
import { platform } from '../../stores/shell.js';

/** `Ctrl F`, or `⌘F` on a Mac; nothing for a command without keys. */
export function shortcut(id: AppCommandId): string {
  const mac = platform() === 'darwin';
  const [keys] = keysOf(appCommand(id), mac);
  return keys === undefined ? '' : keyWords(keys, mac);
}
