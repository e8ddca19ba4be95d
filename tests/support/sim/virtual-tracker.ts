/**
 * An HTTP tracker in memory (BEP 3, 23), as many HttpPorts: one for each address that asks. It can be down or silent. Each
 * host that it is asked under is a tracker of its own.
 */
import { EngineError } from '../../../engine/api/errors.js';
import { encodeCompact } from '../../../engine/base/compact-address.js';
import type { Clock, HttpPort, HttpRequest, Random } from '../../../engine/base/ports.js';
import { encode } from '../../../engine/bencode/encode.js';

const LATENCY_MS = 30;

export interface SeenAnnounce {
  readonly address: string;
  readonly port: number;
  readonly event: string;
  readonly leftBytes: number;
  readonly downloadedBytes: number;
  readonly uploadedBytes: number;
  readonly numWant: number;
  /** Our other address, where it was told (BEP 7). */
  readonly ipv6: string | null;
  readonly atMs: number;
}

export class VirtualTracker {
  readonly url = 'http://10.255.0.1/announce';
  /** `denying` answers, and says that it does not know the torrent. */
  state: 'up' | 'refusing' | 'silent' | 'denying' = 'up';
  intervalSeconds = 900;
  /** Where everybody is told to be (BEP 24), 4 or 16 bytes. */
  externalIp: Uint8Array | null = null;
  /** Hosts under which nobody answers. */
  readonly downHosts = new Set<string>();
  readonly announces: SeenAnnounce[] = [];
  /** By host and info-hash (as in the URL), then `address port`: left bytes. */
  private readonly swarms = new Map<string, Map<string, number>>();

  constructor(
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** The HttpPort of a program on a host; its clock dies with it. */
  portOf(address: string, clock: Clock): HttpPort {
    return { get: (request, signal) => this.get(address, clock, request, signal) };
  }

  private get(address: string, clock: Clock, request: HttpRequest, signal: AbortSignal | undefined) {
    return new Promise<Awaited<ReturnType<HttpPort['get']>>>((resolve, reject) => {
      const waitMs = this.state === 'silent' ? request.timeoutMs : LATENCY_MS;
      const cancel = clock.after(waitMs, () => {
        const isUp = (this.state === 'up' || this.state === 'denying') && !this.downHosts.has(new URL(request.url).host);
        if (!isUp) return reject(new EngineError('network-failed', 'The tracker does not answer.', { reason: 'no answer' }));
        resolve({ status: 200, headers: {}, body: this.answer(address, request.url), finalUrl: request.url });
      });
      signal?.addEventListener('abort', () => {
        cancel();
        reject(new EngineError('cancelled', 'Cancelled.'));
      });
    });
  }

  private answer(address: string, url: string): Uint8Array {
    if (this.state === 'denying') return encode({ 'failure reason': 'unregistered torrent' });
    const fields = new Map(
      url
        .slice(url.indexOf('?') + 1)
        .split('&')
        .map((pair) => pair.split('=', 2) as [string, string]),
    );
    const number = (name: string) => Number(fields.get(name) ?? 0);
    const hash = `${new URL(url).host} ${fields.get('info_hash') ?? ''}`;
    const event = fields.get('event') ?? '';
    const port = number('port');
    const leftBytes = number('left');
    this.announces.push({
      address,
      port,
      event,
      leftBytes,
      downloadedBytes: number('downloaded'),
      uploadedBytes: number('uploaded'),
      numWant: number('numwant'),
      ipv6: fields.has('ipv6') ? decodeURIComponent(fields.get('ipv6') ?? '') : null,
      atMs: this.clock.now(),
    });
    const swarm = this.swarms.get(hash) ?? new Map<string, number>();
    this.swarms.set(hash, swarm);
    const self = `${address} ${port}`;
    if (event === 'stopped') swarm.delete(self);
    else swarm.set(self, leftBytes);
    // the asking peer is among them, as many trackers have it
    const known = [...swarm.keys()].map((key) => ({ key, lot: this.random.next() })).sort((a, b) => a.lot - b.lot);
    const peers = known.slice(0, number('numwant')).flatMap(({ key }) => {
      const [host = '', peerPort = ''] = key.split(' ');
      return encodeCompact({ host, port: Number(peerPort) }) ?? [];
    });
    const left = [...swarm.values()];
    return encode({
      complete: left.filter((bytes) => bytes === 0).length,
      incomplete: left.filter((bytes) => bytes > 0).length,
      interval: this.intervalSeconds,
      'external ip': this.externalIp ?? undefined,
      peers: new Uint8Array(Buffer.concat(peers)),
    });
  }
}
