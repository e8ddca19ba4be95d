/**
 * Everything a person can tell the app to do, in one table: menus, keys, the palette and the sheet of keys are made from
 * it. `Mod` is Cmd on a Mac and Ctrl elsewhere; keys are written as `KeyboardEvent.key` says them.
 */
import type { MessageKey } from '../../i18n/runtime/catalogue.js';
import { t } from '../../i18n/runtime/words.js';

export type CommandGroup = 'add' | 'find' | 'move' | 'act' | 'view' | 'app';

/** Words that say how many torrents they are about. */
type CountedKey =
  | 'torrentMenu.pause'
  | 'torrentMenu.resume'
  | 'torrentMenu.forceStart'
  | 'torrentMenu.sequential'
  | 'torrentMenu.firstLast'
  | 'torrentMenu.superSeed'
  | 'torrentMenu.recheck'
  | 'torrentMenu.announce'
  | 'torrentMenu.copyMagnet'
  | 'torrentMenu.remove'
  | 'torrentMenu.removeData';

interface CommandSpec {
  readonly id: string;
  readonly group: CommandGroup;
  readonly label?: MessageKey;
  readonly counted?: CountedKey;
  /** First the one that menus show. */
  readonly keys?: readonly string[];
  readonly macKeys?: readonly string[];
  /** The keys work in text fields, too. */
  readonly inText?: true;
  /** Acts on what is selected. */
  readonly onSelection?: true;
  /** The list, the system or the menu sees to it; here it is only told. */
  readonly shownOnly?: true;
  /** Needs no place in the palette: it is about the keyboard itself. */
  readonly notInPalette?: true;
}

export const APP_COMMANDS = [
  { id: 'open-file', label: 'menus.openFile', group: 'add', keys: ['Mod+O'], inText: true },
  { id: 'paste-link', label: 'menus.pasteLink', group: 'add', keys: ['Mod+U'], inText: true },
  { id: 'paste', label: 'commands.pasteAnywhere', group: 'add', keys: ['Mod+V'], shownOnly: true },

  { id: 'find', label: 'menus.find', group: 'find', keys: ['Mod+F'], inText: true },
  { id: 'palette', label: 'commands.palette', group: 'find', keys: ['Mod+K'], inText: true, notInPalette: true },
  { id: 'escape', label: 'commands.escape', group: 'find', keys: ['Escape'], inText: true, notInPalette: true },
  { id: 'clear-filter', label: 'common.clearFilter', group: 'find' },
  { id: 'save-collection', label: 'commands.saveCollection', group: 'find' },
  { id: 'new-label', label: 'labels.new', group: 'find' },

  { id: 'move-rows', label: 'commands.moveRows', group: 'move', keys: ['ArrowUp', 'ArrowDown'], shownOnly: true },
  { id: 'move-ends', label: 'commands.moveEnds', group: 'move', keys: ['Home', 'End'], shownOnly: true },
  { id: 'move-pages', label: 'commands.movePages', group: 'move', keys: ['PageUp', 'PageDown'], shownOnly: true },
  { id: 'extend', label: 'commands.extend', group: 'move', keys: ['Shift+ArrowUp', 'Shift+ArrowDown'], shownOnly: true },
  { id: 'move-focus', label: 'commands.moveFocus', group: 'move', keys: ['Mod+ArrowUp', 'Mod+ArrowDown'], shownOnly: true },
  { id: 'toggle-row', label: 'commands.toggleRow', group: 'move', keys: [' '], shownOnly: true },
  { id: 'type-ahead', label: 'commands.typeAhead', group: 'move', keys: ['A–Z'], shownOnly: true },
  { id: 'select-all', label: 'menus.selectAll', group: 'move', keys: ['Mod+A'] },

  { id: 'open', label: 'commands.open', group: 'act', keys: ['Enter'], onSelection: true, shownOnly: true },
  { id: 'show-in-folder', label: 'torrentMenu.showInFolder', group: 'act', keys: ['Mod+Enter'], onSelection: true },
  { id: 'pause', counted: 'torrentMenu.pause', group: 'act', onSelection: true },
  { id: 'resume', counted: 'torrentMenu.resume', group: 'act', onSelection: true },
  { id: 'pause-resume', label: 'menus.pauseOrResume', group: 'act', keys: ['Mod+.'], onSelection: true, notInPalette: true },
  { id: 'pause-resume-all', label: 'commands.pauseOrResumeAll', group: 'act', keys: ['Mod+Shift+.'] },
  { id: 'force-start', counted: 'torrentMenu.forceStart', group: 'act', onSelection: true },
  { id: 'rename', label: 'list.rename', group: 'act', keys: ['F2'], onSelection: true },
  { id: 'label', label: 'commands.label', group: 'act', onSelection: true },
  { id: 'priority-high', label: 'fileMenu.high', group: 'act', onSelection: true },
  { id: 'priority-normal', label: 'fileMenu.normal', group: 'act', onSelection: true },
  { id: 'priority-low', label: 'fileMenu.low', group: 'act', onSelection: true },
  { id: 'limits', label: 'commands.limits', group: 'act', keys: ['Mod+L'], inText: true },
  { id: 'sequential', counted: 'torrentMenu.sequential', group: 'act', onSelection: true },
  { id: 'first-last', counted: 'torrentMenu.firstLast', group: 'act', onSelection: true },
  { id: 'super-seed', counted: 'torrentMenu.superSeed', group: 'act', onSelection: true },
  { id: 'queue-top', label: 'torrentMenu.queueTop', group: 'act', keys: ['Alt+Home'], onSelection: true },
  { id: 'queue-up', label: 'torrentMenu.queueUp', group: 'act', keys: ['Alt+ArrowUp'], onSelection: true },
  { id: 'queue-down', label: 'torrentMenu.queueDown', group: 'act', keys: ['Alt+ArrowDown'], onSelection: true },
  { id: 'queue-bottom', label: 'torrentMenu.queueBottom', group: 'act', keys: ['Alt+End'], onSelection: true },
  { id: 'recheck', counted: 'torrentMenu.recheck', group: 'act', onSelection: true },
  { id: 'announce', counted: 'torrentMenu.announce', group: 'act', onSelection: true },
  { id: 'copy-magnet', counted: 'torrentMenu.copyMagnet', group: 'act', keys: ['Mod+C'], onSelection: true },
  {
    id: 'remove',
    counted: 'torrentMenu.remove',
    group: 'act',
    keys: ['Delete'],
    macKeys: ['Mod+Backspace', 'Delete'],
    onSelection: true,
  },
  {
    id: 'remove-data',
    counted: 'torrentMenu.removeData',
    group: 'act',
    keys: ['Shift+Delete'],
    macKeys: ['Mod+Alt+Backspace', 'Shift+Delete'],
    onSelection: true,
  },
  { id: 'undo', label: 'menus.undo', group: 'act', keys: ['Mod+Z'] },

  { id: 'toggle-details', label: 'menus.details', group: 'view', keys: ['Mod+I'], inText: true },
  { id: 'tab-1', label: 'details.tabs.overview', group: 'view', keys: ['Mod+1'], inText: true },
  { id: 'tab-2', label: 'details.tabs.files', group: 'view', keys: ['Mod+2'], inText: true },
  { id: 'tab-3', label: 'details.tabs.peers', group: 'view', keys: ['Mod+3'], inText: true },
  { id: 'tab-4', label: 'details.tabs.pieces', group: 'view', keys: ['Mod+4'], inText: true },
  { id: 'tab-5', label: 'details.tabs.trackers', group: 'view', keys: ['Mod+5'], inText: true },
  { id: 'tab-6', label: 'details.tabs.speed', group: 'view', keys: ['Mod+6'], inText: true },
  { id: 'tab-7', label: 'details.tabs.log', group: 'view', keys: ['Mod+7'], inText: true },
  { id: 'details-side', label: 'commands.detailsSide', group: 'view' },
  { id: 'next-pane', label: 'commands.nextPane', group: 'view', keys: ['F6'], inText: true, notInPalette: true },
  { id: 'previous-pane', label: 'commands.previousPane', group: 'view', keys: ['Shift+F6'], inText: true, notInPalette: true },
  { id: 'toggle-sidebar', label: 'menus.sidebar', group: 'view', keys: ['Mod+B'], inText: true },
  { id: 'mini', label: 'commands.mini', group: 'view', keys: ['Mod+Shift+M'], inText: true },
  { id: 'theme-next', label: 'menus.nextTheme', group: 'view', keys: ['Mod+Shift+T'], inText: true },
  { id: 'theme-system', label: 'commands.themeSystem', group: 'view' },
  { id: 'theme-light', label: 'commands.themeLight', group: 'view' },
  { id: 'theme-dark', label: 'commands.themeDark', group: 'view' },
  { id: 'density-compact', label: 'commands.densityCompact', group: 'view' },
  { id: 'density-default', label: 'commands.densityDefault', group: 'view' },
  { id: 'density-comfy', label: 'commands.densityComfy', group: 'view' },
  { id: 'toggle-accent', label: 'commands.accent', group: 'view' },
  { id: 'reset-columns', label: 'moreMenu.resetColumns', group: 'view' },
  { id: 'zoom-in', label: 'menus.zoomIn', group: 'view', keys: ['Mod+='], shownOnly: true },
  { id: 'zoom-out', label: 'menus.zoomOut', group: 'view', keys: ['Mod+-'], shownOnly: true },
  { id: 'zoom-reset', label: 'menus.actualSize', group: 'view', keys: ['Mod+0'], shownOnly: true },
  { id: 'resize', label: 'commands.resize', group: 'view', keys: ['Alt+Shift+ArrowLeft', 'Alt+Shift+ArrowRight'], shownOnly: true },
  {
    id: 'move-column',
    label: 'commands.moveColumn',
    group: 'view',
    keys: ['Mod+Shift+ArrowLeft', 'Mod+Shift+ArrowRight'],
    shownOnly: true,
  },
  { id: 'context-menu', label: 'commands.contextMenu', group: 'view', keys: ['Shift+F10'], shownOnly: true },

  { id: 'help', label: 'commands.help', group: 'app', keys: ['F1'], inText: true },
  { id: 'close-window', label: 'menus.closeWindow', group: 'app', keys: ['Mod+W'], shownOnly: true },
  { id: 'quit', label: 'menus.quit', group: 'app', keys: ['Mod+Q'], shownOnly: true },
] as const satisfies readonly CommandSpec[];

type Entry = (typeof APP_COMMANDS)[number];
type PlainKey = Extract<Entry, { readonly label: string }>['label'];

export type AppCommandId = Entry['id'];
/** Those that the page or main carries out; the others are only told. */
export type DoableCommandId = Exclude<AppCommandId, Extract<Entry, { readonly shownOnly: true }>['id']>;

export interface AppCommand extends CommandSpec {
  readonly id: AppCommandId;
  readonly label?: PlainKey;
}

const ALL: readonly AppCommand[] = APP_COMMANDS;
const BY_ID = new Map<string, AppCommand>(ALL.map((command) => [command.id, command]));

/** The command of an id. */
export const appCommand = (id: AppCommandId): AppCommand => BY_ID.get(id) as AppCommand;

/** The table says that something carries it out. */
export const isDoable = (id: string): id is DoableCommandId => {
  const command = BY_ID.get(id);
  return command !== undefined && command.shownOnly !== true;
};

/** What it is called, for so many torrents. */
export function commandWords({ label, counted }: AppCommand, count = 1): string {
  if (counted !== undefined) return t(counted, { count: Math.max(1, count) });
  return label === undefined ? '' : t(label);
}

/** The keys of a command on a platform. */
export const keysOf = ({ keys, macKeys }: AppCommand, mac: boolean): readonly string[] => (mac ? (macKeys ?? keys) : keys) ?? [];

/** All commands, in the order in which they are told. */
export const appCommands = (): readonly AppCommand[] => ALL;
