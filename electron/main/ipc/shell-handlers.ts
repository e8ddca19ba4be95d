/** What the shell does for a page, one function a command. Arguments are parsed by now. */
import { app, type BrowserWindow, clipboard, shell } from 'electron';
import type { ArgsOf, ResultOf } from '../../../engine/api/commands.js';
import { EngineError } from '../../../engine/api/errors.js';
import type { LanguageInUse, Preferences, ShellPush } from '../../contract/shell.js';
import { askForFolder, askForTorrentFiles, confirmRemoveData } from '../dialogs/dialogs.js';
import { columnsMenu, entryMenu, fileMenu, torrentMenu } from '../menus/context-menus.js';
import { popupMenu } from '../menus/popup-menu.js';
import { type OpenRequest, requestsFromPaths, requestsFromTexts } from '../open-requests/open-request.js';
import type { ProfileFile } from '../preferences/profile-file.js';
import { pathToReveal } from '../reveal.js';
import type { TestHooks } from '../test-hooks.js';
import type { ShellHandlers } from './router.js';
import type { TorrentPlaces } from './torrent-places.js';

export interface ShellHost {
  readonly preferences: ProfileFile<Preferences>;
  readonly places: TorrentPlaces;
  readonly hooks: TestHooks | null;
  /** The window of a page, or null when it has just closed. */
  windowOf(webContentsId: number): BrowserWindow | null;
  open(requests: readonly OpenRequest[]): void;
  /** Tells every page but one. */
  pushToOthers(webContentsId: number, push: ShellPush): void;
  readonly frozenAt: number | null;
  /** The language on show. */
  language(): LanguageInUse;
  /** Follows what the person prefers now: theme, language, units. */
  applyPreferences(preferences: Preferences): void;
  /** Makes the window of a page the small one, or the whole one; answers what it is now. */
  setMini(webContentsId: number, on: boolean): boolean;
  /** The system's accent colour, `#rrggbb`, or null. */
  accent(): string | null;
  files(args: ArgsOf<'torrents.files'>): Promise<ResultOf<'torrents.files'>>;
}

/** The handlers over a host. */
export function shellHandlers(host: ShellHost): ShellHandlers {
  const windowOf = (webContentsId: number): BrowserWindow => {
    const window = host.windowOf(webContentsId);
    if (window === null) throw new EngineError('cancelled', 'The window was closed.');
    return window;
  };
  return {
    'shell.openTorrentDialog': async (_args, sender) => {
      host.open(requestsFromPaths(await askForTorrentFiles(windowOf(sender.webContentsId))));
      return null;
    },
    'shell.chooseFolder': ({ current }, sender) => askForFolder(windowOf(sender.webContentsId), current),
    'shell.openDropped': async ({ paths, texts }) => {
      // A dragged file also arrives as text naming it; its path alone counts.
      host.open(paths.length > 0 ? requestsFromPaths(paths) : requestsFromTexts(texts));
      return null;
    },
    'shell.pasteLink': async () => {
      const requests = requestsFromTexts([await clipboard.readText()]);
      host.open(requests);
      return { found: requests.length > 0 };
    },
    'shell.copyText': async ({ text }) => {
      await clipboard.writeText(text);
      return null;
    },
    'shell.showInFolder': async ({ id, fileIndex }) => {
      const files = { savePath: host.places.savePath.bind(host.places), files: host.files };
      shell.showItemInFolder(await pathToReveal(files, id, fileIndex));
      return null;
    },
    'shell.torrentMenu': (args, sender) =>
      popupMenu(torrentMenu(args, process.platform === 'darwin'), windowOf(sender.webContentsId), host.hooks),
    'shell.columnsMenu': (args, sender) => popupMenu(columnsMenu(args), windowOf(sender.webContentsId), host.hooks),
    'shell.entryMenu': (args, sender) => popupMenu(entryMenu(args), windowOf(sender.webContentsId), host.hooks),
    'shell.fileMenu': ({ priority }, sender) => popupMenu(fileMenu(priority), windowOf(sender.webContentsId), host.hooks),
    'shell.confirmRemoveData': (args, sender) => confirmRemoveData(windowOf(sender.webContentsId), args),
    'shell.setMini': async ({ on }, sender) => host.setMini(sender.webContentsId, on),
    'preferences.get': async () => host.preferences.value,
    'preferences.set': async ({ changes }, sender) => {
      const preferences = { ...host.preferences.value, ...changes };
      host.preferences.set(preferences);
      host.applyPreferences(preferences);
      host.pushToOthers(sender.webContentsId, { kind: 'preferences', preferences });
      return null;
    },
    'shell.info': async () => ({
      version: app.getVersion(),
      electron: process.versions.electron ?? '',
      chrome: process.versions.chrome ?? '',
      node: process.versions.node,
      homePath: app.getPath('home'),
      language: host.language(),
      frozenAt: host.frozenAt,
      e2e: host.hooks !== null,
      accent: host.accent(),
    }),
  };
}
