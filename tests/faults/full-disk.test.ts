/** A disk that is full, of data alone or of data and state: everything goes on by itself when there is space, and all that is claimed is there. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { EngineApi } from '../../engine/api/engine.js';
import type { EngineEvent } from '../../engine/api/view-messages.js';
import { openEngine } from '../../engine/index.js';
import { claimsOf } from '../support/claimed-pieces.js';
import { buildDiskWorker } from '../support/disk-worker.js';
import { makeScratch } from '../support/payload.js';
import type { ShoalProcess } from '../support/shoal.js';
import { makeSimTorrent } from '../support/sim/sim-torrent.js';
import { startSeed } from '../support/transfers.js';
import { freePort, until } from '../support/waiting.js';

const KIB = 1024;
const MIB = 1024 * KIB;
/** What it takes at most to go on once there is space. */
const RECOVERY_MS = 60_000;
const HOST = '127.68.0.1';
const TORRENT = makeSimTorrent({
  name: 'more-than-fits',
  pieceLength: 256 * KIB,
  files: [12 * MIB, 5, 18 * MIB + 99].map((size, i) => ({ path: `${i}`, size })),
});

const scratch = makeScratch('full');
const mount = (...words: string[]): boolean => spawnSync('mount', words, { stdio: 'ignore' }).status === 0;
const unmount = (dir: string): boolean => spawnSync('umount', ['-l', dir], { stdio: 'ignore' }).status === 0;
/** Who is not root, or in a container, may not mount. */
const canMount = process.platform === 'linux' && process.getuid?.() === 0 && mountWorks();

function mountWorks(): boolean {
  const dir = scratch.folder('try');
  return mount('-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', dir) && unmount(dir);
}

describe.skipIf(!canMount)('a disk that is full', () => {
  let seed: ShoalProcess;
  let engine: EngineApi | null = null;
  let mounted: string | null = null;

  beforeAll(async () => {
    const data = scratch.folder('seed');
    for (const { bytes, path } of TORRENT.files) {
      mkdirSync(dirname(join(data, path)), { recursive: true });
      writeFileSync(join(data, path), bytes);
    }
    writeFileSync(scratch.path('t.torrent'), TORRENT.file);
    seed = await startSeed(scratch.path('t.torrent'), data);
  });
  afterEach(async () => {
    await engine?.close();
    engine = null;
    if (mounted !== null) unmount(mounted);
    mounted = null;
  });
  afterAll(async () => {
    await seed?.stop('SIGKILL');
    scratch.dispose();
  });

  for (const holdsState of [false, true]) {
    it(`stops the torrent and lets it go on by itself, ${holdsState ? 'where the state lies on it too' : 'where the state lies elsewhere'}`, async () => {
      mounted = scratch.folder('small');
      expect(mount('-t', 'tmpfs', '-o', 'size=14m', 'tmpfs', mounted)).toBe(true);
      const out = join(mounted, 'out');
      mkdirSync(out);
      const stateDir = holdsState ? join(mounted, 'state') : scratch.folder('state');
      const events: EngineEvent[] = [];
      engine = await openEngine({
        stateDir,
        diskWorker: await buildDiskWorker(),
        clientName: 'Shoal test',
        settings: { listenPort: await freePort(HOST), bindAddress: HOST, dht: false, lsd: false, nat: false, trackers: false, pex: false },
        onEvent: (event) => events.push(event),
      });
      await engine.execute('torrents.add', { source: { kind: 'file', bytes: TORRENT.file }, savePath: out, peers: [seed.address] });
      const isFull = () => events.some((event) => event.kind === 'torrent-error' && event.error.code === 'disk-full');
      await until('it says that the disk is full', isFull, 30_000, () => JSON.stringify(events.slice(-3)));
      expect(mount('-o', 'remount,size=96m', mounted)).toBe(true);
      const spaceAt = performance.now();
      const isComplete = () => events.some(({ kind }) => kind === 'torrent-complete');
      await until('it is complete', isComplete, RECOVERY_MS * 2, () => JSON.stringify(events.slice(-3)));
      const seconds = (performance.now() - spaceAt) / 1000;
      console.log(`full disk${holdsState ? ' with the state' : ''}: complete ${seconds.toFixed(1)} s after there was space`);
      await engine.close();
      engine = null;
      for (const { bytes, path } of TORRENT.files) expect(Buffer.compare(readFileSync(join(out, path)), bytes), path).toBe(0);
      expect(await claimsOf(stateDir)).toMatchObject({ torrents: 1, unreadable: 0, claimed: TORRENT.pieceCount, wrong: [] });
    });
  }
});
