/**
 * Bytes into a PeerMachine. The first byte chooses: fast extension or not, geometry from the start, later, or never,
 * whether blocks are claimed, and how the stream is split. Every index that the host is told must lie inside the
 * torrent, blocks must be told whole and in order, and nothing may be told after a fault or before the geometry.
 */
import { type PeerGeometry, type PeerHost, PeerMachine } from '../../engine/peer/peer-machine.js';
import * as encode from '../../engine/wire/encode.js';
import { decodeDontHave, encodeDontHave } from '../../engine/wire/extended/lt-donthave.js';

/** 5 pieces, the last one short. */
const GEOMETRY: PeerGeometry = { pieceCount: 5, pieceBytes: (piece) => (piece === 4 ? 100 : 40_000) };

class StrictHost implements PeerHost {
  geometry: PeerGeometry | null = null;
  faulted = false;
  private block: { piece: number; next: number; end: number } | null = null;

  constructor(private readonly claims: boolean) {}

  onBlockBegin(_peer: PeerMachine, piece: number, offset: number, length: number): boolean {
    this.inside(piece, offset, length);
    if (this.block !== null) throw new Error('a block inside a block');
    if (this.claims) this.block = { piece, next: offset, end: offset + length };
    return this.claims;
  }
  onBlockBytes(_peer: PeerMachine, piece: number, offset: number, view: Uint8Array): void {
    const { block } = this;
    this.inside(piece, offset, view.length);
    if (block === null || block.piece !== piece || block.next !== offset) throw new Error('bytes out of place');
    block.next += view.length;
  }
  onBlockEnd(_peer: PeerMachine, piece: number, _offset: number, _length: number): void {
    if (this.block === null || this.block.piece !== piece || this.block.next !== this.block.end) throw new Error('a block ends too early');
    this.block = null;
  }
  onPieces(peer: PeerMachine): void {
    this.open();
    if (peer.pieces.size !== GEOMETRY.pieceCount) throw new Error('a set of another size');
  }
  onHave(peer: PeerMachine, piece: number): void {
    this.inside(piece, 0, 1);
    if (!peer.pieces.has(piece)) throw new Error('a have that is not had');
  }
  onPieceLost(peer: PeerMachine, piece: number): void {
    this.inside(piece, 0, 1);
    if (peer.pieces.has(piece)) throw new Error('a lost piece that is had');
  }
  onFlags(): void {
    this.open();
  }
  onUploadQueue(peer: PeerMachine): void {
    const request = { piece: 0, offset: 0, length: 0 };
    for (let ahead = 0; peer.uploads.peek(ahead, request); ahead++) {
      if (request.piece >= 0) this.inside(request.piece, request.offset, request.length);
    }
    if (peer.flags.choking && (!peer.supportsFast || peer.uploads.size > 32)) throw new Error('a request is queued though we choke');
  }
  onRequestDropped(_peer: PeerMachine, piece: number, block: number): void {
    this.inside(piece, block * 16_384, 1);
  }
  onExtended(peer: PeerMachine, id: number, payload: Uint8Array): void {
    this.open();
    if (id < 0 || id > 255) throw new Error('an id that is no byte');
    const lost = decodeDontHave(payload);
    if (lost !== null) peer.onDontHave(lost);
  }
  onDhtPort(_peer: unknown, port: number): void {
    if (port < 1 || port > 65_535) throw new Error(`a DHT node at port ${port}`);
  }
  onFault(peer: PeerMachine): void {
    this.faulted = true;
    peer.stop();
  }

  private open(): void {
    if (this.faulted) throw new Error('a word after a fault');
  }
  private inside(piece: number, offset: number, length: number): void {
    this.open();
    const { geometry } = this;
    if (geometry === null) throw new Error('an index before the geometry');
    const ok = Number.isInteger(piece) && piece >= 0 && piece < geometry.pieceCount && offset >= 0 && length > 0;
    if (!ok || offset + length > geometry.pieceBytes(piece)) throw new Error(`outside: ${piece} ${offset} ${length}`);
  }
}

export function fuzz(data: Uint8Array): void {
  const [choice = 0] = data;
  const bytes = data.subarray(1);
  const host = new StrictHost((choice & 1) !== 0);
  const when = (choice >> 1) & 3; // 0, 1: from the start; 2: half-way; 3: never
  if (when < 2) host.geometry = GEOMETRY;
  const identity = {
    key: 1,
    endpoint: { host: '10.0.0.1', port: 1 },
    incoming: true,
    peerId: new Uint8Array(20),
    reserved: { extended: true, fast: (choice & 8) !== 0, dht: false, v2: false },
  };
  const peer = new PeerMachine(identity, host, host.geometry, 0);
  peer.setChoking((choice & 16) !== 0);
  peer.request(Int32Array.of(0, 0, 0, 1, 4, 0), 3, 0);
  peer.allowFast(1);
  const step = 1 + (choice >> 5) * 7;
  const half = Math.floor(bytes.length / 2 / step) * step;
  for (let at = 0; at < bytes.length; at += step) {
    if (when === 2 && at === half && !host.faulted) {
      host.geometry = GEOMETRY;
      peer.setGeometry(GEOMETRY);
    }
    peer.receive(bytes.subarray(at, at + step), at);
  }
  if (peer.uploads.size < 0 || peer.requests.size < 0 || peer.pieces.count > peer.pieces.size) throw new Error('a count went wrong');
}

/** A message of numbers. */
function message(id: number, ...numbers: readonly number[]): Uint8Array {
  const out = new DataView(new ArrayBuffer(5 + numbers.length * 4));
  out.setUint32(0, 1 + numbers.length * 4);
  out.setUint8(4, id);
  for (const [i, number] of numbers.entries()) out.setUint32(5 + i * 4, number);
  return new Uint8Array(out.buffer);
}
function block(piece: number, offset: number, length: number): Uint8Array {
  const out = new Uint8Array(13 + length);
  encode.writePieceHeader(out, 0, piece, offset, length);
  return out;
}
const seed = (choice: number, ...parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from([choice, ...parts.flatMap((part) => [...part])]);

const BITFIELD = encode.encodeBitfield(Uint8Array.of(0b10101000));
const talk = [
  BITFIELD,
  encode.UNCHOKE,
  encode.INTERESTED,
  message(4, 1),
  message(6, 1, 0, 16_384),
  message(6, 4, 90, 10),
  message(8, 1, 0, 16_384),
  block(0, 0, 200),
  block(4, 0, 100),
  message(16, 0, 16_384, 16_384),
  encode.encodeExtended(0, Uint8Array.of(0x64, 0x65)),
  encode.encodeExtended(7, encodeDontHave(1)),
  encode.encodeAllowedFast(2),
  encode.encodeSuggest(9),
  encode.CHOKE,
  encode.KEEP_ALIVE,
];

export const seeds: readonly Uint8Array[] = [
  ...[0, 1, 5, 8 + 1, 7, 32 + 1, 64 + 4, 224 + 9].map((choice) => seed(choice, ...talk)),
  seed(1, block(5, 0, 4), block(4, 97, 4), block(0, 40_000, 0)),
  seed(5, message(4, 4), message(4, 5), encode.HAVE_ALL),
  seed(0, message(6, 0xffffffff, 0xffffffff, 1), message(4, 0xffffffff)),
  seed(9, encode.HAVE_ALL, encode.HAVE_NONE),
];
