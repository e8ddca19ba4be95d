/** What a connected peer is told at its start, and the few questions it asks of its swarm. */
import type { Endpoint } from '../api/ids.js';
import type { ReservedFlags } from '../wire/handshake.js';
import type { DropReason } from './peer-state.js';

/** `Peer` is the machine that asks. Calls come from inside `receive`; views are valid only during the call. */
export interface PeerQuestions<Peer> {
  /** A block begins to arrive; true claims it (its bytes are wanted), false lets it run into the void. */
  onBlockBegin(peer: Peer, piece: number, offset: number, length: number): boolean;
  onBlockBytes(peer: Peer, piece: number, offset: number, view: Uint8Array): void;
  onBlockEnd(peer: Peer, piece: number, offset: number, length: number): void;
  /** The peer's set of pieces became known as a whole. */
  onPieces(peer: Peer): void;
  onHave(peer: Peer, piece: number): void;
  /** The peer no longer has a piece (BEP 54); `wasFull`: it had them all until now. */
  onPieceLost(peer: Peer, piece: number, wasFull: boolean): void;
  /** Choke or interest changed on their side. */
  onFlags(peer: Peer): void;
  /** A valid request was queued in `peer.uploads`. */
  onUploadQueue(peer: Peer): void;
  /** A request of ours ended without an answer (choke, reject). */
  onRequestDropped(peer: Peer, piece: number, block: number): void;
  /** An extension message (BEP 10); id 0 is the extension handshake, others are numbers that we gave out. */
  onExtended(peer: Peer, id: number, payload: Uint8Array): void;
  /** Its DHT node is reached at this port (BEP 5). */
  onDhtPort(peer: Peer, port: number): void;
  /** The peer broke the protocol: the owner closes the connection. */
  onFault(peer: Peer, reason: DropReason): void;
}

export interface PeerIdentity {
  readonly key: number;
  readonly endpoint: Endpoint;
  readonly incoming: boolean;
  readonly peerId: Uint8Array;
  readonly reserved: ReservedFlags;
}

/** Geometry the peer's messages are checked against; null while a magnet's metadata is missing. */
export interface PeerGeometry {
  readonly pieceCount: number;
  pieceBytes(piece: number): number;
}
