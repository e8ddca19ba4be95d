/** The context menus as data: what is chosen comes back as a value. */
import type { FilePriority } from '../../../engine/api/torrent-view.js';
import { visibleText } from '../../../i18n/format/visible-text.js';
import { t } from '../../../i18n/runtime/words.js';
import { appCommand, commandWords, type DoableCommandId, keysOf } from '../../contract/app-commands.js';
import { accelerator } from '../../contract/keys.js';
import type { ShellCommands, TorrentMenuArgs, TorrentMenuChoice } from '../../contract/shell.js';

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
export interface MenuGroup<T> {
  readonly label: string;
  readonly submenu: readonly MenuEntry<T>[];
}
export type MenuEntry<T> = MenuChoice<T> | MenuGroup<T> | 'separator';

/** Names in menus: `&` would mark a letter. */
const nameInMenu = (name: string): string => visibleText(name).replaceAll('&', '&&');

/** For the selected torrents. Removing the data stands apart, last. */
export function torrentMenu(args: TorrentMenuArgs, mac: boolean): readonly MenuEntry<TorrentMenuChoice>[] {
  const { count, canPause, canResume, forced, sequential, firstLast, superSeed } = args;
  const item = (id: DoableCommandId, more: Partial<MenuChoice<TorrentMenuChoice>> = {}): MenuChoice<TorrentMenuChoice> => {
    const command = appCommand(id);
    const [key] = keysOf(command, mac);
    return { label: commandWords(command, count), value: id, ...(key === undefined ? {} : { accelerator: accelerator(key) }), ...more };
  };
  return [
    item('show-in-folder', { enabled: count === 1 }),
    'separator',
    item('pause', { enabled: canPause }),
    item('resume', { enabled: canResume }),
    item('force-start', { toggled: forced }),
    'separator',
    item('rename', { enabled: count === 1 }),
    { label: t('list.columns.label'), submenu: labelChoices(args) },
    { label: t('list.columns.priority'), submenu: priorityChoices(args) },
    { label: t('list.columns.queue'), submenu: (['queue-top', 'queue-up', 'queue-down', 'queue-bottom'] as const).map((id) => item(id)) },
    item('limits'),
    item('sequential', { toggled: sequential }),
    item('first-last', { toggled: firstLast }),
    item('super-seed', { toggled: superSeed }),
    'separator',
    item('recheck'),
    item('announce'),
    item('copy-magnet'),
    'separator',
    item('remove'),
    'separator',
    item('remove-data'),
  ];
}

function labelChoices({ label, labels }: TorrentMenuArgs): readonly MenuEntry<TorrentMenuChoice>[] {
  return [
    { label: t('labels.none'), value: { label: null }, checked: label === null },
    ...labels.map((name) => ({ label: nameInMenu(name), value: { label: name }, checked: label === name })),
    'separator',
    { label: t('labels.new'), value: 'label' },
  ];
}

function priorityChoices({ priority }: TorrentMenuArgs): readonly MenuEntry<TorrentMenuChoice>[] {
  return (['high', 'normal', 'low'] as const).map((each) => ({
    label: t(`list.priorities.${each}`),
    value: `priority-${each}` as const,
    checked: priority === each,
  }));
}

type ColumnsArgs = ShellCommands['shell.columnsMenu']['args'];
type ColumnsChoice = NonNullable<ShellCommands['shell.columnsMenu']['result']>;

/** The checklist of columns. */
export function columnsMenu({ columns }: ColumnsArgs): readonly MenuEntry<ColumnsChoice>[] {
  return [
    { label: t('moreMenu.resetColumns'), value: { reset: true } },
    'separator',
    ...columns.map(({ id, label, on, fixed }) => ({ label, value: { id, on: !on }, toggled: on, enabled: !fixed })),
  ];
}

/** For a label or a smart collection of the sidebar. */
export function entryMenu({ kind }: ShellCommands['shell.entryMenu']['args']): readonly MenuEntry<'edit' | 'delete'>[] {
  return [
    { label: t('labels.edit'), value: 'edit' },
    'separator',
    { label: kind === 'label' ? t('labels.delete') : t('collections.delete'), value: 'delete' },
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
