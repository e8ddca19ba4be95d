/** The context menus of the torrent list and of the file list, as data: what is chosen comes back as a value. */
import type { FilePriority } from '../../../engine/api/torrent-view.js';
import { t } from '../../../i18n/runtime/words.js';
import type { ShellCommands, TorrentMenuAction } from '../../contract/shell.js';

export interface MenuChoice<T> {
  readonly label: string;
  readonly value: T;
  readonly enabled?: boolean;
  /** Shown as one of a group of radio items. */
  readonly checked?: boolean;
  /** Shown as an item of its own that is on or off. */
  readonly toggled?: boolean;
  /** Shown beside the label only: the page handles the key. */
  readonly accelerator?: string;
}
export type MenuEntry<T> = MenuChoice<T> | 'separator';

/** For `count` selected torrents. Removing the data stands apart, last. */
export function torrentMenu(
  {
    count,
    canPause,
    canResume,
    forced = false,
    sequential = false,
    firstLast = false,
    superSeed = false,
  }: ShellCommands['shell.torrentMenu']['args'],
  mac: boolean,
): readonly MenuEntry<TorrentMenuAction>[] {
  return [
    { label: t('torrentMenu.showInFolder'), value: 'show', enabled: count === 1, accelerator: 'CmdOrCtrl+Enter' },
    'separator',
    { label: t('torrentMenu.pause', { count }), value: 'pause', enabled: canPause },
    { label: t('torrentMenu.resume', { count }), value: 'resume', enabled: canResume },
    { label: t('torrentMenu.forceStart', { count }), value: 'force-start', toggled: forced },
    'separator',
    { label: t('torrentMenu.queueTop'), value: 'queue-top' },
    { label: t('torrentMenu.queueUp'), value: 'queue-up' },
    { label: t('torrentMenu.queueDown'), value: 'queue-down' },
    { label: t('torrentMenu.queueBottom'), value: 'queue-bottom' },
    'separator',
    { label: t('torrentMenu.sequential', { count }), value: 'sequential', toggled: sequential },
    { label: t('torrentMenu.firstLast', { count }), value: 'first-last', toggled: firstLast },
    { label: t('torrentMenu.superSeed', { count }), value: 'super-seed', toggled: superSeed },
    'separator',
    { label: t('torrentMenu.recheck', { count }), value: 'recheck' },
    { label: t('torrentMenu.announce', { count }), value: 'announce' },
    { label: t('torrentMenu.copyMagnet', { count }), value: 'copy-magnet', accelerator: 'CmdOrCtrl+C' },
    'separator',
    { label: t('torrentMenu.remove', { count }), value: 'remove', accelerator: mac ? 'Cmd+Backspace' : 'Delete' },
    'separator',
    { label: t('torrentMenu.removeData', { count }), value: 'remove-data', accelerator: mac ? 'Alt+Cmd+Backspace' : 'Shift+Delete' },
  ];
}

export type FileMenuChoice = NonNullable<ShellCommands['shell.fileMenu']['result']>;

/** For selected files; `priority` is theirs when they agree. */
export function fileMenu(priority: FilePriority | null): readonly MenuEntry<FileMenuChoice>[] {
  const item = (label: string, value: FilePriority): MenuEntry<FileMenuChoice> => ({
    label,
    value: { priority: value },
    checked: priority === value,
  });
  return [
    { label: t('torrentMenu.showInFolder'), value: { action: 'show' } },
    'separator',
    item(t('fileMenu.high'), 'high'),
    item(t('fileMenu.normal'), 'normal'),
    item(t('fileMenu.low'), 'low'),
    item(t('fileMenu.skip'), 'skip'),
  ];
}
