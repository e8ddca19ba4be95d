/**
 * Peer exchange of one torrent (BEP 11): tells each peer that wants it who else is here, and takes the addresses that
 * others tell. Passed on is only who we are connected to and who can be dialled: those we dialled, and those who came
 * and said where they listen.
 */
import { PexBook } from '../discovery/pex-book.js';
import { decodePex, encodePex, PEX_FLAG, type PexPeer } from '../wire/extended/ut-pex.js';
import { mayPassOn } from './peer-origin.js';
import type { SwarmPeer } from './swarm-peer.js';

/** The id under which we receive ut_pex. */
export const UT_PEX_ID = 2;
const EVERY_MS = 1000;

export interface PeerExchangeHost {
  /** The setting is on and the torrent is not private (BEP 27). */
  isAllowed(): boolean;
  peers(): Iterable<SwarmPeer>;
  /** Told by `from`. */
  onPeers(found: readonly PexPeer[], from: SwarmPeer): void;
}

export class PeerExchange {
  private readonly books = new WeakMap<SwarmPeer, PexBook>();
  private nextAtMs = 0;
  /** New addresses heard of this way, ever. */
  heard = 0;

  constructor(private readonly host: PeerExchangeHost) {}

  /** Sends what is due; looks once a second. */
  run(nowMs: number): void {
    if (nowMs < this.nextAtMs) return;
    this.nextAtMs = nowMs + EVERY_MS;
    if (!this.host.isAllowed()) return;
    let here: readonly Shared[] | null = null; // worked out once, and only when somebody is due
    for (const peer of this.host.peers()) {
      const id = peer.extended?.ids.utPex ?? 0;
      if (id === 0) continue;
      const book = this.book(peer, nowMs);
      if (!book.isDue(nowMs)) continue;
      here ??= shareable(this.host.peers());
      const { host } = peer.machine.identity.endpoint;
      const others = here.flatMap((one) => (one.peer !== peer && mayPassOn(one.pex.endpoint.host, host) ? [one.pex] : []));
      const message = book.next(others, nowMs);
      if (message !== null) peer.machine.sayExtended(id, encodePex(message));
    }
  }

  onMessage(peer: SwarmPeer, payload: Uint8Array, nowMs: number): void {
    if (!this.host.isAllowed()) return;
    const message = decodePex(payload);
    if (!message.ok) return;
    const found = this.book(peer, nowMs).hear(message.value, nowMs);
    if (found.length === 0) return;
    this.heard += found.length;
    this.host.onPeers(found, peer);
  }

  private book(peer: SwarmPeer, nowMs: number): PexBook {
    const known = this.books.get(peer);
    if (known !== undefined) return known;
    const book = new PexBook(nowMs);
    this.books.set(peer, book);
    return book;
  }
}

interface Shared {
  readonly peer: SwarmPeer;
  readonly pex: PexPeer;
}

function shareable(peers: Iterable<SwarmPeer>): Shared[] {
  const out: Shared[] = [];
  for (const peer of peers) {
    const { endpoint, incoming } = peer.machine.identity;
    const port = incoming ? (peer.extended?.listenPort ?? null) : endpoint.port;
    if (port !== null) out.push({ peer, pex: { endpoint: { host: endpoint.host, port }, flags: flagsOf(peer) } });
  }
  return out;
}

function flagsOf({ extended, machine, stream }: SwarmPeer): number {
  const { pieces } = machine;
  let flags = machine.identity.incoming ? 0 : PEX_FLAG.reachable;
  if (stream.kind.encryption !== 'none') flags |= PEX_FLAG.prefersEncryption;
  if (stream.kind.transport === 'utp') flags |= PEX_FLAG.utp;
  if ((pieces.size > 0 && pieces.isFull) || extended?.uploadOnly === true) flags |= PEX_FLAG.uploadOnly;
  if ((extended?.ids.utHolepunch ?? 0) !== 0) flags |= PEX_FLAG.holepunch;
  return flags;
}
