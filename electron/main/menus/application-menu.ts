/**
 * The application menu. An item that acts on the list sends its command to the page. Keys that also mean something
 * while typing (Delete, undo, select all, and copy and paste by role) are shown here but left to the page or the
 * text field: the page sees every key first, and prevents the default of those it takes.
 */
import type { MenuItemConstructorOptions } from 'electron';
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
    label: '&File',
    submenu: [
      command('Open torrent file…', 'open-file', 'CmdOrCtrl+O'),
      command('Add link from clipboard', 'paste-link', 'CmdOrCtrl+U'),
      { type: 'separator' },
      { role: 'close', label: 'Close window' },
      ...(mac ? [] : [{ role: 'quit', label: 'Quit', accelerator: 'CmdOrCtrl+Q' } as const]),
    ],
  };
  const edit: MenuItemConstructorOptions = {
    label: '&Edit',
    submenu: [
      ...(mac ? [{ role: 'undo' } as const, { role: 'redo' } as const] : [shownOnly('Undo', 'undo', 'CmdOrCtrl+Z')]),
      { type: 'separator' },
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      mac ? { role: 'selectAll' } : shownOnly('Select all', 'select-all', 'CmdOrCtrl+A'),
      { type: 'separator' },
      command('Find', 'find', 'CmdOrCtrl+F'),
    ],
  };
  const torrent: MenuItemConstructorOptions = {
    label: '&Torrent',
    submenu: [
      command('Pause or resume', 'pause-resume', 'CmdOrCtrl+.'),
      { type: 'separator' },
      shownOnly('Remove from list', 'remove', mac ? 'Cmd+Backspace' : 'Delete'),
      shownOnly('Remove and delete data…', 'remove-data', mac ? 'Alt+Cmd+Backspace' : 'Shift+Delete'),
      ...(mac ? [{ type: 'separator' } as const, command('Undo removal', 'undo', 'Alt+Cmd+Z')] : []),
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: '&View',
    submenu: [
      command('Details', 'toggle-details', 'CmdOrCtrl+I'),
      command('Sidebar', 'toggle-sidebar', 'CmdOrCtrl+B'),
      command('Next theme', 'theme-next', 'CmdOrCtrl+Shift+T'),
      { type: 'separator' },
      { role: 'zoomIn', accelerator: 'CmdOrCtrl+=' },
      { role: 'zoomOut' },
      { role: 'resetZoom' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
      ...(options.development ? [{ type: 'separator' } as const, { role: 'reload' } as const, { role: 'toggleDevTools' } as const] : []),
    ],
  };
  return [...(mac ? [{ role: 'appMenu', label: options.appName } as const] : []), file, edit, torrent, view, { role: 'windowMenu' }];
}
