/** The composition of the app once Electron is ready: who knows whom. Decisions live in the parts. */
import path from 'node:path';
import { app, BrowserWindow, dialog, Menu, nativeTheme, session } from 'electron';
import { EngineError } from '../../engine/api/errors.js';
import type { EngineView, ViewMessage } from '../../engine/api/view-messages.js';
import { errorWords } from '../../i18n/format/error-words.js';
import { setUnits } from '../../i18n/format/size.js';
import { t } from '../../i18n/runtime/words.js';
import type { Push } from '../contract/channel.js';
import { DEFAULT_PREFERENCES } from '../contract/default-preferences.js';
import type { Preferences } from '../contract/shell.js';
import { followAccent, systemAccent } from './accent-colour.js';
import { serveAppScheme } from './app-scheme/app-scheme.js';
import { PAGE_URL } from './app-scheme/resolve-asset.js';
import type { LaunchOptions } from './command-line.js';
import { defaultDownloadFolder } from './download-folder.js';
import { EngineHost } from './engine-host.js';
import { listenToPages } from './ipc/ipc.js';
import { PageStream } from './ipc/page-stream.js';
import { shellHandlers } from './ipc/shell-handlers.js';
import { TorrentPlaces } from './ipc/torrent-places.js';
import type { Lifecycle } from './lifecycle.js';
import type { FileLog } from './log.js';
import { applicationMenu } from './menus/application-menu.js';
import { FROZEN_AT } from './mock-host.js';
import { openChosenEngine } from './open-chosen-engine.js';
import type { OpenRequest } from './open-requests/open-request.js';
import { OpenRequests } from './open-requests/open-requests.js';
import { readTorrentFile } from './open-requests/read-torrent-file.js';
import { parsePreferences } from './preferences/preferences-shape.js';
import { ProfileFile } from './preferences/profile-file.js';
import { openCachedView } from './row-cache/cached-view.js';
import { type CachedList, loadRows } from './row-cache/row-cache.js';
import { RowKeeper } from './row-cache/row-keeper.js';
import { guardSession } from './security/web-contents-guard.js';
import { SpokenLanguage } from './spoken-language.js';
import { countPush, type TestHooks } from './test-hooks.js';
import { MainWindow } from './windows/main-window.js';
import { INITIAL_WINDOW_STATE, parseWindowState, type WindowState } from './windows/window-bounds.js';

/** How long quitting may wait for the engine. */
const CLOSE_CAP_MS = 5_000;

export interface ApplicationOptions {
  readonly launch: LaunchOptions;
  /** Folder of the built files: beside main. */
  readonly dist: string;
  /** The development server's page, or null. */
  readonly devUrl: string | null;
  readonly devOrigin: string | null;
  readonly log: FileLog;
  readonly hooks: TestHooks | null;
  readonly lifecycle: Pick<Lifecycle, 'quitting' | 'end'>;
}

export class Application {
  private main: MainWindow | null = null;
  private readonly places = new TorrentPlaces();
  private readonly requests: OpenRequests;
  private readonly engine: EngineHost;
  private readonly language: SpokenLanguage;
  /** The list of the last run, until the engine is there. */
  private cached: CachedList | null = null;
  private readonly keeper: RowKeeper;

  private constructor(
    private readonly options: ApplicationOptions,
    private readonly preferences: ProfileFile<Preferences>,
    private readonly windowState: ProfileFile<WindowState>,
  ) {
    this.requests = new OpenRequests({
      readFile: (file) => readTorrentFile(file),
      deliver: (targets) => this.main?.stream.push({ kind: 'open-targets', targets }),
    });
    this.language = new SpokenLanguage({
      folder: path.join(options.dist, 'words'),
      preferred: () => app.getPreferredSystemLanguages(),
      log: options.log,
      onChange: (inUse) => {
        this.setMenu();
        this.main?.stream.push({ kind: 'language', inUse });
      },
    });
    this.keeper = new RowKeeper(rowCacheFile(), () => this.main?.stream.engineView ?? null, options.log);
    this.engine = this.startEngine();
  }

  /** Sets everything up and shows the window; the engine may come later. */
  static async start(options: ApplicationOptions): Promise<Application> {
    const profile = app.getPath('userData');
    const { log } = options;
    const [preferences, windowState] = await Promise.all([
      ProfileFile.open({ file: path.join(profile, 'preferences.json'), parse: parsePreferences, fallback: DEFAULT_PREFERENCES, log }),
      ProfileFile.open({ file: path.join(profile, 'window.json'), parse: parseWindowState, fallback: INITIAL_WINDOW_STATE, log }),
    ]);
    const application = new Application(options, preferences, windowState);
    const [cached] = await Promise.all([loadRows(rowCacheFile()), application.applyPreferences(preferences.value)]);
    if (application.engine.current === null) application.cached = cached;
    guardSession(session.defaultSession, options.devOrigin, log);
    serveAppScheme(path.join(options.dist, 'renderer'));
    application.listen();
    followAccent(() => application.main?.stream.push({ kind: 'accent', colour: systemAccent() }));
    application.present();
    return application;
  }

  /** Opens what a person asked for, once the page listens. */
  open(requests: readonly OpenRequest[]): void {
    this.requests.add(requests);
  }

  /** Brings the window to the front, or makes one. */
  present(): void {
    if (this.main === null) this.main = this.newMainWindow();
    else this.main.present();
  }

  /** Saves everything; resolves within a little more than 5 s and never rejects. */
  async shutdown(): Promise<void> {
    const { log } = this.options;
    const [closed] = await Promise.all([
      this.keeper.flush().then(() => this.engine.close(CLOSE_CAP_MS)),
      this.preferences.flush(),
      this.windowState.flush(),
    ]);
    if (closed) log.info('closed');
    else log.error(`the engine did not close within ${CLOSE_CAP_MS} ms`);
    await log.flush();
  }

  private startEngine(): EngineHost {
    const { launch, log, hooks } = this.options;
    const host = new EngineHost(
      () => openChosenEngine(launch, log, hooks),
      () => defaultDownloadFolder(app.getPath('downloads'), app.getPath('home')),
    );
    host.ready.then(
      (engine) => {
        if (hooks !== null) hooks.engine = engine;
        this.main?.stream.engineReady();
        this.cached = null;
      },
      (error: unknown) => this.reportNoEngine(error),
    );
    return host;
  }

  /** The theme is the system's own affair; the words and units are ours, in every window. */
  private async applyPreferences(preferences: Preferences): Promise<void> {
    nativeTheme.themeSource = preferences.theme;
    setUnits(preferences.units);
    this.main?.frame.followOnTop();
    await this.language.speak(this.options.launch.language ?? preferences.language);
  }

  private reportNoEngine(error: unknown): void {
    this.options.log.error('the engine could not start', error);
    const sentence = error instanceof EngineError ? errorWords(error.view()) : t('dialogs.cannotStartLog');
    dialog.showErrorBox(t('dialogs.cannotStart'), sentence);
    void this.options.lifecycle.end(1);
  }

  private listen(): void {
    const { devOrigin, log, hooks } = this.options;
    const own = (webContentsId: number): MainWindow | null =>
      this.main !== null && !this.main.window.isDestroyed() && this.main.window.webContents.id === webContentsId ? this.main : null;
    listenToPages({
      devOrigin,
      log,
      isOurWindow: (id) => own(id) !== null,
      streamOf: (id) => own(id)?.stream ?? null,
      execute: (name, args) => this.engine.execute(name, args),
      shell: shellHandlers({
        preferences: this.preferences,
        places: this.places,
        hooks,
        windowOf: (id) => own(id)?.window ?? null,
        open: (requests) => this.open(requests),
        pushToOthers: (id, push) => {
          if (own(id) === null) this.main?.stream.push(push);
        },
        frozenAt: this.options.launch.mock?.frozen === true ? FROZEN_AT : null,
        language: () => this.language.inUse,
        setMini: (id, on) => {
          const { frame } = own(id) ?? {};
          frame?.setMini(on);
          return frame?.mini ?? false;
        },
        accent: systemAccent,
        applyPreferences: (preferences) => void this.applyPreferences(preferences),
        files: (args) => this.engine.execute('torrents.files', args),
      }),
    });
  }

  private setMenu(): void {
    const template = applicationMenu({
      platform: process.platform,
      development: !app.isPackaged,
      appName: app.getName(),
      send: (command) => {
        if (BrowserWindow.getAllWindows().length === 0) this.present();
        this.main?.stream.push({ kind: 'menu', command });
      },
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  }

  private newMainWindow(): MainWindow {
    const { options } = this;
    return new MainWindow({
      preload: path.join(options.dist, 'preload.cjs'),
      pageUrl: options.devUrl ?? PAGE_URL,
      state: this.windowState,
      log: options.log,
      connect: (post) => this.newStream(post),
      hidesOnClose: () => process.platform === 'darwin' && !options.lifecycle.quitting,
      onClosing: () => this.keeper.save(),
      onClosed: () => {
        this.main = null;
      },
      miniOnTop: () => this.preferences.value.miniOnTop,
    });
  }

  private newStream(post: (batch: readonly Push[]) => void): PageStream {
    const { hooks } = this.options;
    return new PageStream({
      openView: (send: (message: ViewMessage) => void) => this.openView(send),
      post: (batch) => {
        if (hooks !== null) countPush(hooks.ipc, batch);
        post(batch);
      },
      soon: (run) => setImmediate(run),
      observe: (message) => this.places.observe(message),
      onListening: (listening) => this.requests.setListening(listening),
    });
  }

  /** The engine's view for the page, or until there is one that of the last run's list. */
  private openView(send: (message: ViewMessage) => void): EngineView | null {
    const { current } = this.engine;
    if (current !== null) return current.openView(send, { paced: true });
    return this.cached === null ? null : openCachedView(this.cached, send);
  }
}

const rowCacheFile = (): string => path.join(app.getPath('userData'), 'rows.cache');
