/** A real tracker (the `bittorrent-tracker` package) on loopback, over HTTP and UDP. */
import { until, within } from './waiting.js';

interface TrackerSocket {
  address(): { readonly port: number };
}
interface TrackerServer {
  readonly http: TrackerSocket;
  readonly udp4: TrackerSocket;
  readonly torrents: Readonly<Record<string, unknown>>;
  on(event: string, listener: (...args: unknown[]) => void): void;
  listen(
    ports: { readonly http: number; readonly udp: number },
    hosts: { readonly http: string; readonly udp: string; readonly udp6: string },
    done: () => void,
  ): void;
  close(done?: () => void): void;
}

export interface Tracker {
  /** `http://IP:PORT/announce` */
  readonly httpUrl: string;
  /** `udp://IP:PORT` */
  readonly udpUrl: string;
  /** Announces seen: `start`, `update`, `complete`, `stop` and the peer's address. */
  readonly announces: readonly { readonly event: string; readonly address: string }[];
  /** Waits until a peer at this `ip:port` has announced itself: those who ask later are told of it. */
  knows(address: string, timeoutMs?: number): Promise<void>;
  stop(): Promise<void>;
}

/** Starts it on free ports of `ip` (`::1`: over HTTP only); peers are told to come back every `intervalMs`. */
export async function startTracker(intervalMs = 2000, ip = '127.0.0.1'): Promise<Tracker> {
  // The package has no types; this is the part of it that is used.
  const { default: Server } = (await import('bittorrent-tracker/server' as string)) as { default: new (options: object) => TrackerServer };
  const server = new Server({ http: true, udp: true, ws: false, stats: false, interval: intervalMs });
  const announces: { event: string; address: string }[] = [];
  for (const event of ['start', 'update', 'complete', 'stop']) {
    server.on(event, (address) => announces.push({ event, address: String(address) }));
  }
  server.on('warning', () => undefined);
  await within(
    'the tracker to listen',
    new Promise<void>((resolve, reject) => {
      server.on('error', (problem) => reject(problem instanceof Error ? problem : new Error(String(problem))));
      server.listen({ http: 0, udp: 0 }, { http: ip, udp: ip === '::1' ? '127.0.0.1' : ip, udp6: '::1' }, resolve);
    }),
    10_000,
  );
  return {
    httpUrl: `http://${ip === '::1' ? '[::1]' : ip}:${server.http.address().port}/announce`,
    udpUrl: `udp://${ip}:${server.udp4.address().port}`,
    announces,
    async knows(address, timeoutMs = 30_000) {
      await until(`${address} to announce itself`, () => announces.some((seen) => seen.address === address), timeoutMs);
    },
    stop: () => within('the tracker to close', new Promise<void>((resolve) => server.close(resolve)), 5000).catch(() => undefined),
  };
}
