/** What only a desktop shell can do: dialogs, clipboard, opening folders, app preferences. */
import type { TorrentId } from '../../engine/api/ids.js';
import type { FilePriority, TorrentPriority } from '../../engine/api/torrent-view.js';
import type { Language, LanguageSetting } from '../../i18n/runtime/languages.js';
import type { DoableCommandId } from './app-commands.js';

export type { Language, LanguageSetting } from '../../i18n/runtime/languages.js';

export type Theme = 'system' | 'light' | 'dark';
export type Density = 'compact' | 'default' | 'comfy';
/** Sizes in powers of 1000 (kB) or of 1024 (KiB). */
export type SizeUnits = 'decimal' | 'binary';

/** How a person arranged the list. What is not named here is as it comes. */
export interface ColumnPreferences {
  /** Every column known when it was last arranged, in order: one that is new later takes its usual place. */
  readonly order: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
  /** true: always there; false: never. */
  readonly shown: Readonly<Record<string, boolean>>;
}

/** The person's preferences for the window; kept in the profile. */
export interface Preferences {
  readonly theme: Theme;
  readonly density: Density;
  readonly language: LanguageSetting;
  readonly units: SizeUnits;
  readonly sidebarVisible: boolean;
  readonly detailsVisible: boolean;
  /** Height of the details pane in CSS pixels. */
  readonly detailsHeight: number;
  readonly detailsTab: string;
  /** The first key, and one that decides among its equals. */
  readonly sort: readonly { readonly column: string; readonly descending: boolean }[];
  readonly columns: ColumnPreferences;
  /** Smart collections: a name, and what is typed into the filter for it. */
  readonly collections: readonly { readonly name: string; readonly query: string }[];
  /** Sections of the sidebar that are folded up. */
  readonly foldedSections: readonly string[];
  /** Below the list, or beside it in a wide window. */
  readonly detailsSide: 'bottom' | 'end';
  /** Width of the details pane beside the list, in CSS pixels. */
  readonly detailsWidth: number;
  /** Our own accent colour, or the system's. */
  readonly accent: 'own' | 'system';
  /** The small window stays above all others. */
  readonly miniOnTop: boolean;
  /** What was selected last, and the row with the keyboard's place. */
  readonly selected: readonly TorrentId[];
  readonly focused: TorrentId | null;
}

/** Something a person asked to open, from any source (argument, drop, dialog, second start, link). */
export type OpenTarget =
  | { readonly kind: 'torrent'; readonly fileName: string; readonly bytes: Uint8Array }
  | { readonly kind: 'magnet'; readonly uri: string }
  | { readonly kind: 'rejected'; readonly fileName: string; readonly message: string };

export interface ShellCommands {
  /** Shows the open dialog; chosen files come back as a `open-targets` push. */
  'shell.openTorrentDialog': { args: Record<string, never>; result: null };
  'shell.chooseFolder': { args: { readonly current: string }; result: string | null };
  /** Reads dropped files by path (only `.torrent`, at most 32 MiB each), or texts that may hold magnet links. */
  'shell.openDropped': { args: { readonly paths: readonly string[]; readonly texts: readonly string[] }; result: null };
  /** Reads the clipboard for a magnet link or info-hash; pushes `open-targets`. */
  'shell.pasteLink': { args: Record<string, never>; result: { readonly found: boolean } };
  'shell.copyText': { args: { readonly text: string }; result: null };
  /** Shows the torrent's file or folder in the file manager. */
  'shell.showInFolder': { args: { readonly id: TorrentId; readonly fileIndex?: number }; result: null };
  /** Native context menu; what was chosen comes back. */
  'shell.torrentMenu': { args: TorrentMenuArgs; result: TorrentMenuChoice | null };
  /** The checklist of the list's columns; one of them comes back as it shall be, or the wish for all as they come. */
  'shell.columnsMenu': {
    args: {
      readonly columns: readonly { readonly id: string; readonly label: string; readonly on: boolean; readonly fixed: boolean }[];
    };
    result: { readonly id: string; readonly on: boolean } | { readonly reset: true } | null;
  };
  /** Menu of an entry of the sidebar that can be changed or deleted. */
  'shell.entryMenu': { args: { readonly kind: 'label' | 'collection' }; result: 'edit' | 'delete' | null };
  'shell.fileMenu': {
    args: { readonly priority: FilePriority | null };
    result: { readonly priority: FilePriority } | { readonly action: 'show' } | null;
  };
  /** A question with named buttons; the index of the chosen one, or null when closed. */
  'shell.confirmRemoveData': {
    args: { readonly names: readonly string[]; readonly fileCount: number; readonly bytes: number; readonly folder: string };
    result: boolean;
  };
  /** The small window, or the whole one again; the answer is what it is now. */
  'shell.setMini': { args: { readonly on: boolean }; result: boolean };
  'preferences.get': { args: Record<string, never>; result: Preferences };
  'preferences.set': { args: { readonly changes: Partial<Preferences> }; result: null };
  'shell.info': { args: Record<string, never>; result: ShellInfo };
}

/** What the context menu of the list needs to know of the selection. null: they differ. */
export interface TorrentMenuArgs {
  readonly count: number;
  readonly canPause: boolean;
  readonly canResume: boolean;
  readonly forced: boolean;
  readonly sequential: boolean;
  readonly firstLast: boolean;
  readonly superSeed: boolean;
  readonly priority: TorrentPriority | null;
  /** The label of all of them; undefined: they differ. */
  readonly label?: string | null;
  readonly labels: readonly string[];
}

/** A command of the table, or a label for all of them. */
export type TorrentMenuChoice = DoableCommandId | { readonly label: string | null };

export interface ShellInfo {
  readonly version: string;
  readonly electron: string;
  readonly chrome: string;
  readonly node: string;
  readonly homePath: string;
  readonly language: LanguageInUse;
  /** The time that stands still, Unix milliseconds; null in real life. */
  readonly frozenAt: number | null;
  readonly e2e: boolean;
  /** The system's accent colour, `#rrggbb`; null where it has none. */
  readonly accent: string | null;
}

/** The language on show, and the locale of its numbers and dates. */
export interface LanguageInUse {
  readonly language: Language;
  /** BCP 47 tag. */
  readonly locale: string;
}

export type ShellPush =
  | { readonly kind: 'open-targets'; readonly targets: readonly OpenTarget[] }
  | { readonly kind: 'menu'; readonly command: DoableCommandId }
  | { readonly kind: 'preferences'; readonly preferences: Preferences }
  | { readonly kind: 'language'; readonly inUse: LanguageInUse }
  /** The system's accent colour, `#rrggbb`; null where it has none. */
  | { readonly kind: 'accent'; readonly colour: string | null };
