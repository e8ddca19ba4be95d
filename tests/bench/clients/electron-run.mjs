// @ts-check
/**
 * One download by the real app, its window open, from seeds that run already; figures of its main process as one JSON line.
 * node electron-run.mjs '{"root": PROJECT, "torrent": PATH, "peers": ["ip:port"]}'; not bundled, for it starts Electron.
 */
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { _electron } from '@playwright/test';

const { root, torrent, peers } = JSON.parse(process.argv[2] ?? '{}');
const build = (/** @type {string} */ file) => import(pathToFileURL(join(root, 'build', file)).href);
const { ensureElectron } = await build('electron-runtime/index.mjs');
const { reachableRuntime, stageApp, unprivilegedUser } = await build('electron-runtime/unprivileged.mjs');
const { openVirtualDisplay } = await build('virtual-display.mjs');

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
  const order = { bytes: readFileSync(torrent).toString('base64'), saveTo, peers };
  const figures = await app.evaluate(download, order);
  process.stdout.write(`${JSON.stringify({ ev: 'figures', ...figures, versions: runtime.version })}\n`);
  await app.close();
} finally {
  await display.close();
  if ('close' in stage) stage.close();
  rmSync(folder, { recursive: true, force: true });
}

/**
 * Runs in the main process.
 * @param {unknown} _electron
 * @param {{ bytes: string, saveTo: string, peers: string[] }} order
 */
async function download(_electron, order) {
  const hooks = /** @type {any} */ (globalThis).__shoalTest;
  const source = { kind: 'file', bytes: new Uint8Array(Buffer.from(order.bytes, 'base64')) };
  const addedAt = performance.now();
  const cpu = process.cpuUsage();
  const { id } = await hooks.engine.execute('torrents.add', { source, savePath: order.saveTo, peers: order.peers });
  const until = async (/** @type {(stats: any) => boolean} */ test, /** @type {number} */ everyMs) => {
    while (!test(hooks.engine.stats(id))) await new Promise((resolve) => setTimeout(resolve, everyMs));
    return performance.now();
  };
  const firstAt = await until((stats) => stats.receivedBytes > 0, 2);
  hooks.loopDelay.reset();
  const doneAt = await until((stats) => stats.wantedBytes !== null && stats.doneBytes >= stats.wantedBytes, 5);
  const ms = (/** @type {number} */ nanoseconds) => Math.max(0, nanoseconds / 1e6 - 1);
  const { user, system } = process.cpuUsage(cpu);
  return {
    firstByteMs: firstAt - addedAt,
    seconds: (doneAt - firstAt) / 1000,
    cpuSeconds: (user + system) / 1e6,
    delayP99Ms: ms(hooks.loopDelay.percentile(99)),
    delayMaxMs: ms(hooks.loopDelay.max),
  };
}
