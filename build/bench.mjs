// @ts-check
/**
 * npm run bench: measures Shoal against real clients on this machine and fails when a target is missed. Charts and figures go to
 * out/bench/. The clients are looked for, not installed, but for webtorrent, which is put into a cache outside the project.
 *
 * node build/bench.mjs [--rounds N] [--only NAME]... [--case PART]... [--help]
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { oneByte } from './bundle/one-byte.mjs';
import { ensureBundle } from './bundle.mjs';
import { runScript, Stop, say, warn } from './console.mjs';
import { must, root, run } from './run-command.mjs';
import { onPath } from './setup/system-packages.mjs';
import { ensureModulesOnly } from './setup.mjs';

const out = path.join(root, 'out/bench');
const PROGRAMS = ['main', 'shoal-peer', 'floor-peer', 'long-list-peer', 'crowd-peer', 'crowd-victim', 'scale-run'];
const ENTRIES = {
  main: 'tests/bench/main.ts',
  'shoal-peer': 'tests/bench/clients/shoal-peer.ts',
  'floor-peer': 'tests/bench/clients/floor-peer.ts',
  'long-list-peer': 'tests/bench/clients/long-list-peer.ts',
  'crowd-peer': 'tests/bench/clients/crowd-peer.ts',
  'crowd-victim': 'tests/support/hostile/crowd-victim.ts',
  'scale-run': 'tests/bench/clients/scale-run.ts',
};

/** WebRTC's native part is not fetched and not used: webtorrent gets empty classes instead. */
const NO_WEBRTC = `class Absent {}
export { Absent as RTCPeerConnection, Absent as RTCSessionDescription, Absent as RTCIceCandidate, Absent as RTCIceTransport };
export { Absent as RTCDataChannel, Absent as RTCSctpTransport, Absent as RTCDtlsTransport, Absent as RTCCertificate };
export { Absent as MediaStream, Absent as MediaStreamTrack };
export * as default from './index.js';
`;
/** The newest for Node 20, which later releases of one of its parts break. */
const WEBTORRENT = { dependencies: { webtorrent: '2.8.5' }, overrides: { 'uint8-util': '2.2.5' } };

/** @returns {Promise<string>} the folder of webtorrent's node_modules, or '' */
async function ensureWebtorrent() {
  const cache = process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache');
  const folder = path.join(cache, 'shoal-bench/webtorrent');
  const polyfill = path.join(folder, 'node_modules/webrtc-polyfill');
  if (!existsSync(path.join(folder, 'node_modules/webtorrent/index.js'))) {
    say('Fetching webtorrent (once).');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: 'peers', private: true, type: 'module', ...WEBTORRENT }));
    const words = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'];
    const { code } = await run('npm', words, { cwd: folder, timeoutMs: 300_000 });
    if (code !== 0) {
      warn('webtorrent could not be fetched: its rows are missed');
      return '';
    }
  }
  if (existsSync(polyfill)) writeFileSync(path.join(polyfill, 'index.js'), NO_WEBRTC);
  return folder;
}

async function bundlePrograms() {
  const { rolldown } = await import('rolldown');
  for (const name of PROGRAMS) {
    const input = ENTRIES[/** @type {keyof typeof ENTRIES} */ (name)];
    const options = { cwd: root, input, external: ['electron', /^node:/], platform: /** @type {const} */ ('node'), plugins: [oneByte()] };
    const bundle = await rolldown({ ...options, logLevel: 'warn' });
    await bundle.write({ file: path.join(out, `${name}.mjs`), format: 'esm', codeSplitting: false, comments: false });
    await bundle.close();
  }
}

await runScript(async () => {
  await ensureModulesOnly();
  await ensureBundle();
  if (process.platform !== 'linux') throw new Stop('the benchmark reads /proc and uses /dev/shm: it needs Linux');
  await must('/usr/bin/python3', ['-c', 'import libtorrent'], {
    what: 'looking for libtorrent',
    mend: 'apt-get install python3-libtorrent',
  });
  for (const program of ['aria2c', 'rtorrent']) {
    if (!onPath(program)) throw new Stop(`${program} is not installed`, 'apt-get install aria2 rtorrent');
  }
  const webtorrent = await ensureWebtorrent();
  mkdirSync(out, { recursive: true });
  await bundlePrograms();
  const env = { ...process.env, SHOAL_BENCH_ROOT: root, SHOAL_BENCH_OUT: out, SHOAL_BENCH_WEBTORRENT: webtorrent };
  const { code } = await run(process.execPath, [path.join(out, 'main.mjs'), ...process.argv.slice(2)], { env, inherit: true });
  return code;
});
