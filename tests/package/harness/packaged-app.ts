/**
 * A packaged Shoal, started as the user that the virtual desktop belongs to. Its fuses shut out Playwright's own launch, so it is started
 * as any program and its page is reached over Chromium's debugging port.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { type Browser, chromium, type Page } from '@playwright/test';
import { unprivilegedUser } from '../../../build/electron-runtime/unprivileged.mjs';
import { within } from '../../support/waiting.js';

/** Nothing but loopback, and only what the test asks for. */
const QUIET = ['--no-dht', '--no-lsd', '--no-pex', '--no-nat', '--bind=127.0.0.1', '--port=0'];
const START_MS = 60_000;
const QUIT_MS = 20_000;

export interface PackagedApp {
  readonly page: Page;
  /** Closes its window, which ends it where there is no tray; gives its exit code. */
  quit(): Promise<number | null>;
}

export interface PackagedLaunch {
  readonly program: string;
  /** The user's home, which the user can write. */
  readonly home: string;
  readonly saveTo: string;
  readonly args?: readonly string[];
}

/** The environment of the desktop's user. */
export function desktopEnv(home: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    HOME: home,
    XDG_CONFIG_HOME: `${home}/.config`,
    XDG_CACHE_HOME: `${home}/.cache`,
    XDG_DATA_HOME: `${home}/.local/share`,
    TMPDIR: home,
    ELECTRON_ENABLE_LOGGING: '1',
  };
}

/** Starts a program as the desktop's user. */
export function asDesktopUser(program: string, args: readonly string[], home: string): ChildProcess {
  const user = unprivilegedUser();
  const [file, words] =
    user === null ? [program, args] : ['setpriv', [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', '--', program, ...args]];
  return spawn(file, [...words], { env: desktopEnv(home), cwd: home, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Starts the app and waits for its first paint. */
export async function launchPackaged(launch: PackagedLaunch): Promise<PackagedApp> {
  const args = ['--remote-debugging-port=0', `--save-to=${launch.saveTo}`, ...QUIET, ...(launch.args ?? [])];
  const child = asDesktopUser(launch.program, args, launch.home);
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  let browser: Browser;
  try {
    const address = await within('the app to open its debugging port', debuggerOf(child, ended), START_MS);
    browser = await chromium.connectOverCDP(address);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  const page = await within('the window', firstPage(browser), START_MS);
  await page.waitForSelector('#root > *');
  return {
    page,
    async quit() {
      await page.close();
      const code = await within('the app to quit', ended, QUIT_MS).catch((error: unknown) => {
        child.kill('SIGKILL');
        throw error;
      });
      await browser.close().catch(() => undefined);
      return code;
    },
  };
}

/** The address that Chromium prints. */
function debuggerOf(child: ChildProcess, ended: Promise<number | null>): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stderr?.on('data', (chunk) => {
      text += chunk;
      const found = /DevTools listening on (ws:\S+)/.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
    void ended.then((code) => reject(new Error(`it ended with code ${code}:\n${text}`)));
  });
}

async function firstPage(browser: Browser): Promise<Page> {
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('the app has no window');
  return context.pages()[0] ?? context.waitForEvent('page');
}
