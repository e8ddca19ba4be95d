/**
 * Outgoing peer messages (BEP 3, 5, 6, 10). The frequent ones are written into the caller's buffer and return the
 * offset after them; the constant ones are shared arrays that nobody may change; the rest are fresh arrays.
 */
import { writeUint16, writeUint32 } from '../base/big-endian.js';
import { MESSAGE_ID } from './message.js';

/** Sizes on the wire of the messages that are written in place. */
export const REQUEST_BYTES = 17;
export const HAVE_BYTES = 9;

const bare = (id: number): Uint8Array => Uint8Array.of(0, 0, 0, 1, id);

export const KEEP_ALIVE = new Uint8Array(4);
export const CHOKE = bare(MESSAGE_ID.choke);
export const UNCHOKE = bare(MESSAGE_ID.unchoke);
export const INTERESTED = bare(MESSAGE_ID.interested);
export const NOT_INTERESTED = bare(MESSAGE_ID.notInterested);
export const HAVE_ALL = bare(MESSAGE_ID.haveAll);
export const HAVE_NONE = bare(MESSAGE_ID.haveNone);

/** 17 bytes. */
export function writeRequest(out: Uint8Array, at: number, piece: number, offset: number, length: number): number {
  return writeBlockFields(out, at, MESSAGE_ID.request, piece, offset, length);
}

/** 17 bytes. */
export function writeCancel(out: Uint8Array, at: number, piece: number, offset: number, length: number): number {
  return writeBlockFields(out, at, MESSAGE_ID.cancel, piece, offset, length);
}

/** 17 bytes; BEP 6. */
export function writeReject(out: Uint8Array, at: number, piece: number, offset: number, length: number): number {
  return writeBlockFields(out, at, MESSAGE_ID.reject, piece, offset, length);
}

/** 9 bytes. */
export function writeHave(out: Uint8Array, at: number, piece: number): number {
  return writeUint32(out, writeHead(out, at, 5, MESSAGE_ID.have), piece);
}

/** 13 bytes, to be followed by `length` bytes of the block. */
export function writePieceHeader(out: Uint8Array, at: number, piece: number, offset: number, length: number): number {
  const afterPiece = writeUint32(out, writeHead(out, at, 9 + length, MESSAGE_ID.piece), piece);
  return writeUint32(out, afterPiece, offset);
}

/** The bits most significant first, spare bits zero (BEP 3). */
export function encodeBitfield(bits: Uint8Array): Uint8Array {
  const out = new Uint8Array(5 + bits.length);
  out.set(bits, writeHead(out, 0, 1 + bits.length, MESSAGE_ID.bitfield));
  return out;
}

/** BEP 10; id 0 is the extension handshake, others are the receiver's own numbers. */
export function encodeExtended(id: number, payload: Uint8Array): Uint8Array {
  const out = new Uint8Array(6 + payload.length);
  out[writeHead(out, 0, 2 + payload.length, MESSAGE_ID.extended)] = id;
  out.set(payload, 6);
  return out;
}

/** Our DHT port (BEP 5). */
export function encodePort(port: number): Uint8Array {
  const out = new Uint8Array(7);
  writeUint16(out, writeHead(out, 0, 3, MESSAGE_ID.port), port);
  return out;
}

/** BEP 6. */
export function encodeSuggest(piece: number): Uint8Array {
  return encodePieceIndex(MESSAGE_ID.suggest, piece);
}

/** BEP 6. */
export function encodeAllowedFast(piece: number): Uint8Array {
  return encodePieceIndex(MESSAGE_ID.allowedFast, piece);
}

function encodePieceIndex(id: number, piece: number): Uint8Array {
  const out = new Uint8Array(9);
  writeUint32(out, writeHead(out, 0, 5, id), piece);
  return out;
}

function writeHead(out: Uint8Array, at: number, length: number, id: number): number {
  const afterLength = writeUint32(out, at, length);
  out[afterLength] = id;
  return afterLength + 1;
}

function writeBlockFields(out: Uint8Array, at: number, id: number, piece: number, offset: number, length: number): number {
  const afterPiece = writeUint32(out, writeHead(out, at, 13, id), piece);
  return writeUint32(out, writeUint32(out, afterPiece, offset), length);
}
