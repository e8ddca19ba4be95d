/**
 * The session's UDP tracker client (BEP 15): pumps exchanges over one socket per address family, shared by all torrents.
 * Invariant: a packet reaches only the exchange whose transaction id it carries, and that one checks where it came from.
 */
import { EngineError } from '../api/errors.js';
import type { Endpoint } from '../api/ids.js';
import { readUint32 } from '../base/big-endian.js';
import { canonicalIp, ipFamily } from '../base/ip-address.js';
import { hostOf, trackerAddressAllowed, trackerUrlProblem } from '../base/outbound-rules.js';
import type { Clock, DatagramFactory, DatagramPort, Random, Resolver } from '../base/ports.js';
import { type AnnounceAnswer, type AnnounceRequest, trackerFailed } from './announce.js';
import { ConnectionIds } from './connection-ids.js';
import { UdpExchange } from './udp-exchange.js';

/** Packets without an answer before an announce has failed: 15 + 30 + 60 + 120 s. */
const MAX_TRIES = 4;
/** Addresses of a tracker that are tried. */
const MAX_TARGETS = 4;
/** After these a socket is of no more use; others (no route, say) concern one packet. */
const BROKEN_SOCKET = new Set(['EADDRINUSE', 'EADDRNOTAVAIL', 'EACCES', 'EBADF', 'ENOTSOCK', 'EAFNOSUPPORT']);

export interface UdpTrackerOptions {
  readonly datagrams: DatagramFactory;
  readonly resolver: Resolver;
  readonly clock: Clock;
  readonly random: Random;
  /** Address to send from; null: the system chooses. */
  readonly localAddress?: string | null;
}

interface Pending {
  readonly exchange: UdpExchange;
  readonly url: string;
  readonly settle: (outcome: AnnounceAnswer | EngineError) => void;
  cancelTimer: () => void;
}

export class UdpTrackerClient {
  readonly #options: UdpTrackerOptions;
  readonly #connectionIds = new ConnectionIds();
  readonly #pending = new Map<number, Pending>();
  readonly #sockets = new Map<4 | 6, DatagramPort>();
  #closed = false;

  constructor(options: UdpTrackerOptions) {
    this.#options = options;
  }

  /** Resolves with the answer. Rejects with EngineError `tracker-failed` (facts.reason), or `cancelled`. */
  async announce(request: AnnounceRequest, signal?: AbortSignal): Promise<AnnounceAnswer> {
    const targets = await this.#targetsOf(request.url);
    if (this.#closed || signal?.aborted) throw cancelled();
    return new Promise((resolve, reject) => {
      const transactionId = this.#newTransactionId();
      const connectionIds = this.#connectionIds;
      const options = { request, targets, transactionId, connectionIds, maxTries: MAX_TRIES };
      const exchange = new UdpExchange(options, this.#options.clock.now());
      const onAbort = (): void => this.#settle(transactionId, cancelled());
      const settle = (outcome: AnnounceAnswer | EngineError): void => {
        signal?.removeEventListener('abort', onAbort);
        if (outcome instanceof EngineError) reject(outcome);
        else resolve(outcome);
      };
      signal?.addEventListener('abort', onAbort);
      this.#pending.set(transactionId, { exchange, url: request.url, settle, cancelTimer: () => undefined });
      this.#pump(transactionId);
    });
  }

  /** Rejects what is under way with `cancelled` and closes the sockets. */
  close(): void {
    this.#closed = true;
    for (const transactionId of [...this.#pending.keys()]) this.#settle(transactionId, cancelled());
    for (const socket of this.#sockets.values()) socket.close();
    this.#sockets.clear();
  }

  async #targetsOf(url: string): Promise<readonly Endpoint[]> {
    const problem = trackerUrlProblem(url);
    if (problem) throw trackerFailed(url, problem);
    const parsed = new URL(url);
    const addresses = await this.#resolve(hostOf(parsed), url);
    const allowed = addresses.filter((address) => trackerAddressAllowed(address, url));
    if (allowed.length === 0) throw trackerFailed(url, 'The address of the tracker is not allowed.');
    const reachable = alternateFamilies(allowed).filter((address) => this.#canReach(address));
    if (reachable.length === 0) throw trackerFailed(url, 'The tracker has no address of the family that we are bound to.');
    return reachable.slice(0, MAX_TARGETS).map((host) => ({ host, port: Number(parsed.port) }));
  }

  /** Bound to one address, we speak its family only: anything else would leave by another way. */
  #canReach(address: string): boolean {
    const local = this.#options.localAddress ?? null;
    return local === null || ipFamily(local) === ipFamily(address);
  }

  async #resolve(host: string, url: string): Promise<string[]> {
    try {
      const found = await this.#options.resolver.resolve(host);
      return found.map((address) => canonicalIp(address)).filter((address) => address !== null);
    } catch (error) {
      throw trackerFailed(url, error instanceof Error ? error.message : String(error));
    }
  }

  #newTransactionId(): number {
    for (;;) {
      const id = readUint32(this.#options.random.bytes(4), 0);
      if (!this.#pending.has(id)) return id;
    }
  }

  /** Sends what the exchange has to say, ends it when it is over, and sets its timer. */
  #pump(transactionId: number): void {
    const pending = this.#pending.get(transactionId);
    if (!pending) return;
    const { exchange, url } = pending;
    const output = exchange.takeOutput();
    if (output) this.#socket(ipFamily(output.to.host) ?? 4).send(output.bytes, output.to);
    const result = exchange.result;
    if (result) {
      this.#settle(transactionId, result.ok ? result.value : trackerFailed(url, result.error));
      return;
    }
    const { clock } = this.#options;
    pending.cancelTimer();
    pending.cancelTimer = clock.after(Math.max(0, (exchange.nextDeadline() ?? 0) - clock.now()), () => {
      exchange.onDeadline(clock.now());
      this.#pump(transactionId);
    });
  }

  #settle(transactionId: number, outcome: AnnounceAnswer | EngineError): void {
    const pending = this.#pending.get(transactionId);
    this.#pending.delete(transactionId);
    pending?.cancelTimer();
    pending?.settle(outcome);
  }

  #socket(family: 4 | 6): DatagramPort {
    const open = this.#sockets.get(family);
    if (open) return open;
    const socket = this.#options.datagrams.open(
      { family, port: 0, address: this.#options.localAddress ?? null },
      (bytes, from) => this.#onPacket(bytes, from),
      (code) => this.#onSocketError(family, code),
    );
    this.#sockets.set(family, socket);
    return socket;
  }

  #onPacket(bytes: Uint8Array, from: Endpoint): void {
    const host = canonicalIp(from.host);
    if (bytes.length < 8 || host === null) return;
    const transactionId = readUint32(bytes, 4);
    this.#pending.get(transactionId)?.exchange.receive(bytes, { host, port: from.port }, this.#options.clock.now());
    this.#pump(transactionId);
  }

  #onSocketError(family: 4 | 6, code: string): void {
    if (BROKEN_SOCKET.has(code)) {
      this.#sockets.get(family)?.close();
      this.#sockets.delete(family);
    }
    for (const [transactionId, { exchange }] of [...this.#pending]) {
      exchange.onFamilyUnreachable(family, this.#options.clock.now());
      this.#pump(transactionId);
    }
  }
}

const cancelled = (): EngineError => new EngineError('cancelled', 'The announce was cancelled.');

/** IPv4 first, then one of each in turn, so that a broken family costs one try. */
function alternateFamilies(addresses: readonly string[]): string[] {
  const ipv4 = addresses.filter((address) => ipFamily(address) === 4);
  const ipv6 = addresses.filter((address) => ipFamily(address) === 6);
  const out: string[] = [];
  for (let at = 0; at < Math.max(ipv4.length, ipv6.length); at += 1) {
    for (const address of [ipv4[at], ipv6[at]]) if (address !== undefined) out.push(address);
  }
  return out;
}
