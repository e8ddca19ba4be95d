/**
 * The application menu. An item that acts on the list sends its command to the page. Keys that also mean something
 * while typing (Delete, undo, select all, and copy and paste by role) are shown here but left to the page or the
 * text field: the page sees every key first, and prevents the default of those it takes.
 */
import type { MenuItemConstructorOptions } from 'electron';
import { t } from '../../../i18n/runtime/words.js';
import type { MenuCommand } from '../../contract/shell.js';

export interface ApplicationMenuOptions {
  readonly platform: NodeJS.Platform;
  /** Adds Reload and the developer tools. */
  readonly development: boolean;
  readonly appName: string;
  send(command: MenuCommand): void;
}

/** The whole menu for `Menu.buildFromTemplate`. */
export function applicationMenu(options: ApplicationMenuOptions): MenuItemConstructorOptions[] {
  const mac = options.platform === 'darwin';
  const command = (label: string, name: MenuCommand, accelerator: string): MenuItemConstructorOptions => ({
    id: name,
    label,
    accelerator,
    click: () => options.send(name),
  });
  const shownOnly = (label: string, name: MenuCommand, accelerator: string): MenuItemConstructorOptions => ({
    ...command(label, name, accelerator),
    registerAccelerator: false,
  });

  const file: MenuItemConstructorOptions = {
    label: t('menus.file'),
    submenu: [
      command(t('menus.openFile'), 'open-file', 'CmdOrCtrl+O'),
      command(t('menus.pasteLink'), 'paste-link', 'CmdOrCtrl+U'),
      { type: 'separator' },
      { role: 'close', label: t('menus.closeWindow') },
      ...(mac ? [] : [{ role: 'quit', label: t('menus.quit'), accelerator: 'CmdOrCtrl+Q' } as const]),
    ],
  };
  const edit: MenuItemConstructorOptions = {
    label: t('menus.edit'),
    submenu: [
      ...(mac
        ? [{ role: 'undo', label: t('menus.undo') } as const, { role: 'redo', label: t('menus.redo') } as const]
        : [shownOnly(t('menus.undo'), 'undo', 'CmdOrCtrl+Z')]),
      { type: 'separator' },
      { role: 'cut', label: t('menus.cut') },
      { role: 'copy', label: t('menus.copy') },
      { role: 'paste', label: t('menus.paste') },
      mac ? { role: 'selectAll', label: t('menus.selectAll') } : shownOnly(t('menus.selectAll'), 'select-all', 'CmdOrCtrl+A'),
      { type: 'separator' },
      command(t('menus.find'), 'find', 'CmdOrCtrl+F'),
    ],
  };
  const torrent: MenuItemConstructorOptions = {
    label: t('menus.torrent'),
    submenu: [
      command(t('menus.pauseOrResume'), 'pause-resume', 'CmdOrCtrl+.'),
      { type: 'separator' },
      shownOnly(t('torrentMenu.remove', { count: 1 }), 'remove', mac ? 'Cmd+Backspace' : 'Delete'),
      shownOnly(t('torrentMenu.removeData', { count: 1 }), 'remove-data', mac ? 'Alt+Cmd+Backspace' : 'Shift+Delete'),
      ...(mac ? [{ type: 'separator' } as const, command(t('menus.undoRemoval'), 'undo', 'Alt+Cmd+Z')] : []),
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: t('menus.view'),
    submenu: [
      command(t('menus.details'), 'toggle-details', 'CmdOrCtrl+I'),
      command(t('menus.sidebar'), 'toggle-sidebar', 'CmdOrCtrl+B'),
      command(t('menus.nextTheme'), 'theme-next', 'CmdOrCtrl+Shift+T'),
      { type: 'separator' },
      { role: 'zoomIn', label: t('menus.zoomIn'), accelerator: 'CmdOrCtrl+=' },
      { role: 'zoomOut', label: t('menus.zoomOut') },
      { role: 'resetZoom', label: t('menus.actualSize') },
      { type: 'separator' },
      { role: 'togglefullscreen', label: t('menus.fullScreen') },
      ...(options.development ? [{ type: 'separator' } as const, { role: 'reload' } as const, { role: 'toggleDevTools' } as const] : []),
    ],
  };
  return [
    ...(mac ? [{ role: 'appMenu', label: options.appName } as const] : []),
    file,
    edit,
    torrent,
    view,
    { role: 'windowMenu', label: t('menus.window') },
  ];
}
