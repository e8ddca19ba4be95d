/** Shoal in the real Electron, driven by Playwright: launched on a profile of its own, asked over its own bridge. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { _electron, type ElectronApplication, type Locator, type Page, type TestInfo } from '@playwright/test';
import type { Answer, AnyCommandName, CommandArgs, CommandResult, ShoalBridge } from '../../../electron/contract/channel.js';
import type { TestHooks } from '../../../electron/main/test-hooks.js';
import type { TorrentStats } from '../../../engine/api/engine.js';
import type { TorrentRow } from '../../../engine/api/torrent-view.js';
import { within } from '../../support/waiting.js';
import { ensureStage } from './stage.js';

declare global {
  interface Window {
    readonly shoal: ShoalBridge;
  }
}

export interface LaunchChoices {
  /** Folder of the profile, kept between launches; the app must be able to write it. */
  readonly profile: string;
  /** Where downloads go. */
  readonly saveTo: string;
  /** Files and links to open, and more switches. */
  readonly args?: readonly string[];
}

export interface ShoalApp {
  readonly electron: ElectronApplication;
  readonly page: Page;
  /** A command over the page's bridge; a refusal is thrown with its code. */
  invoke<N extends AnyCommandName>(name: N, args: CommandArgs<N>): Promise<CommandResult<N>>;
  /** The torrents as the engine knows them now. */
  rows(): Promise<readonly TorrentRow[]>;
  /** Exact figures of a torrent in this run. */
  stats(id: string): Promise<TorrentStats | null>;
  /** The state of each piece: 0 missing, 15 verified and written. */
  pieceStates(id: string): Promise<readonly number[]>;
  /** The row of a torrent in the list. */
  row(infoHash: string): Locator;
  /** Quits as a person does, waiting until everything is saved. */
  quit(): Promise<void>;
}

/** Nothing but loopback, and only what the test asks for. */
const QUIET = ['--no-dht', '--no-lsd', '--no-pex', '--no-nat', '--bind=127.0.0.1', '--port=0'];

/** Longer than it may take: the app itself gives its engine 5 s. */
const QUIT_MS = 20_000;

/** Starts the app and waits for its first paint. */
export async function launchShoal(choices: LaunchChoices): Promise<ShoalApp> {
  const stage = await ensureStage();
  const electron = await _electron.launch({
    executablePath: stage.executablePath,
    cwd: stage.app,
    chromiumSandbox: true,
    colorScheme: null, // the app's own theme, not Playwright's
    args: [stage.app, `--profile=${choices.profile}`, `--save-to=${choices.saveTo}`, ...QUIET, ...(choices.args ?? [])],
    env: { ...(process.env as Record<string, string>), ...stage.env, SHOAL_E2E: '1' },
    timeout: 60_000,
  });
  const page = await electron.firstWindow();
  await page.waitForSelector('#root > *');
  return {
    electron,
    page,
    async invoke(name, args) {
      const answer = (await page.evaluate(([name, args]) => window.shoal.invoke(name as never, args as never), [
        name,
        args,
      ] as const)) as Answer<CommandResult<typeof name>>;
      if (!answer.ok) throw new Error(`${name}: ${answer.error.code}: ${answer.error.message}`);
      return answer.value;
    },
    rows: () => electron.evaluate(readRows),
    stats: (id) =>
      electron.evaluate((_electron, id) => {
        const hooks = (globalThis as { __shoalTest?: TestHooks }).__shoalTest;
        return hooks?.engine?.stats(id as never) ?? null;
      }, id),
    pieceStates: (id) => electron.evaluate(readPieceStates, id),
    row: (infoHash) => page.getByTestId(`row-${infoHash.slice(0, 8)}`),
    async quit() {
      const child = electron.process();
      await within('the app to quit', electron.close(), QUIT_MS).catch((error: unknown) => {
        child.kill('SIGKILL'); // or it would outlive the test
        throw error;
      });
    },
  };
}

/** Runs in the main process: one view, opened for its first snapshot. */
function readRows(): Promise<TorrentRow[]> {
  return new Promise((resolve) => {
    const hooks = (globalThis as { __shoalTest?: TestHooks }).__shoalTest;
    if (!hooks?.engine) return resolve([]);
    const rows: TorrentRow[] = [];
    const view = hooks.engine.openView((message) => {
      if (message.kind !== 'rows-snapshot') return;
      // A Uint8Array does not cross to the test; the strip is not needed there.
      rows.push(...message.rows.map((row) => ({ ...row, strip: new Uint8Array(0) })));
      if (!message.end) return;
      setImmediate(() => view.close());
      resolve(rows);
    });
  });
}

/** Runs in the main process: the Pieces tab of a view of its own. */
function readPieceStates(_electron: unknown, id: string): Promise<number[]> {
  return new Promise((resolve) => {
    const hooks = (globalThis as { __shoalTest?: TestHooks }).__shoalTest;
    const view = hooks?.engine?.openView((message) => {
      if (message.kind !== 'details-snapshot' || message.details.tab !== 'pieces') return;
      setImmediate(() => view?.close());
      resolve([...message.details.pieces.state]);
    });
    view?.setDetails({ id: id as never, tab: 'pieces' });
  });
}

/** Keeps a picture with the test's output. */
export async function picture(app: ShoalApp, info: TestInfo, name: string): Promise<void> {
  const file = info.outputPath(`${name}.png`);
  mkdirSync(dirname(file), { recursive: true });
  await app.page.screenshot({ path: file });
  await info.attach(name, { path: file, contentType: 'image/png' });
}
