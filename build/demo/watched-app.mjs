// @ts-check
/** The app as the demo shows it: opened with the torrent, asked how far it is, photographed. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { root } from '../run-command.mjs';
import { QUIET } from './swarm.mjs';

/**
 * @typedef {object} Figures
 * @property {number} receivedBytes
 * @property {number} wastedBytes
 * @property {number} doneBytes
 * @property {number | null} wantedBytes
 * @property {number} verifiedPieces
 * @property {number} downBps
 * @property {number} peers
 *
 * @typedef {{ address: string, client: string, downloadedBytes: number }} PeerShare
 */

/**
 * Opens the app on a fresh profile with the torrent as its argument, and accepts it as a person would.
 * @param {object} options
 * @param {string} options.executablePath
 * @param {readonly string[]} options.flags
 * @param {string} options.torrent
 * @param {string} options.profile
 * @param {string} options.downloads
 * @param {Readonly<Record<string, string>>} options.env
 */
export async function openApp({ executablePath, flags, torrent, profile, downloads, env }) {
  const { _electron } = await import('@playwright/test');
  const electron = await _electron.launch({
    executablePath,
    chromiumSandbox: !flags.includes('--no-sandbox'),
    colorScheme: null, // the app's own theme, not Playwright's
    args: [root, `--profile=${profile}`, `--save-to=${downloads}`, ...QUIET, '--bind=127.0.0.1', torrent],
    env: { .../** @type {Record<string, string>} */ (process.env), ...env, SHOAL_E2E: '1' },
    timeout: 60_000,
  });
  const page = await electron.firstWindow();
  const closed = new Promise((resolve) => electron.once('close', () => resolve(undefined)));
  await page.getByTestId('btn-add-confirm').waitFor({ timeout: 60_000 });

  return {
    page,
    closed,
    /** Confirms the Add window. */
    accept: () => page.getByTestId('btn-add-confirm').click(),
    /** @returns {Promise<Figures | null>} */
    figures: () =>
      electron.evaluate(() => {
        const engine = /** @type {any} */ (globalThis).__shoalTest?.engine;
        return new Promise((resolve) => {
          if (!engine) return resolve(null);
          const view = engine.openView((/** @type {any} */ message) => {
            if (message.kind !== 'rows-snapshot') return;
            setImmediate(() => view.close());
            const id = message.rows[0]?.id;
            resolve(id === undefined ? null : engine.stats(id));
          });
        });
      }),
    /** @returns {Promise<PeerShare[]>} what came from whom, of the peers connected now */
    peers: () =>
      electron.evaluate(() => {
        const engine = /** @type {any} */ (globalThis).__shoalTest.engine;
        return new Promise((resolve) => {
          const view = engine.openView((/** @type {any} */ message) => {
            const id = message.rows?.[0]?.id;
            if (id !== undefined) setImmediate(() => view.setDetails({ id, tab: 'peers' }));
            if (message.kind !== 'details-snapshot') return;
            setImmediate(() => view.close());
            resolve(
              message.details.rows.map((/** @type {any} */ row) => ({
                address: row.address,
                client: row.client,
                downloadedBytes: row.downloadedBytes,
              })),
            );
          });
        });
      }),
    close: () => electron.close(),
  };
}

/** @typedef {Awaited<ReturnType<typeof openApp>>} WatchedApp */

/**
 * Photographs the list and every details tab in one theme.
 * @param {WatchedApp} app
 * @param {'light' | 'dark'} theme
 * @param {string} folder
 */
export async function photographAll(app, theme, folder) {
  mkdirSync(folder, { recursive: true });
  const { page } = app;
  await setTheme(app, theme);
  /** @param {string} name */
  const shoot = async (name) => {
    await page.screenshot({ path: path.join(folder, `${name}-${theme}.png`) });
  };
  await page.locator('[data-testid^="row-"]').first().click();
  const tabs = await page
    .locator('[role="tab"][data-testid^="tab-"]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-testid') ?? ''));
  for (const tab of tabs) {
    await page.getByTestId(tab).click();
    await page.waitForTimeout(600); // the tab's data arrives at its own beat
    await shoot(tab.replace(/^tab-/, 'details-'));
  }
}

/**
 * @param {WatchedApp} app
 * @param {'light' | 'dark'} theme
 */
export async function setTheme(app, theme) {
  await app.page.evaluate((theme) => /** @type {any} */ (globalThis).shoal.invoke('preferences.set', { changes: { theme } }), theme);
  await app.page.waitForFunction(
    (dark) => /** @type {any} */ (globalThis).matchMedia('(prefers-color-scheme: dark)').matches === dark,
    theme === 'dark',
  );
  await app.page.waitForTimeout(150);
}
