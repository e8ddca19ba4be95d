/** A real libtorrent peer (python3-libtorrent) on a loopback address, driven over lt-peer.py. */
import { fileURLToPath } from 'node:url';
import { addressText } from '../../engine/base/address-text.js';
import { startChild } from './child.js';
import { PYTHON } from './parts.js';
import { until, within } from './waiting.js';

const SCRIPT = fileURLToPath(new URL('./lt-peer.py', import.meta.url));

export interface LibtorrentStatus {
  readonly state: string;
  readonly hasMetadata: boolean;
  readonly progress: number;
  /** Every wanted piece is here. */
  readonly complete: boolean;
  readonly seeding: boolean;
  readonly doneBytes: number;
  readonly receivedBytes: number;
  readonly sentBytes: number;
  readonly wastedBytes: number;
  readonly failedBytes: number;
  readonly peers: number;
  readonly error: string | null;
  readonly complaints: readonly string[];
}
export interface LibtorrentInspection {
  readonly name: string;
  readonly infoHashV1: string | null;
  readonly infoHashV2: string | null;
  readonly pieceLength: number;
  readonly pieceCount: number;
  readonly totalSize: number;
  readonly private: boolean;
  readonly comment: string;
  readonly createdBy: string;
  readonly trackers: readonly string[];
  readonly webSeeds: readonly string[];
  readonly files: readonly { readonly path: string; readonly size: number; readonly pad: boolean }[];
}
export interface LibtorrentAdd {
  /** Path of a .torrent, or a magnet link. */
  readonly torrent?: string;
  readonly magnet?: string;
  readonly dir: string;
  /** Trust the data in `dir` without checking it. */
  readonly seed?: boolean;
  readonly connect?: readonly (readonly [string, number])[];
  /** Bytes a second. */
  readonly down?: number;
  readonly up?: number;
}
export interface LibtorrentCreate {
  readonly path: string;
  readonly out: string;
  readonly pieceSize?: number;
  readonly version?: 'v1' | 'v2' | 'hybrid';
  readonly trackers?: readonly string[];
  readonly webSeeds?: readonly string[];
  readonly private?: boolean;
  readonly comment?: string;
}

export interface Libtorrent {
  readonly version: string;
  readonly ip: string;
  readonly port: number;
  /** `ip:port`, as `--peer` takes it. */
  readonly address: string;
  /** Adds a torrent; the key names it in the other calls (1 for the first). */
  add(what: LibtorrentAdd): Promise<{ readonly key: number; readonly infoHash: string }>;
  connect(ip: string, port: number, key?: number): Promise<void>;
  /** Joins the DHT, by nodes that it is told of. */
  joinDht(nodes: readonly (readonly [string, number])[]): Promise<void>;
  /** Searches the DHT for peers of a torrent, and is announced there. */
  announceDht(key?: number): Promise<void>;
  /** Bytes a second; left out = unlimited. */
  limit(limits: { readonly down?: number; readonly up?: number }, key?: number): Promise<void>;
  announce(key?: number): Promise<void>;
  status(key?: number): Promise<LibtorrentStatus>;
  peers(
    key?: number,
  ): Promise<readonly { readonly ip: string; readonly port: number; readonly client: string; readonly progress: number }[]>;
  /** Waits until every wanted piece is here. */
  completed(timeoutMs?: number, key?: number): Promise<LibtorrentStatus>;
  create(what: LibtorrentCreate): Promise<{ readonly infoHashV1: string | null; readonly infoHashV2: string | null }>;
  inspect(torrent: string): Promise<LibtorrentInspection>;
  stop(): Promise<void>;
}

type Answer = Record<string, unknown> & { readonly id?: number; readonly failed?: string; readonly ready?: string; readonly port?: number };

/** Starts a session listening on `ip` at a port of its own choice; `settings` in its own words. */
export async function startLibtorrent(
  ip = '127.0.0.2',
  settings: Readonly<Record<string, number | boolean | string>> = {},
): Promise<Libtorrent> {
  const waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (problem: Error) => void }>();
  let nextId = 1;
  let announceReady: (answer: Answer) => void = () => undefined;
  const ready = new Promise<Answer>((resolve) => {
    announceReady = resolve;
  });
  const child = startChild(PYTHON, ['-u', SCRIPT, ip, '0', JSON.stringify(settings)], (line) => {
    const answer = JSON.parse(line) as Answer;
    if (answer.id === undefined) return announceReady(answer);
    const asker = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.failed === undefined) asker?.resolve(answer);
    else asker?.reject(new Error(`libtorrent: ${answer.failed}`));
  });
  const gone = child.exited.then(() => {
    const problem = new Error(`libtorrent peer ended: ${child.stderr()}`);
    for (const asker of waiting.values()) asker.reject(problem);
    waiting.clear();
    throw problem;
  });
  gone.catch(() => undefined);
  const first = await within('libtorrent to start', Promise.race([ready, gone]), 20_000);
  const port = first.port ?? 0;
  if (port === 0) throw new Error(`libtorrent does not listen on ${ip}: ${child.stderr()}`);

  const ask = <T>(what: string, args: object): Promise<T> => {
    const id = nextId++;
    const asked = new Promise<Answer>((resolve, reject) => {
      waiting.set(id, { resolve, reject });
    });
    child.process.stdin?.write(`${JSON.stringify({ id, do: what, ...args })}\n`);
    return within(`libtorrent to ${what}`, asked, 60_000) as Promise<T>;
  };
  return {
    version: first.ready ?? '',
    ip,
    port,
    address: addressText({ host: ip, port }),
    add: (what) => ask('add', what),
    connect: (toIp, toPort, key = 1) => ask('connect', { ip: toIp, port: toPort, key }),
    joinDht: (nodes) => ask('dht', { nodes }),
    announceDht: (key = 1) => ask('announceDht', { key }),
    limit: (limits, key = 1) => ask('limit', { ...limits, key }),
    announce: (key = 1) => ask('announce', { key }),
    status: (key = 1) => ask('status', { key }),
    peers: async (key = 1) => (await ask<{ peers: Awaited<ReturnType<Libtorrent['peers']>> }>('peers', { key })).peers,
    async completed(timeoutMs = 60_000, key = 1) {
      let last: LibtorrentStatus | null = null;
      return until(
        'libtorrent to complete',
        async () => {
          last = await ask<LibtorrentStatus>('status', { key });
          return last.complete && last.hasMetadata ? last : null;
        },
        timeoutMs,
        () => JSON.stringify(last),
      );
    },
    create: (what) => ask('create', what),
    inspect: (torrent) => ask('inspect', { torrent }),
    async stop() {
      child.process.stdin?.end();
      await child.stop();
    },
  };
}
