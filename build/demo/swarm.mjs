// @ts-check
/** A swarm on loopback: a tracker of the registry and three `shoal seed` processes. Everything started here is ended by its id. */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { dist } from '../bundle/targets.mjs';
import { Stop } from '../console.mjs';

const SHOAL = path.join(dist, 'shoal.mjs');
/** Together about 9 MB/s: 256 MiB in half a minute, slow enough to watch. */
const SEED_BPS = 3_000_000;
const SEEDS = 3;
const SEED_START_MS = 60_000;
const HOST = '127.0.0.1';

/** Shoal on loopback only, found through the tracker alone. */
export const QUIET = ['--no-dht', '--no-lsd', '--no-pex', '--no-nat'];

/** @returns {Promise<number>} a port that is free now */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, HOST, () => {
      const { port } = /** @type {net.AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/** @returns {Promise<{ url: string, close: () => Promise<void> }>} */
export async function startTracker() {
  const { default: Server } = await import(/** @type {string} */ ('bittorrent-tracker/server'));
  const server = new Server({ http: true, udp: false, ws: false, stats: false, interval: 5_000 });
  server.on('warning', () => {});
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ http: 0 }, { http: HOST }, () => resolve(undefined));
  });
  return {
    url: `http://${HOST}:${server.http.address().port}/announce`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/**
 * Runs `shoal` to its end.
 * @param {readonly string[]} words
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
 */
export function runShoal(words) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [SHOAL, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => (stdout += chunk));
    child.stderr.on('data', (chunk) => (stderr += chunk));
    child.on('close', (code) => resolve({ code: code ?? 1, stdout, stderr }));
  });
}

/**
 * @param {string} torrent
 * @param {string} data folder that contains the torrent's name
 * @param {string} state
 * @returns {Promise<{ close: () => Promise<void> }>} once the data is checked and the port listens
 */
async function startSeed(torrent, data, state) {
  mkdirSync(state, { recursive: true });
  const port = await freePort();
  const words = ['seed', torrent, '--data', data, '--state', state, '--bind', HOST, '--port', String(port), '--max-up', String(SEED_BPS)];
  const child = spawn(process.execPath, [SHOAL, ...words, ...QUIET, '--json'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (chunk) => (complaint += chunk));
  const close = () => endProcess(child);
  return new Promise((resolve, reject) => {
    /** @param {string} why */
    const fail = (why) => void close().then(() => reject(new Stop(`a seed did not start: ${why}`)));
    const timer = setTimeout(() => fail('no answer'), SEED_START_MS);
    child.once('exit', (code) => fail(complaint.trim() || `exit code ${code}`));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!line.includes('"seeding"')) return;
      clearTimeout(timer);
      resolve({ close });
    });
  });
}

/**
 * @param {string} torrent
 * @param {string} data
 * @param {string} stateFolder
 * @returns {Promise<{ close: () => Promise<void> }>}
 */
export async function startSeeds(torrent, data, stateFolder) {
  const starting = Array.from({ length: SEEDS }, (_, i) => startSeed(torrent, data, path.join(stateFolder, `seed-${i + 1}`)));
  const outcomes = await Promise.allSettled(starting);
  const close = async () => {
    await Promise.all(outcomes.map((one) => (one.status === 'fulfilled' ? one.value.close() : undefined)));
  };
  const failure = outcomes.find((one) => one.status === 'rejected');
  if (failure) {
    await close();
    throw failure.reason;
  }
  return { close };
}

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<void>} */
function endProcess(child) {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    const timer = setTimeout(() => child.kill('SIGKILL'), 6_000);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
