/**
 * One instance a profile, and an orderly end: windows close, then the engine saves and closes within 5 s, then the
 * process ends, whatever state the disks are in.
 */
import type { App } from 'electron';

/** What a second start hands to the first. Chromium reorders its own copy of the arguments; this one is as given. */
export interface SecondStart {
  readonly argv: readonly string[];
  readonly cwd: string;
}

/** Whether this process is the one for its profile; if not, the other one has been told what was asked for. */
export function claimInstance(app: App, start: SecondStart): boolean {
  return app.requestSingleInstanceLock({ argv: [...start.argv], cwd: start.cwd });
}

/** The data of `second-instance`, checked: it comes from another process. */
export function secondStartFrom(data: unknown): SecondStart | null {
  if (typeof data !== 'object' || data === null) return null;
  const { argv, cwd } = data as { argv?: unknown; cwd?: unknown };
  if (typeof cwd !== 'string' || !Array.isArray(argv) || !argv.every((argument) => typeof argument === 'string')) return null;
  return { argv, cwd };
}

export interface LifecycleHost {
  readonly platform: NodeJS.Platform;
  /** Shows the window, or makes one. */
  present(): void;
  /** A second start: opens what it was given and shows the window. */
  onSecondStart(start: SecondStart): void;
  /** Everything that must be saved; resolves within its own cap and never rejects. */
  shutdown(): Promise<void>;
}

/** Follows the app from its first window to its end. */
export class Lifecycle {
  private quitAsked = false;
  private ending: Promise<void> | null = null;

  constructor(
    private readonly app: App,
    private readonly host: LifecycleHost,
  ) {
    app.on('second-instance', (_event, _argv, _cwd, data) => {
      const start = secondStartFrom(data);
      if (start !== null) host.onSecondStart(start);
    });
    app.on('activate', () => host.present());
    app.on('before-quit', () => {
      this.quitAsked = true;
    });
    app.on('window-all-closed', () => {
      if (host.platform !== 'darwin') app.quit();
    });
    app.on('will-quit', (event) => {
      event.preventDefault();
      void this.end(0);
    });
  }

  /** Whether the app is on its way out: then closing a window closes it. */
  get quitting(): boolean {
    return this.quitAsked;
  }

  /** Saves and ends the process. */
  end(exitCode: number): Promise<void> {
    this.ending ??= this.host.shutdown().finally(() => this.app.exit(exitCode));
    return this.ending;
  }
}
