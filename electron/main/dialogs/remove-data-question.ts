/** The question before files are deleted: what, how many, how much, where. The verb comes first, Cancel has the focus. */
import type { MessageBoxOptions } from 'electron';
import { formatSize } from '../../../i18n/format/size.js';
import { t } from '../../../i18n/runtime/words.js';
import type { ShellCommands } from '../../contract/shell.js';
import { displayText } from './display-text.js';

/** Index of the button that deletes. */
export const DELETE_BUTTON = 0;
const MAX_NAMES = 5;
const MAX_NAME_CHARS = 120;
const MAX_FOLDER_CHARS = 400;

/** The dialog for `shell.confirmRemoveData`. */
export function removeDataQuestion(args: ShellCommands['shell.confirmRemoveData']['args']): MessageBoxOptions {
  const { names, fileCount, bytes, folder } = args;
  const [first] = names;
  const message =
    names.length === 1 && first !== undefined
      ? t('dialogs.deleteOne', { name: displayText(first, MAX_NAME_CHARS) })
      : t('dialogs.deleteMany', { count: names.length });
  const listed = names.length === 1 ? [] : names.slice(0, MAX_NAMES);
  const list = listed.map((name) => t('dialogs.deleteItem', { name: displayText(name, MAX_NAME_CHARS) }));
  if (names.length > MAX_NAMES) list.push(t('dialogs.deleteMore', { count: names.length - MAX_NAMES }));
  const what = t('dialogs.deleteWhat', { files: fileCount, size: formatSize(bytes), folder: displayText(folder, MAX_FOLDER_CHARS) });
  return {
    type: 'warning',
    message,
    detail: [...list, ...(list.length > 0 ? [''] : []), what].join('\n'),
    buttons: [t('dialogs.deletePermanently'), t('common.cancel')],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  };
}
