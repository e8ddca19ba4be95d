/**
 * The main window: its frame, its place, its page and the page's stream. It shows itself when the page has painted,
 * and comes to the front only through `present`, which a person's own click calls.
 */
import { BrowserWindow, nativeTheme } from 'electron';
import { PUSH_CHANNEL, type Push } from '../../contract/channel.js';
import type { PageStream } from '../ipc/page-stream.js';
import type { Log } from '../log.js';
import type { ProfileFile } from '../preferences/profile-file.js';
import { CrashBackoff } from './crash-backoff.js';
import { MIN_SIZE, type WindowState } from './window-bounds.js';
import { boundsForNew, WindowFrame } from './window-frame.js';
import { backgroundColor, frameOptions, titleBarOverlay } from './window-look.js';

/** When the system never reports a first paint. */
const SHOW_ANYWAY_MS = 3_000;

export interface MainWindowHost {
  readonly preload: string;
  readonly pageUrl: string;
  readonly state: ProfileFile<WindowState>;
  readonly log: Log;
  /** Makes the page's stream over a way to send to it. */
  connect(post: (batch: readonly Push[]) => void): PageStream;
  /** Whether closing only hides (macOS, until the app quits). */
  hidesOnClose(): boolean;
  /** The page is about to lose what it knows. */
  onClosing(): void;
  onClosed(): void;
  /** The person wants the small window above all others. */
  miniOnTop(): boolean;
}

export class MainWindow {
  readonly window: BrowserWindow;
  readonly stream: PageStream;
  readonly frame: WindowFrame;
  private readonly crashes = new CrashBackoff();

  constructor(private readonly host: MainWindowHost) {
    const dark = nativeTheme.shouldUseDarkColors;
    const { bounds, maximized } = boundsForNew(host.state.value);
    this.window = new BrowserWindow({
      ...bounds,
      minWidth: MIN_SIZE.width,
      minHeight: MIN_SIZE.height,
      show: false,
      title: 'Shoal',
      backgroundColor: backgroundColor(dark),
      ...frameOptions(process.platform, dark),
      webPreferences: {
        preload: host.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        // The spell checker fetches its dictionaries from the network.
        spellcheck: false,
      },
    });
    this.stream = host.connect((batch) => this.post(batch));
    this.frame = new WindowFrame(this.window, host.state, host.miniOnTop);
    this.followWindow();
    this.followPage(maximized);
    this.followTheme();
    if (maximized) this.window.maximize();
    this.load();
  }

  /** Brings the window to the front: only ever after a person's own action. */
  present(): void {
    if (this.window.isMinimized()) this.window.restore();
    this.window.show();
    this.window.focus();
  }

  private load(): void {
    this.window.loadURL(this.host.pageUrl).catch((error: unknown) => this.host.log.error('the page could not be loaded', error));
  }

  private post(batch: readonly Push[]): void {
    if (this.window.isDestroyed() || this.window.webContents.isDestroyed()) return;
    try {
      this.window.webContents.send(PUSH_CHANNEL, batch);
    } catch (error) {
      this.host.log.error('a message could not be sent to the page', error);
    }
  }

  private followWindow(): void {
    const { window, host } = this;
    const visibility = (): void => this.stream.setWindowVisible(window.isVisible() && !window.isMinimized());
    window.on('show', visibility);
    window.on('hide', visibility);
    window.on('minimize', visibility);
    window.on('restore', visibility);

    window.on('close', (event) => {
      if (!host.hidesOnClose()) return;
      event.preventDefault();
      window.hide();
    });
    window.on('closed', () => {
      host.onClosing();
      this.stream.pageGone();
      host.onClosed();
    });
  }

  private followPage(maximized: boolean): void {
    const { window, host } = this;
    const contents = window.webContents;
    const showOnce = (): void => {
      if (!shown && !window.isDestroyed()) window.show();
      shown = true;
    };
    let shown = maximized; // maximize() has shown it already
    window.once('ready-to-show', showOnce);
    contents.once('did-finish-load', () => setTimeout(showOnce, SHOW_ANYWAY_MS).unref());

    // Committed, not started: a navigation that was refused leaves the page and its stream as they were.
    contents.on('did-navigate', () => this.stream.pageGone());
    contents.on('did-fail-load', (_event, code, description, _url, isMainFrame) => {
      if (isMainFrame) host.log.error(`the page could not be loaded: ${description} (${code})`);
    });
    contents.on('preload-error', (_event, _path, error) => host.log.error('the preload script failed', error));
    contents.on('render-process-gone', (_event, details) => {
      this.stream.pageGone();
      if (details.reason === 'clean-exit') return;
      const delayMs = this.crashes.delayAfterCrash(performance.now());
      host.log.error(`the page's process ended (${details.reason}, ${details.exitCode}); loading it again in ${delayMs} ms`);
      setTimeout(() => {
        if (!window.isDestroyed()) this.load();
      }, delayMs);
    });
  }

  private followTheme(): void {
    const { window } = this;
    const repaint = (): void => {
      const dark = nativeTheme.shouldUseDarkColors;
      window.setBackgroundColor(backgroundColor(dark));
      if (process.platform === 'win32') window.setTitleBarOverlay(titleBarOverlay(dark));
    };
    nativeTheme.on('updated', repaint);
    window.once('closed', () => nativeTheme.removeListener('updated', repaint));
  }
}
