/** A PeerHost that writes down what it is told in short words, and a machine with it. */
import { BLOCK_BYTES } from '../../../../engine/base/block-size.js';
import { type PeerGeometry, type PeerHost, PeerMachine } from '../../../../engine/peer/peer-machine.js';
import type { DropReason } from '../../../../engine/peer/peer-state.js';
import { Framer } from '../../../../engine/wire/framer.js';
import { WireLog } from '../../../support/wire-log.js';

/** 3 pieces: 64 KiB, 64 KiB, and a last one of 20,000 bytes. */
export const GEOMETRY: PeerGeometry = { pieceCount: 3, pieceBytes: (piece) => (piece === 2 ? 20_000 : 65_536) };

export class PeerLog implements PeerHost {
  readonly entries: string[] = [];
  readonly faults: string[] = [];
  /** Whether blocks are claimed. */
  claims = true;
  private received = 0;

  onBlockBegin(_peer: PeerMachine, piece: number, offset: number, length: number): boolean {
    this.entries.push(`begin ${piece} ${offset} ${length}`);
    this.received = 0;
    return this.claims;
  }
  onBlockBytes(_peer: PeerMachine, _piece: number, _offset: number, view: Uint8Array): void {
    this.received += view.length;
  }
  onBlockEnd(_peer: PeerMachine, piece: number, offset: number): void {
    this.entries.push(`end ${piece} ${offset} after ${this.received}`);
  }
  onPieces(peer: PeerMachine): void {
    this.entries.push(`pieces ${drawn(peer)}`);
  }
  onHave(_peer: PeerMachine, piece: number): void {
    this.entries.push(`have ${piece}`);
  }
  onPieceLost(_peer: PeerMachine, piece: number, wasFull: boolean): void {
    this.entries.push(`lost ${piece}${wasFull ? ' of all' : ''}`);
  }
  onFlags(peer: PeerMachine): void {
    const { peerChoking, peerInterested } = peer.flags;
    this.entries.push(`flags ${peerChoking ? 'choking' : 'open'} ${peerInterested ? 'interested' : 'content'}`);
  }
  onUploadQueue(peer: PeerMachine): void {
    this.entries.push(`queue ${peer.uploads.size}`);
  }
  onRequestDropped(_peer: PeerMachine, piece: number, block: number): void {
    this.entries.push(`dropped ${piece}:${block}`);
  }
  onExtended(_peer: PeerMachine, id: number, payload: Uint8Array): void {
    this.entries.push(`extended ${id} ${payload.length}`);
  }
  onDhtPort(_peer: PeerMachine, port: number): void {
    this.entries.push(`dht port ${port}`);
  }
  onFault(peer: PeerMachine, reason: DropReason): void {
    this.faults.push(reason.kind === 'protocol' ? reason.text : reason.kind);
    peer.stop();
  }
}

export const drawn = ({ pieces }: PeerMachine): string =>
  Array.from({ length: pieces.size }, (_, piece) => (pieces.has(piece) ? '*' : '.')).join('');

export interface MachineOptions {
  readonly fast?: boolean;
  readonly geometry?: PeerGeometry | null;
}

export function machine({ fast = true, geometry = GEOMETRY }: MachineOptions = {}): { peer: PeerMachine; log: PeerLog } {
  const log = new PeerLog();
  const identity = {
    key: 1,
    endpoint: { host: '10.0.0.1', port: 1 },
    incoming: false,
    peerId: new Uint8Array(20),
    reserved: { extended: true, fast, dht: false, v2: false },
  };
  return { peer: new PeerMachine(identity, log, geometry, 0), log };
}

/** Messages as bytes of 32-bit numbers: `message(4, 7)` is a have of piece 7. */
export function message(id: number, ...numbers: readonly number[]): Uint8Array {
  const out = Buffer.alloc(5 + numbers.length * 4);
  out.writeUInt32BE(1 + numbers.length * 4, 0);
  out[4] = id;
  for (const [i, number] of numbers.entries()) out.writeUInt32BE(number, 5 + i * 4);
  return out;
}

export function block(piece: number, offset: number, length = BLOCK_BYTES): Uint8Array {
  const head = Buffer.from(message(7, piece, offset));
  head.writeUInt32BE(9 + length, 0);
  return Buffer.concat([head, Buffer.alloc(length, 5)]);
}

/** What the machine wants to say, read back as words; empties its outbox. */
export function said(peer: PeerMachine): string[] {
  const wire = new WireLog();
  const bytes = peer.outbox.take();
  if (bytes !== null) new Framer(wire).receive(bytes);
  return wire.entries.map((entry) => {
    if (entry.kind === 'request' || entry.kind === 'cancel' || entry.kind === 'reject')
      return `${entry.kind} ${entry.piece} ${entry.offset} ${entry.length}`;
    return entry.kind === 'have' ? `have ${entry.piece}` : entry.kind;
  });
}
