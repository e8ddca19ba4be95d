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
import { type AnnounceAnswer, type AnnounceRequest, type ScrapeAnswer, type ScrapeRequest, trackerFailed } from './announce.js';
import { ConnectionIds } from './connection-ids.js';
import { mergeFamilies } from './merge-families.js';
import { UdpExchange } from './udp-exchange.js';
import { announceQuestion, scrapeQuestion, type UdpQuestion } from './udp-question.js';

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
  /** Address to send from, asked each time; null: the system chooses. */
  localAddress?(): string | null;
}

/** An exchange under way, whatever it asks for. */
interface Pending {
  readonly exchange: Pick<UdpExchange<unknown>, 'receive' | 'takeOutput' | 'nextDeadline' | 'onDeadline' | 'onFamilyUnreachable'>;
  /** Ends it when the exchange is over; whether it was. */
  finish(): boolean;
  fail(error: EngineError): void;
  cancelTimer: () => void;
}

export class UdpTrackerClient {
  readonly #options: UdpTrackerOptions;
  readonly #connectionIds = new ConnectionIds();
  readonly #pending = new Map<number, Pending>();
  readonly #sockets = new Map<4 | 6, DatagramPort>();
  /** What the sockets are bound to. */
  #openedOn: string | null = null;
  #closed = false;

  constructor(options: UdpTrackerOptions) {
    this.#options = options;
  }

  /**
   * Resolves with the answer. A tracker with addresses of both families is asked over each (BEP 7), and both lists of peers
   * count. Rejects with EngineError `tracker-failed` (facts.reason), or `cancelled`.
   */
  async announce(request: AnnounceRequest, signal?: AbortSignal): Promise<AnnounceAnswer> {
    const targets = await this.#targetsOf(request.url);
    const question = announceQuestion(request);
    const families = ([4, 6] as const).map((family) => targets.filter(({ host }) => ipFamily(host) === family));
    const asked = families.filter((some) => some.length > 0).map((some) => this.#ask(question, request.url, some, signal));
    return mergeFamilies(asked, this.#options.clock);
  }

  /** Resolves with the figures of a torrent (BEP 48); null where the tracker has none. Rejects as an announce does. */
  async scrape(request: ScrapeRequest, signal?: AbortSignal): Promise<ScrapeAnswer | null> {
    const targets = await this.#targetsOf(request.url);
    const [figures] = await this.#ask(scrapeQuestion(request), request.url, targets, signal);
    return figures ?? null;
  }

  /** Rejects what is under way with `cancelled` and closes the sockets. */
  close(): void {
    this.#closed = true;
    for (const [transactionId, pending] of [...this.#pending]) {
      this.#forget(transactionId);
      pending.fail(cancelled());
    }
    this.#closeSockets();
  }

  get #local(): string | null {
    return this.#options.localAddress?.() ?? null;
  }
  #closeSockets(): void {
    for (const socket of this.#sockets.values()) socket.close();
    this.#sockets.clear();
  }

  /** One exchange with targets that stand for each other. */
  #ask<T>(question: UdpQuestion<T>, url: string, targets: readonly Endpoint[], signal: AbortSignal | undefined): Promise<T> {
    if (this.#closed || signal?.aborted) return Promise.reject(cancelled());
    return new Promise((resolve, reject) => {
      const transactionId = this.#newTransactionId();
      const options = { question, targets, transactionId, connectionIds: this.#connectionIds, maxTries: MAX_TRIES };
      const exchange = new UdpExchange(options, this.#options.clock.now());
      const onAbort = (): void => {
        this.#forget(transactionId);
        reject(cancelled());
      };
      const finish = (): boolean => {
        const { refused, result } = exchange;
        if (result === null) return false;
        signal?.removeEventListener('abort', onAbort);
        if (result.ok) resolve(result.value);
        else reject(trackerFailed(url, result.error, refused));
        return true;
      };
      signal?.addEventListener('abort', onAbort);
      this.#pending.set(transactionId, { exchange, finish, fail: reject, cancelTimer: () => undefined });
      this.#pump(transactionId);
    });
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
    const local = this.#local;
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
    const { exchange } = pending;
    const output = exchange.takeOutput();
    if (output) this.#socket(ipFamily(output.to.host) ?? 4).send(output.bytes, output.to);
    if (pending.finish()) return this.#forget(transactionId);
    const { clock } = this.#options;
    pending.cancelTimer();
    pending.cancelTimer = clock.after(Math.max(0, (exchange.nextDeadline() ?? 0) - clock.now()), () => {
      exchange.onDeadline(clock.now());
      this.#pump(transactionId);
    });
  }

  #forget(transactionId: number): void {
    this.#pending.get(transactionId)?.cancelTimer();
    this.#pending.delete(transactionId);
  }

  #socket(family: 4 | 6): DatagramPort {
    const address = this.#local;
    if (address !== this.#openedOn) this.#closeSockets();
    this.#openedOn = address;
    const open = this.#sockets.get(family);
    if (open) return open;
    const socket = this.#options.datagrams.open(
      { family, port: 0, address },
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
