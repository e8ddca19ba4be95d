/** The context menus of the torrent list and of the file list, as data: what is chosen comes back as a value. */
import type { FilePriority } from '../../../engine/api/torrent-view.js';
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
  const many = count > 1 ? ` (${count})` : '';
  return [
    { label: 'Show in folder', value: 'show', enabled: count === 1, accelerator: 'CmdOrCtrl+Enter' },
    'separator',
    { label: `Pause${many}`, value: 'pause', enabled: canPause },
    { label: `Resume${many}`, value: 'resume', enabled: canResume },
    { label: `Force start${many}`, value: 'force-start', toggled: forced },
    'separator',
    { label: 'First in the queue', value: 'queue-top' },
    { label: 'Up in the queue', value: 'queue-up' },
    { label: 'Down in the queue', value: 'queue-down' },
    { label: 'Last in the queue', value: 'queue-bottom' },
    'separator',
    { label: `Download in order${many}`, value: 'sequential', toggled: sequential },
    { label: `First and last pieces first${many}`, value: 'first-last', toggled: firstLast },
    { label: `Super-seed${many}`, value: 'super-seed', toggled: superSeed },
    'separator',
    { label: `Check files again${many}`, value: 'recheck' },
    { label: `Ask trackers now${many}`, value: 'announce' },
    { label: `Copy magnet link${many}`, value: 'copy-magnet', accelerator: 'CmdOrCtrl+C' },
    'separator',
    { label: `Remove from list${many}`, value: 'remove', accelerator: mac ? 'Cmd+Backspace' : 'Delete' },
    'separator',
    { label: `Remove and delete data${many}…`, value: 'remove-data', accelerator: mac ? 'Alt+Cmd+Backspace' : 'Shift+Delete' },
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
    { label: 'Show in folder', value: { action: 'show' } },
    'separator',
    item('High priority', 'high'),
    item('Normal priority', 'normal'),
    item('Low priority', 'low'),
    item('Do not download', 'skip'),
  ];
}
