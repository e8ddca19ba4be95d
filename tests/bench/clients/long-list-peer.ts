/**
 * Shoal's engine downloads at full speed, and meanwhile a torrent of very many files is looked at, added and shown, as a
 * window would do it; or not, to compare with. `done` carries the longest task of the event loop from the first payload
 * byte to the last (resolution subtracted), and how much processor time the main thread took at most between two timer
 * ticks: on a machine that is busy with other things that alone tells what the program did.
 * node long-list-peer.mjs IP PORT DISK_WORKER HOME TORRENT SEED [LIST]
 */
import { mkdirSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import type { TorrentId } from '../../../engine/api/ids.js';
import { openEngine } from '../../../engine/index.js';

const RESOLUTION_MS = 1;
const LOOK_MS = 2;
/** The list comes when the transfer runs at full speed. */
const LIST_AFTER_BYTES = 256 * 1024 * 1024;

const [ip = '127.0.0.1', port = '0', worker = '', home = '', torrent = '', seed = '', list = ''] = process.argv.slice(2);
const say = (ev: string, more: object = {}): void => void process.stdout.write(`${JSON.stringify({ ev, ...more })}\n`);
let firstAt = 0;
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
const ms = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);

/** Processor time of the main thread so far: the first number of its schedstat, nanoseconds. */
const schedstat = openSync(`/proc/self/task/${process.pid}/schedstat`, 'r');
const scratch = Buffer.alloc(64);
const cpuMs = (): number => Number(scratch.toString('latin1', 0, readSync(schedstat, scratch, 0, scratch.length, 0)).split(' ')[0]) / 1e6;
let cpuAt = 0;
let cpuMaxMs = 0;
function measureCpu(): void {
  const now = cpuMs();
  if (firstAt !== 0) cpuMaxMs = Math.max(cpuMaxMs, now - cpuAt);
  cpuAt = now;
}

const listBytes = list === '' ? null : new Uint8Array(readFileSync(list));
const savePath = join(home, 'data');
mkdirSync(savePath, { recursive: true });
let main: TorrentId | null = null;
let bytes = 0;
let listMs: number | null = null;
const engine = await openEngine({
  stateDir: join(home, 'state'),
  diskWorker: pathToFileURL(worker).href,
  clientName: 'Shoal bench',
  settings: { listenPort: Number(port), bindAddress: ip, dht: false, pex: false, lsd: false, nat: false, trackers: false },
  onEvent(event) {
    if (event.kind === 'torrent-complete' && event.id === main) void finish();
    else if (event.kind === 'torrent-error' || event.kind === 'session-error') say('error', { message: event.error.message });
  },
});

async function finish(): Promise<void> {
  const seconds = (performance.now() - firstAt) / 1000;
  delay.disable();
  const stats = main === null ? null : engine.stats(main);
  const delays = { delayMaxMs: ms(delay.max), delayP99Ms: ms(delay.percentile(99)), cpuMaxMs };
  say('done', { ...delays, listMs, bytesPerSecond: (stats?.doneBytes ?? 0) / seconds });
  await engine.close();
  process.exit(0);
}

/** What a window does: looks at the torrent, shows it in the Add dialog, adds it and opens its files. */
async function addList(): Promise<void> {
  if (listBytes === null) return;
  const startedAt = performance.now();
  const source = { kind: 'file' as const, bytes: listBytes };
  const preview = await engine.execute('torrents.preview', { source });
  const infoHash = preview.infoHashV1;
  if (infoHash === null) throw new Error('the list has no hash');
  await engine.execute('torrents.previewFiles', { infoHash, first: 150_000, count: 200 });
  const { id } = await engine.execute('torrents.add', { source, savePath });
  listMs = performance.now() - startedAt;
  const view = engine.openView(() => undefined);
  view.setDetails({ id, tab: 'files', range: { first: 100_000, count: 200 } });
}

const { id } = await engine.execute('torrents.add', {
  source: { kind: 'file', bytes: readFileSync(torrent) },
  savePath,
  peers: [seed],
});
main = id;
setInterval(measureCpu, RESOLUTION_MS);
const looking = setInterval(() => {
  bytes = engine.stats(id)?.receivedBytes ?? 0;
  if (bytes > 0 && firstAt === 0) {
    firstAt = performance.now();
    delay.enable();
    delay.reset();
    measureCpu();
  }
  if (bytes < LIST_AFTER_BYTES) return;
  clearInterval(looking);
  addList().catch((problem: unknown) => say('error', { message: String(problem) }));
}, LOOK_MS);
