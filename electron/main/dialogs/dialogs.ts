/** The native dialogs. Each belongs to the window that asked. */
import { type BrowserWindow, dialog } from 'electron';
import { t } from '../../../i18n/runtime/words.js';
import type { ShellCommands } from '../../contract/shell.js';
import { DELETE_BUTTON, removeDataQuestion } from './remove-data-question.js';

/** The .torrent files a person chose; none when cancelled. */
export async function askForTorrentFiles(window: BrowserWindow): Promise<readonly string[]> {
  const answer = await dialog.showOpenDialog(window, {
    title: t('dialogs.openTitle'),
    buttonLabel: t('dialogs.open'),
    filters: [{ name: t('dialogs.torrentFiles'), extensions: ['torrent'] }],
    properties: ['openFile', 'multiSelections'],
  });
  return answer.canceled ? [] : answer.filePaths;
}

/** A folder, or null when cancelled. */
export async function askForFolder(window: BrowserWindow, current: string): Promise<string | null> {
  const answer = await dialog.showOpenDialog(window, {
    title: t('dialogs.folderTitle'),
    buttonLabel: t('dialogs.choose'),
    ...(current === '' ? {} : { defaultPath: current }),
    properties: ['openDirectory', 'createDirectory', 'dontAddToRecent'],
  });
  return answer.canceled ? null : (answer.filePaths[0] ?? null);
}

/** Whether the person confirmed that files are to be deleted. */
export async function confirmRemoveData(window: BrowserWindow, args: ShellCommands['shell.confirmRemoveData']['args']): Promise<boolean> {
  const answer = await dialog.showMessageBox(window, removeDataQuestion(args));
  return answer.response === DELETE_BUTTON;
}
