/**
 * Shoal's engine as a peer of the benchmark, with the orders and events of libtorrent-peer.py; `done` also carries the
 * event loop's delay from the first payload byte on (resolution subtracted), and so does `report`, which a seed may be
 * asked for. It speaks plain text, as all the others here do, unless the settings say otherwise.
 * node shoal-peer.mjs LISTEN_IP PORT DISK_WORKER STATE_DIR
 */
import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import type { TorrentId } from '../../../engine/api/ids.js';
import type { Settings } from '../../../engine/api/settings.js';
import { openEngine, parseTorrentFile } from '../../../engine/index.js';

interface Order {
  readonly do: 'add' | 'report';
  readonly torrent: string;
  readonly dir: string;
  readonly seed: boolean;
  readonly peers: readonly (readonly [string, number])[];
}

const RESOLUTION_MS = 1;
/** Between looks for the first byte, and for the end of a check, which no event tells. */
const LOOK_MS = 2;
const SEED_LOOK_MS = 20;

const [ip = '127.0.0.1', port = '0', worker = '', stateDir = ''] = process.argv.slice(2);
const now = (): number => Number(process.hrtime.bigint()) / 1e9;
const say = (ev: string, more: object = {}): void => void process.stdout.write(`${JSON.stringify({ ev, t: now(), ...more })}\n`);

const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
const leeching = new Set<TorrentId>();
let unfinished = 0;
const checking = new Map<TorrentId, number>();
const seeding: TorrentId[] = [];
let looking: NodeJS.Timeout | undefined;
let lookingAtSeeds: NodeJS.Timeout | undefined;
let isFirst = true;

const settings = {
  listenPort: Number(port),
  bindAddress: ip,
  maxActiveDownloads: null,
  maxConnectionsPerTorrent: 500,
  encryption: 'disable',
  dht: false,
  pex: false,
  lsd: false,
  nat: false,
  trackers: false,
  ...(JSON.parse(process.env.SHOAL_BENCH_SETTINGS ?? '{}') as Partial<Settings>),
} as Partial<Settings>;
const engine = await openEngine({
  stateDir,
  diskWorker: pathToFileURL(worker).href,
  clientName: 'Shoal bench',
  settings,
  onEvent(event) {
    if (event.kind === 'torrent-complete' && leeching.has(event.id)) finish(event.id);
    else if (event.kind === 'torrent-error' || event.kind === 'session-error') say('error', { message: event.error.message });
  },
});

function finish(id: TorrentId): void {
  if (!leeching.delete(id)) return;
  unfinished -= 1;
  if (unfinished > 0) return;
  clearInterval(looking);
  sayDelay('done');
}

function sayDelay(ev: 'done' | 'report'): void {
  const ms = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
  say(ev, { delayP99Ms: ms(delay.percentile(99)), delayMaxMs: ms(delay.max) });
}

/** From the first byte on. */
function watchDelay(): void {
  isFirst = false;
  delay.enable();
  delay.reset();
  clearInterval(looking);
  looking = undefined;
}

function look(): void {
  for (const id of leeching) {
    const stats = engine.stats(id);
    if (stats === null) continue;
    if (isFirst && stats.receivedBytes > 0) {
      watchDelay();
      say('first');
    }
    if (stats.receivedBytes === 0 && stats.wantedBytes !== null && stats.doneBytes >= stats.wantedBytes) finish(id);
  }
}

function lookForUploads(): void {
  if (isFirst && seeding.some((id) => (engine.stats(id)?.uploadedBytes ?? 0) > 0)) watchDelay();
}

/** A seed's data is checked first; `seeding` says when every torrent's check is done. */
function lookAtSeeds(): void {
  for (const [id, pieces] of checking) if ((engine.stats(id)?.verifiedPieces ?? 0) >= pieces) checking.delete(id);
  if (checking.size > 0) return;
  clearInterval(lookingAtSeeds);
  lookingAtSeeds = undefined;
  if (isFirst) looking ??= setInterval(lookForUploads, LOOK_MS);
  say('seeding');
}

async function take(order: Order): Promise<void> {
  const bytes = readFileSync(order.torrent);
  const parsed = parseTorrentFile(bytes);
  if (!parsed.ok) return say('error', { message: parsed.error.message });
  const peers = order.peers.map(([host, at]) => `${host}:${at}`);
  const started = now();
  if (!order.seed) unfinished += 1;
  const { id } = await engine.execute('torrents.add', {
    source: { kind: 'file', bytes },
    savePath: order.dir,
    peers,
    ...(order.seed && { seed: true, wanted: [] }),
  });
  say('added', { t: started });
  if (order.seed) {
    seeding.push(id);
    checking.set(id, parsed.value.info.pieceCount);
    lookingAtSeeds ??= setInterval(lookAtSeeds, SEED_LOOK_MS);
  } else {
    leeching.add(id);
    if (isFirst) looking ??= setInterval(look, LOOK_MS);
  }
}

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const order = JSON.parse(line) as Order;
    if (order.do === 'report') return sayDelay('report');
    take(order).catch((problem: unknown) => say('error', { message: String(problem) }));
  })
  .on('close', () => void engine.close().finally(() => process.exit(0)));
say('ready', { version: process.version });
