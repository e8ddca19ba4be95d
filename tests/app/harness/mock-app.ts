/** The real window over made-up torrents: the same ones in every run, so that a test can count on them. */
import type { TestHooks } from '../../../electron/main/test-hooks.js';
import type { TorrentRow } from '../../../engine/api/torrent-view.js';
import { launchShoal, type ShoalApp } from './shoal-app.js';
import { makeRoom } from './stage.js';

export interface MockChoices {
  readonly count: number;
  /** Nothing moves, and it is always the same evening. */
  readonly frozen?: boolean;
  readonly args?: readonly string[];
}

export interface MockRoom {
  app: ShoalApp;
  /** Quits, and starts again on the same profile, with these arguments besides. */
  restart(more?: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** Starts the window with `count` torrents of seed 7. */
export async function openMockRoom({ count, frozen = false, args = [] }: MockChoices): Promise<MockRoom> {
  const room = makeRoom();
  const choices = {
    profile: room.own('profile'),
    saveTo: room.own('downloads'),
    args: [`--mock=${count}`, '--seed=7', ...(frozen ? ['--freeze-time'] : []), ...args],
  };
  const opened: MockRoom = {
    app: await launchShoal(choices),
    async restart(more = []) {
      await opened.app.quit();
      opened.app = await launchShoal({ ...choices, args: [...choices.args, ...more] });
    },
    async close() {
      await opened.app.quit();
      room.dispose();
    },
  };
  return opened;
}

/** Lays down the answer of the next context menu: a label, a value, or null to close it. */
export const answerMenu = (app: ShoalApp, wanted: unknown): Promise<void> =>
  app.electron.evaluate((_electron, wanted) => {
    const hooks = (globalThis as { __shoalTest?: TestHooks }).__shoalTest;
    if (hooks) hooks.nextMenuChoice = wanted;
  }, wanted);

/** What the last menu answered that way had in it. */
export const lastMenu = (app: ShoalApp): Promise<readonly string[]> =>
  app.electron.evaluate(() => (globalThis as { __shoalTest?: TestHooks }).__shoalTest?.lastMenu ?? []);

/** A torrent as the engine has it, by a part of its name. */
export async function torrentNamed(app: ShoalApp, part: string): Promise<TorrentRow> {
  const found = (await app.rows()).find(({ name }) => name.includes(part));
  if (found === undefined) throw new Error(`no torrent with ${part} in its name`);
  return found;
}

/** Names of the selected rows, in the order on show. */
export const selectedNames = (app: ShoalApp): Promise<string[]> =>
  app.page.locator('.row[aria-selected="true"] .nm').evaluateAll((names) => names.map((name) => name.textContent ?? ''));

/** Names on show, from the top. */
export const shownNames = (app: ShoalApp): Promise<string[]> =>
  app.page.locator('.row .nm').evaluateAll((names) => names.map((name) => name.textContent ?? ''));

/** Size of the window's content. */
export const resizeWindow = (app: ShoalApp, width: number, height: number): Promise<void> =>
  app.electron.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height), {
    width,
    height,
  });
