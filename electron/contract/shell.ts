/** What only a desktop shell can do: dialogs, clipboard, opening folders, app preferences. */
import type { TorrentId } from '../../engine/api/ids.js';
import type { FilePriority } from '../../engine/api/torrent-view.js';
import type { Language, LanguageSetting } from '../../i18n/runtime/languages.js';

export type { Language, LanguageSetting } from '../../i18n/runtime/languages.js';

export type Theme = 'system' | 'light' | 'dark';
export type Density = 'compact' | 'default' | 'comfy';
/** Sizes in powers of 1000 (kB) or of 1024 (KiB). */
export type SizeUnits = 'decimal' | 'binary';

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
  readonly sort: { readonly column: string; readonly descending: boolean };
  /** Hidden and resized columns by id; schema-versioned by the shell. */
  readonly columns: Readonly<Record<string, { readonly width?: number; readonly hidden?: boolean }>>;
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
  /** Native context menu; the chosen action comes back. */
  'shell.torrentMenu': {
    args: {
      readonly count: number;
      readonly canPause: boolean;
      readonly canResume: boolean;
      readonly forced?: boolean;
      readonly sequential?: boolean;
      readonly firstLast?: boolean;
      readonly superSeed?: boolean;
    };
    result: TorrentMenuAction | null;
  };
  'shell.fileMenu': {
    args: { readonly priority: FilePriority | null };
    result: { readonly priority: FilePriority } | { readonly action: 'show' } | null;
  };
  /** A question with named buttons; the index of the chosen one, or null when closed. */
  'shell.confirmRemoveData': {
    args: { readonly names: readonly string[]; readonly fileCount: number; readonly bytes: number; readonly folder: string };
    result: boolean;
  };
  'preferences.get': { args: Record<string, never>; result: Preferences };
  'preferences.set': { args: { readonly changes: Partial<Preferences> }; result: null };
  'shell.info': { args: Record<string, never>; result: ShellInfo };
}

export type TorrentMenuAction =
  | 'open'
  | 'show'
  | 'pause'
  | 'resume'
  | 'force-start'
  | 'queue-top'
  | 'queue-up'
  | 'queue-down'
  | 'queue-bottom'
  | 'sequential'
  | 'first-last'
  | 'super-seed'
  | 'recheck'
  | 'announce'
  | 'copy-magnet'
  | 'remove'
  | 'remove-data';

export interface ShellInfo {
  readonly version: string;
  readonly electron: string;
  readonly chrome: string;
  readonly node: string;
  readonly homePath: string;
  readonly language: LanguageInUse;
  readonly e2e: boolean;
}

/** The language on show, and the locale of its numbers and dates. */
export interface LanguageInUse {
  readonly language: Language;
  /** BCP 47 tag. */
  readonly locale: string;
}

/** Menu and accelerator commands that main passes to the page. */
export type MenuCommand =
  | 'open-file'
  | 'paste-link'
  | 'find'
  | 'select-all'
  | 'pause-resume'
  | 'remove'
  | 'remove-data'
  | 'undo'
  | 'toggle-details'
  | 'toggle-sidebar'
  | 'theme-next';

export type ShellPush =
  | { readonly kind: 'open-targets'; readonly targets: readonly OpenTarget[] }
  | { readonly kind: 'menu'; readonly command: MenuCommand }
  | { readonly kind: 'preferences'; readonly preferences: Preferences }
  | { readonly kind: 'language'; readonly inUse: LanguageInUse };
