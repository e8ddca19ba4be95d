// @ts-check
/**
 * npm run demo: a swarm on loopback, and the app downloading from it. With a display the app stays open; without one it runs
 * on a virtual display, is photographed into demo-output/, and the demo ends by itself.
 */
import { mkdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ensureBundle } from './bundle.mjs';
import { runScript, Stop, say } from './console.mjs';
import { writePayload } from './demo/payload.mjs';
import { runShoal, startSeeds, startTracker } from './demo/swarm.mjs';
import { openApp, photographAll, setTheme } from './demo/watched-app.mjs';
import { sandboxFlags } from './electron-runtime/sandbox.mjs';
import { root } from './run-command.mjs';
import { ensureSetup, hasDisplay } from './setup.mjs';
import { openVirtualDisplay } from './virtual-display.mjs';

const LIMIT_MS = 300_000;
/** The share at which the pictures are taken: something to see everywhere. */
const PICTURE_SHARE = 0.35;
const shots = path.join(root, 'demo-output');

/** What was started, ended in reverse order whatever happens. @type {(() => Promise<void>)[]} */
const ending = [];
/** @template {{ close: () => Promise<void> }} T @param {T} started @returns {T} */
function endLater(started) {
  ending.push(() => started.close().catch(() => undefined));
  return started;
}
async function endAll() {
  for (const end of ending.splice(0).reverse()) await end();
}

async function demo() {
  const runtime = await ensureSetup(hasDisplay ? ['window'] : ['window', 'virtual-display']);
  await ensureBundle();
  const flags = await sandboxFlags(runtime);

  const folder = path.join(os.tmpdir(), `shoal-demo-${os.userInfo().username}`);
  const at = (/** @type {string} */ name) => path.join(folder, name);
  for (const name of ['downloads', 'profile', 'state']) rmSync(at(name), { recursive: true, force: true });
  mkdirSync(at('downloads'), { recursive: true, mode: 0o700 });
  const payload = writePayload(at('source'));

  const tracker = endLater(await startTracker());
  const torrent = at('Coral Archive 2026.torrent');
  const created = await runShoal(['create', payload, '--out', torrent, '--piece-size', '262144', '--tracker', tracker.url]);
  if (created.code !== 0) throw new Stop(`shoal create failed: ${created.stderr.trim()}`);
  say(`Starting three seeds; the tracker is ${tracker.url}`);
  endLater(await startSeeds(torrent, at('source'), at('state')));

  const display = hasDisplay ? null : endLater(await openVirtualDisplay(null));
  const app = endLater(
    await openApp({
      executablePath: runtime.executablePath,
      flags,
      torrent,
      profile: at('profile'),
      downloads: at('downloads'),
      env: display ? { ...display.env, WAYLAND_DISPLAY: '' } : {},
    }),
  );
  if (!hasDisplay) await photographAdd(app);
  const started = performance.now();
  await app.accept();
  const { figures, peers, seconds } = await watch(app, started);
  await report(torrent, at('downloads'), figures, peers, seconds);
  if (hasDisplay) {
    say('The app stays open and seeds. Close its window (or press Ctrl+C) to end the demo.');
    await app.closed;
  } else {
    await setTheme(app, 'light');
    await app.page.screenshot({ path: path.join(shots, 'complete-light.png') });
    say(`Pictures of the list and every details tab, light and dark: ${shots}`);
  }
}

/** @param {import('./demo/watched-app.mjs').WatchedApp} app */
async function photographAdd(app) {
  rmSync(shots, { recursive: true, force: true });
  mkdirSync(shots, { recursive: true });
  for (const theme of /** @type {const} */ (['light', 'dark'])) {
    await setTheme(app, theme);
    await app.page.screenshot({ path: path.join(shots, `add-${theme}.png`) });
  }
}

/**
 * Follows the download to its end, one line every two seconds; takes the pictures on the way.
 * @param {import('./demo/watched-app.mjs').WatchedApp} app
 * @param {number} started
 */
async function watch(app, started) {
  let pictures = hasDisplay ? null : () => photographBoth(app);
  let nextLineAt = 0;
  /** @type {Map<string, import('./demo/watched-app.mjs').PeerShare>} */
  const peers = new Map();
  for (;;) {
    const figures = await app.figures();
    for (const peer of figures ? await app.peers() : []) peers.set(peer.address, peer);
    const total = figures?.wantedBytes ?? 0;
    const share = figures && total > 0 ? figures.doneBytes / total : 0;
    const elapsedMs = performance.now() - started;
    if (figures && elapsedMs >= nextLineAt) {
      say(`${String(Math.floor(share * 100)).padStart(4)} %  ${megabytes(figures.downBps)}/s from ${figures.peers} peers`);
      nextLineAt = elapsedMs + 2_000;
    }
    if (figures && share >= 1) return { figures, peers: [...peers.values()], seconds: elapsedMs / 1000 };
    if (elapsedMs > LIMIT_MS) throw new Stop(`the download did not finish within ${LIMIT_MS / 1000} s`);
    if (pictures && share >= PICTURE_SHARE) {
      await pictures();
      pictures = null;
    }
    await pause(200);
  }
}

/** @param {import('./demo/watched-app.mjs').WatchedApp} app */
async function photographBoth(app) {
  for (const theme of /** @type {const} */ (['light', 'dark'])) {
    await setTheme(app, theme);
    await app.page.screenshot({ path: path.join(shots, `list-${theme}.png`) });
    await photographAll(app, theme, shots);
  }
}

/**
 * @param {string} torrent
 * @param {string} downloads
 * @param {import('./demo/watched-app.mjs').Figures} figures
 * @param {readonly import('./demo/watched-app.mjs').PeerShare[]} peers
 * @param {number} seconds
 */
async function report(torrent, downloads, figures, peers, seconds) {
  const verified = await runShoal(['verify', torrent, '--data', downloads, '--json']);
  if (verified.code !== 0) throw new Stop(`the files are not whole: ${verified.stdout.trim() || verified.stderr.trim()}`);
  const { pieces, good } = JSON.parse(verified.stdout);
  const givers = peers.filter((peer) => peer.downloadedBytes > 0);
  say('');
  say(`Transferred  ${megabytes(figures.receivedBytes)} in ${seconds.toFixed(1)} s (${megabytes(figures.receivedBytes / seconds)}/s)`);
  say(`From         ${givers.length} peers: ${givers.map((peer) => `${peer.address} ${megabytes(peer.downloadedBytes)}`).join(', ')}`);
  say(`Wasted       ${megabytes(figures.wastedBytes)}`);
  say(`Verified     ${figures.verifiedPieces} pieces on the way, ${good} of ${pieces} again from the disk`);
  say(`Files        ${downloads}`);
}

/** @param {number} bytes */
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

await runScript(async () => {
  const interrupted = new Promise((resolve) => {
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => resolve(130));
  });
  try {
    return await Promise.race([demo().then(() => 0), interrupted]);
  } finally {
    await endAll();
  }
});
