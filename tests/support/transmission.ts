/**
 * A real transmission-daemon with a configuration folder of its own, driven over its RPC.
 * It treats 127/8 as no place to dial, so the other side (or a tracker that tells the other side) must dial it,
 * and it unchokes only at its own ten-second beat: the first byte takes about that long.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from './child.js';
import { TRANSMISSION } from './parts.js';
import { freePort, until } from './waiting.js';

export interface TransmissionStatus {
  readonly id: number;
  readonly name: string;
  readonly hashString: string;
  readonly haveBytes: number;
  readonly sizeWhenDone: number;
  readonly uploadedBytes: number;
  readonly corruptBytes: number;
  readonly peers: number;
  readonly hasMetadata: boolean;
  /** Everything wanted is here and it seeds (status 6). */
  readonly complete: boolean;
  readonly error: string;
}
export interface TransmissionInspection {
  readonly hashString: string;
  readonly name: string;
  readonly totalSize: number;
  readonly pieceSize: number;
  readonly pieceCount: number;
  readonly isPrivate: boolean;
  readonly comment: string;
  readonly creator: string;
  readonly files: readonly { readonly name: string; readonly length: number }[];
  readonly trackers: readonly { readonly announce: string; readonly tier: number }[];
  readonly webseeds: readonly string[];
}

export interface Transmission {
  readonly version: string;
  readonly ip: string;
  readonly port: number;
  /** `ip:port`, as `--peer` takes it. */
  readonly address: string;
  /** Adds a .torrent (path) or a magnet link. Resolves to its info-hash once existing data is checked. */
  add(torrentOrMagnet: string, dir: string, options?: { readonly paused?: boolean }): Promise<string>;
  status(hash?: string): Promise<TransmissionStatus | null>;
  /** Waits until it has everything and seeds. */
  completed(timeoutMs?: number, hash?: string): Promise<TransmissionStatus>;
  inspect(hash?: string): Promise<TransmissionInspection>;
  remove(hash: string): Promise<void>;
  announce(hash?: string): Promise<void>;
  rpc<T>(method: string, args: object): Promise<T>;
  stop(): Promise<void>;
}

export interface TransmissionChoices {
  /** It exchanges peers, where it may dial. */
  readonly pex?: boolean;
  /** It looks for peers on the local network, where there is one. */
  readonly lpd?: boolean;
  /** 0: plain where there is a choice; 1: encrypted where there is; 2: encrypted (RC4) or not at all. */
  readonly encryption?: 0 | 1 | 2;
  /** It speaks uTP, besides TCP. */
  readonly utp?: boolean;
}

const settings = (ip: string, peerPort: number, rpcPort: number, rpcPath: string, choices: TransmissionChoices): object => ({
  'rpc-enabled': true,
  'rpc-bind-address': '127.0.0.1',
  'rpc-port': rpcPort,
  'rpc-url': rpcPath,
  'rpc-authentication-required': false,
  'rpc-host-whitelist-enabled': false,
  'bind-address-ipv4': ip,
  'bind-address-ipv6': '::1',
  'peer-port': peerPort,
  'peer-port-random-on-start': false,
  'port-forwarding-enabled': false,
  'dht-enabled': false,
  'lpd-enabled': choices.lpd ?? false,
  'pex-enabled': choices.pex ?? false,
  'utp-enabled': choices.utp ?? false,
  encryption: choices.encryption ?? 0,
  preallocation: 0,
  'rename-partial-files': false,
  'incomplete-dir-enabled': false,
  'download-queue-enabled': false,
  'seed-queue-enabled': false,
  'ratio-limit-enabled': false,
  'idle-seeding-limit-enabled': false,
  'speed-limit-down-enabled': false,
  'speed-limit-up-enabled': false,
});

const STATUS_FIELDS = [
  'id',
  'name',
  'hashString',
  'haveValid',
  'haveUnchecked',
  'sizeWhenDone',
  'leftUntilDone',
  'uploadedEver',
  'corruptEver',
  'peersConnected',
  'metadataPercentComplete',
  'status',
  'errorString',
];
const INSPECT_FIELDS = [
  'hashString',
  'name',
  'totalSize',
  'pieceSize',
  'pieceCount',
  'isPrivate',
  'comment',
  'creator',
  'files',
  'trackers',
  'webseeds',
];

/** Starts a daemon that listens on `ip`, and on `::1` at the same port; its folder is removed when it is stopped. */
export async function startTransmission(ip = '127.0.0.3', choices: TransmissionChoices = {}): Promise<Transmission> {
  const home = await mkdtemp(join(tmpdir(), 'transmission-'));
  const port = await freePort(ip);
  const rpcPort = await freePort();
  await writeFile(join(home, 'settings.json'), JSON.stringify(settings(ip, port, rpcPort, '/transmission/', choices)));
  const child = startChild(TRANSMISSION, ['-f', '-g', home, '--log-error'], () => undefined, {
    env: { HOME: home, XDG_CONFIG_HOME: home, TR_CURL_VERBOSE: '' },
  });
  let ended = false;
  void child.exited.then(() => {
    ended = true;
  });

  let token = '';
  const rpc = async <T>(method: string, args: object): Promise<T> => {
    for (let attempt = 0; attempt < 2; attempt++) {
      if (ended) throw new Error(`transmission-daemon ended: ${child.stderr()}`);
      const response = await fetch(`http://127.0.0.1:${rpcPort}/transmission/rpc`, {
        method: 'POST',
        headers: { 'X-Transmission-Session-Id': token, Connection: 'close' },
        body: JSON.stringify({ method, arguments: args }),
      });
      if (response.status === 409) {
        token = response.headers.get('X-Transmission-Session-Id') ?? '';
        await response.arrayBuffer();
        continue;
      }
      const answer = (await response.json()) as { result: string; arguments: T };
      if (answer.result !== 'success') throw new Error(`transmission ${method}: ${answer.result}`);
      return answer.arguments;
    }
    throw new Error(`transmission ${method}: no session id`);
  };
  const rows = async (fields: readonly string[], hash?: string): Promise<Record<string, unknown>[]> =>
    (await rpc<{ torrents: Record<string, unknown>[] }>('torrent-get', { fields, ...(hash === undefined ? {} : { ids: [hash] }) }))
      .torrents;

  const stop = async (): Promise<void> => {
    // Its own farewell waits for trackers; nothing of it is kept, so it is not waited for.
    await child.stop('SIGTERM', 1500);
    await rm(home, { recursive: true, force: true });
  };
  let version = '';
  try {
    version = await until(
      'transmission-daemon to answer',
      async () => {
        if (ended) throw new Error(`transmission-daemon ended: ${child.stderr()}`);
        return rpc<{ version: string }>('session-get', { fields: ['version'] }).then(
          (session) => session.version,
          () => null,
        );
      },
      20_000,
    );
  } catch (problem) {
    await stop();
    throw problem;
  }

  const stateOf = async (hash: string): Promise<number | undefined> => (await rows(['status'], hash))[0]?.status as number | undefined;
  const status = async (hash?: string): Promise<TransmissionStatus | null> => {
    const row = (await rows(STATUS_FIELDS, hash))[0];
    if (row === undefined) return null;
    return {
      id: Number(row.id),
      name: String(row.name),
      hashString: String(row.hashString),
      haveBytes: Number(row.haveValid) + Number(row.haveUnchecked),
      sizeWhenDone: Number(row.sizeWhenDone),
      uploadedBytes: Number(row.uploadedEver),
      corruptBytes: Number(row.corruptEver),
      peers: Number(row.peersConnected),
      hasMetadata: Number(row.metadataPercentComplete) === 1,
      complete: Number(row.metadataPercentComplete) === 1 && Number(row.leftUntilDone) === 0 && Number(row.status) === 6,
      error: String(row.errorString),
    };
  };
  return {
    version,
    ip,
    port,
    address: `${ip}:${port}`,
    async add(torrentOrMagnet, dir, options = {}) {
      const added = await rpc<Record<string, { hashString: string }>>('torrent-add', {
        filename: torrentOrMagnet,
        'download-dir': dir,
        paused: options.paused ?? false,
      });
      const torrent = added['torrent-added'] ?? added['torrent-duplicate'];
      if (torrent === undefined) throw new Error('transmission: nothing was added');
      // It refuses peers until it has looked at the files (1 and 2 are its states for that).
      const { hashString } = torrent;
      await until('transmission to look at the files', async () => ![1, 2].includes((await stateOf(hashString)) ?? 1), 30_000);
      return hashString;
    },
    status,
    async completed(timeoutMs = 90_000, hash) {
      let last: TransmissionStatus | null = null;
      return until(
        'transmission to complete',
        async () => {
          last = await status(hash);
          return last?.complete ? last : null;
        },
        timeoutMs,
        () => JSON.stringify(last),
      );
    },
    async inspect(hash) {
      const row = (await rows(INSPECT_FIELDS, hash))[0];
      if (row === undefined) throw new Error('transmission: no such torrent');
      return row as unknown as TransmissionInspection;
    },
    remove: (hash) => rpc('torrent-remove', { ids: [hash] }),
    announce: (hash) => rpc('torrent-reannounce', hash === undefined ? {} : { ids: [hash] }),
    rpc,
    stop,
  };
}
