/** The question before files are deleted: what, how many, how much, where. The verb comes first, Cancel has the focus. */
import type { MessageBoxOptions } from 'electron';
import type { ShellCommands } from '../../contract/shell.js';
import { displayText } from './display-text.js';

/** Index of the button that deletes. */
export const DELETE_BUTTON = 0;
const MAX_NAMES = 5;
const MAX_NAME_CHARS = 120;

/** The dialog for `shell.confirmRemoveData`. */
export function removeDataQuestion(args: ShellCommands['shell.confirmRemoveData']['args']): MessageBoxOptions {
  const { names, fileCount, bytes, folder } = args;
  const first = names[0];
  const message =
    names.length === 1 && first !== undefined
      ? `Delete “${displayText(first, MAX_NAME_CHARS)}” and its files?`
      : `Delete ${names.length.toLocaleString('en')} torrents and their files?`;
  const list = names.length === 1 ? [] : names.slice(0, MAX_NAMES).map((name) => `• ${displayText(name, MAX_NAME_CHARS)}`);
  if (names.length > MAX_NAMES) list.push(`and ${(names.length - MAX_NAMES).toLocaleString('en')} more`);
  const files = fileCount === 1 ? '1 file' : `${fileCount.toLocaleString('en')} files`;
  const what = `${files}, ${formatBytes(bytes)}, in ${displayText(folder, 400)}. This cannot be undone.`;
  return {
    type: 'warning',
    message,
    detail: [...list, ...(list.length > 0 ? [''] : []), what].join('\n'),
    buttons: ['Delete permanently', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  };
}

/** Bytes with a decimal unit, three figures. */
export function formatBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  if (unit === 0) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  return `${value.toFixed(value < 9.95 ? 2 : value < 99.5 ? 1 : 0)} ${units[unit]}`;
}
