// @ts-check
/**
 * One download by the real app, its window open, from seeds that run already; figures of its main process as one JSON line.
 * With a list, a torrent of very many files is meanwhile opened as a person does it: by its file, looked at in the dialog,
 * added, and its files shown. Not bundled, for it starts Electron.
 *
 * node electron-run.mjs '{"root": PROJECT, "torrent": PATH, "peers": ["ip:port"], "list"?: {"file": PATH, "infoHash": HEX}}'
 */
import { chmodSync, chownSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { _electron } from '@playwright/test';

const { root, torrent, peers, list = null } = JSON.parse(process.argv[2] ?? '{}');
const build = (/** @type {string} */ file) => import(pathToFileURL(join(root, 'build', file)).href);
const { ensureElectron } = await build('electron-runtime/index.mjs');
const { reachableRuntime, stageApp, unprivilegedUser } = await build('electron-runtime/unprivileged.mjs');
const { openVirtualDisplay } = await build('virtual-display.mjs');

/** The list comes when the transfer runs at full speed. */
const LIST_AFTER_BYTES = 256 * 1024 * 1024;
const LIST_MS = 120_000;

const user = unprivilegedUser();
const runtime = await ensureElectron();
const stage =
  user === null ? { executablePath: runtime.executablePath, app: root, env: {} } : stageApp(reachableRuntime(runtime).executablePath, user);
const folder = mkdtempSync('/dev/shm/shoal-bench-app-');
chmodSync(folder, 0o755);
const own = (/** @type {string} */ name) => {
  const made = join(folder, name);
  mkdirSync(made);
  if (user !== null) chownSync(made, user.uid, user.gid);
  return made;
};
const display = await openVirtualDisplay(user);
const saveTo = own('downloads');
const quiet = ['--no-dht', '--no-lsd', '--no-pex', '--no-nat', '--bind=127.0.0.1', '--port=0'];
try {
  const app = await _electron.launch({
    executablePath: stage.executablePath,
    cwd: stage.app,
    chromiumSandbox: true,
    args: [stage.app, `--profile=${own('profile')}`, `--save-to=${saveTo}`, ...quiet],
    env: { ...process.env, ...stage.env, WAYLAND_DISPLAY: '', ...display.env, SHOAL_E2E: '1' },
    timeout: 60_000,
  });
  const page = await app.firstWindow();
  await page.waitForSelector('#root > *');
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  let listed = '';
  if (list !== null) {
    listed = join(folder, 'list.torrent');
    copyFileSync(list.file, listed);
    chmodSync(listed, 0o644);
  }
  const order = { bytes: readFileSync(torrent).toString('base64'), saveTo, peers, listed, listAfter: LIST_AFTER_BYTES };
  const [figures, listMs] = await Promise.all([app.evaluate(download, order), list === null ? null : addList(app, page, list.infoHash)]);
  // added after the transfer's end it says nothing
  const inTime = listMs !== null && figures.listAskedMs !== null && figures.listAskedMs + listMs < figures.seconds * 1000;
  process.stdout.write(`${JSON.stringify({ ev: 'figures', ...figures, listMs: inTime ? listMs : null, versions: runtime.version })}\n`);
  await app.close();
} finally {
  await display.close();
  if ('close' in stage) stage.close();
  rmSync(folder, { recursive: true, force: true });
}

/**
 * What a person does once the dialog stands there; milliseconds from the file's opening to its rows.
 * @param {import('@playwright/test').ElectronApplication} app
 * @param {import('@playwright/test').Page} page
 * @param {string} infoHash
 */
async function addList(app, page, infoHash) {
  await page.getByTestId('add-file').first().waitFor({ timeout: LIST_MS });
  await page.getByTestId('btn-add-confirm').click();
  await page.getByTestId(`row-${infoHash.slice(0, 8)}`).click({ timeout: LIST_MS });
  await page.getByTestId('tab-files').click();
  await page.getByTestId('file-row').first().waitFor({ timeout: LIST_MS });
  return await app.evaluate(() => performance.now() - /** @type {any} */ (globalThis).__listAskedAt);
}

/**
 * Runs in the main process.
 * @param {typeof import('electron')} electron
 * @param {{ bytes: string, saveTo: string, peers: string[], listed: string, listAfter: number }} order
 */
async function download({ app }, order) {
  const hooks = /** @type {any} */ (globalThis).__shoalTest;
  const { openSync, readSync } = process.getBuiltinModule('node:fs');
  // processor time of the main thread so far: the first number of its schedstat, nanoseconds
  const schedstat = openSync(`/proc/self/task/${process.pid}/schedstat`, 'r');
  const scratch = Buffer.alloc(64);
  const cpuMs = () => Number(scratch.toString('latin1', 0, readSync(schedstat, scratch, 0, scratch.length, 0)).split(' ')[0]) / 1e6;

  const source = { kind: 'file', bytes: new Uint8Array(Buffer.from(order.bytes, 'base64')) };
  const addedAt = performance.now();
  const cpu = process.cpuUsage();
  const { id } = await hooks.engine.execute('torrents.add', { source, savePath: order.saveTo, peers: order.peers });
  const until = async (/** @type {(stats: any) => boolean} */ test, /** @type {number} */ everyMs) => {
    while (!test(hooks.engine.stats(id))) await new Promise((resolve) => setTimeout(resolve, everyMs));
    return performance.now();
  };
  const firstAt = await until((stats) => stats.receivedBytes > 0, 2);
  let cpuAt = cpuMs();
  let cpuMaxMs = 0;
  const measuring = setInterval(() => {
    const now = cpuMs();
    cpuMaxMs = Math.max(cpuMaxMs, now - cpuAt);
    cpuAt = now;
  }, 1);
  hooks.loopDelay.reset();
  let listAskedMs = null;
  if (order.listed !== '') {
    const askedAt = await until((stats) => stats.receivedBytes >= order.listAfter, 2);
    /** @type {any} */ (globalThis).__listAskedAt = askedAt;
    listAskedMs = askedAt - firstAt;
    app.emit('second-instance', {}, [], order.saveTo, { argv: [order.listed], cwd: order.saveTo });
  }
  const doneAt = await until((stats) => stats.wantedBytes !== null && stats.doneBytes >= stats.wantedBytes, 5);
  clearInterval(measuring);
  const ms = (/** @type {number} */ nanoseconds) => Math.max(0, nanoseconds / 1e6 - 1);
  const { user, system } = process.cpuUsage(cpu);
  return {
    firstByteMs: firstAt - addedAt,
    seconds: (doneAt - firstAt) / 1000,
    cpuSeconds: (user + system) / 1e6,
    delayP99Ms: ms(hooks.loopDelay.percentile(99)),
    delayMaxMs: ms(hooks.loopDelay.max),
    cpuMaxMs,
    listAskedMs,
  };
}
