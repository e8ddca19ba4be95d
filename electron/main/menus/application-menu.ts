/**
 * The application menu: every command of the table has its place here. What is chosen goes to the page. Keys that also
 * mean something while typing are shown here but left to the page or the text field: the page sees every key first, and
 * prevents the default of those it takes.
 */
import type { MenuItemConstructorOptions } from 'electron';
import { t } from '../../../i18n/runtime/words.js';
import { type AppCommandId, appCommand, commandWords, type DoableCommandId, keysOf } from '../../contract/app-commands.js';
import { accelerator } from '../../contract/keys.js';

export interface ApplicationMenuOptions {
  readonly platform: NodeJS.Platform;
  /** Adds Reload and the developer tools. */
  readonly development: boolean;
  readonly appName: string;
  send(command: DoableCommandId): void;
}

type Item = MenuItemConstructorOptions;
const LINE: Item = { type: 'separator' };

/** The whole menu for `Menu.buildFromTemplate`. */
export function applicationMenu(options: ApplicationMenuOptions): Item[] {
  const mac = options.platform === 'darwin';
  const keyOf = (id: AppCommandId): string | undefined => keysOf(appCommand(id), mac)[0];
  const item = (id: DoableCommandId): Item => {
    const command = appCommand(id);
    const key = keyOf(id);
    return {
      id,
      label: commandWords(command),
      click: () => options.send(id),
      ...(key === undefined ? {} : { accelerator: accelerator(key), registerAccelerator: command.inText === true }),
    };
  };
  const items = (...ids: readonly DoableCommandId[]): Item[] => ids.map(item);
  const ofSystem = (role: NonNullable<Item['role']>, id: AppCommandId): Item => {
    const key = keyOf(id);
    return { role, label: commandWords(appCommand(id)), ...(key === undefined ? {} : { accelerator: accelerator(key) }) };
  };

  const file: Item = {
    label: t('menus.file'),
    submenu: [
      ...items('open-file', 'paste-link'),
      LINE,
      ...items('new-label', 'save-collection'),
      LINE,
      ofSystem('close', 'close-window'),
      ...(mac ? [] : [ofSystem('quit', 'quit')]),
    ],
  };
  const edit: Item = {
    label: t('menus.edit'),
    submenu: [
      ...(mac ? [{ role: 'undo', label: t('menus.undo') } as const, { role: 'redo', label: t('menus.redo') } as const] : items('undo')),
      LINE,
      { role: 'cut', label: t('menus.cut') },
      { role: 'copy', label: t('menus.copy') },
      { role: 'paste', label: t('menus.paste') },
      mac ? { role: 'selectAll', label: t('menus.selectAll') } : item('select-all'),
      LINE,
      ...items('find', 'clear-filter', 'palette'),
    ],
  };
  const torrent: Item = {
    label: t('menus.torrent'),
    submenu: [
      ...items('show-in-folder'),
      LINE,
      ...items('pause-resume', 'pause', 'resume', 'force-start'),
      LINE,
      ...items('rename', 'label'),
      { label: t('list.columns.priority'), submenu: items('priority-high', 'priority-normal', 'priority-low') },
      { label: t('list.columns.queue'), submenu: items('queue-top', 'queue-up', 'queue-down', 'queue-bottom') },
      ...items('limits', 'sequential', 'first-last', 'super-seed'),
      LINE,
      ...items('recheck', 'announce', 'copy-magnet'),
      LINE,
      ...items('pause-resume-all'),
      LINE,
      ...items('remove'),
      LINE,
      ...items('remove-data'),
      ...(mac ? [LINE, { ...item('undo'), label: t('menus.undoRemoval'), accelerator: 'Alt+Cmd+Z' }] : []),
    ],
  };
  const view: Item = {
    label: t('menus.view'),
    submenu: [
      ...items('toggle-details'),
      { label: t('menus.details'), submenu: items('tab-1', 'tab-2', 'tab-3', 'tab-4', 'tab-5', 'tab-6', 'tab-7') },
      ...items('details-side', 'next-pane', 'previous-pane', 'toggle-sidebar', 'mini'),
      LINE,
      {
        label: t('moreMenu.theme'),
        submenu: [...items('theme-system', 'theme-light', 'theme-dark'), LINE, ...items('theme-next', 'toggle-accent')],
      },
      { label: t('moreMenu.density'), submenu: items('density-compact', 'density-default', 'density-comfy') },
      ...items('reset-columns'),
      LINE,
      ofSystem('zoomIn', 'zoom-in'),
      ofSystem('zoomOut', 'zoom-out'),
      ofSystem('resetZoom', 'zoom-reset'),
      LINE,
      { role: 'togglefullscreen', label: t('menus.fullScreen') },
      ...(options.development ? [LINE, { role: 'reload' } as const, { role: 'toggleDevTools' } as const] : []),
    ],
  };
  return [
    ...(mac ? [{ role: 'appMenu', label: options.appName } as const] : []),
    file,
    edit,
    torrent,
    view,
    { role: 'windowMenu', label: t('menus.window') },
    { role: 'help', label: t('menus.help'), submenu: items('help') },
  ];
}
