/**
 * What the id of a message says about the rest of it: how many bytes of fixed fields follow, and which lengths are
 * allowed. Judged before anything is buffered (BEP 3, 5, 6, 10).
 */
import { readUint16, readUint32 } from '../base/big-endian.js';
import { MESSAGE_ID, type PeerMessage } from './message.js';

/** Length prefix (4) and id (1). */
export const ID_END = 5;
/** Length prefix, id and three 32-bit numbers: the longest head. */
export const MAX_HEAD_BYTES = 17;
const MAX_UNKNOWN_BYTES = 1024 * 1024;

/** Caps on what is accepted, in bytes of a block, a bitfield or an extended payload. */
export interface FramerLimits {
  readonly maxBitfieldBytes: number;
  readonly maxExtendedBytes: number;
  readonly maxBlockBytes: number;
}

/** Bytes of fixed fields after the id; 0 for messages without any. */
export function fieldBytes(id: number): number {
  switch (id) {
    case MESSAGE_ID.have:
    case MESSAGE_ID.suggest:
    case MESSAGE_ID.allowedFast:
      return 4;
    case MESSAGE_ID.port:
      return 2;
    case MESSAGE_ID.request:
    case MESSAGE_ID.cancel:
    case MESSAGE_ID.reject:
      return 12;
    case MESSAGE_ID.piece:
      return 8;
    case MESSAGE_ID.extended:
      return 1;
    default:
      return 0;
  }
}

/** Whether `variable` bytes may follow the id and the fixed fields (negative: the message is too short for its fields). */
export function lengthFits(id: number, variable: number, limits: FramerLimits): boolean {
  return variable >= 0 && variable <= maxVariableBytes(id, limits);
}

function maxVariableBytes(id: number, limits: FramerLimits): number {
  switch (id) {
    case MESSAGE_ID.piece:
      return limits.maxBlockBytes;
    case MESSAGE_ID.bitfield:
      return limits.maxBitfieldBytes;
    case MESSAGE_ID.extended:
      return limits.maxExtendedBytes;
    default:
      return fieldBytes(id) > 0 || BARE_MESSAGES[id] !== undefined ? 0 : MAX_UNKNOWN_BYTES;
  }
}

const BARE_MESSAGES: readonly (PeerMessage | undefined)[] = (() => {
  const table: (PeerMessage | undefined)[] = [];
  table[MESSAGE_ID.choke] = { kind: 'choke' };
  table[MESSAGE_ID.unchoke] = { kind: 'unchoke' };
  table[MESSAGE_ID.interested] = { kind: 'interested' };
  table[MESSAGE_ID.notInterested] = { kind: 'not-interested' };
  table[MESSAGE_ID.haveAll] = { kind: 'have-all' };
  table[MESSAGE_ID.haveNone] = { kind: 'have-none' };
  return table;
})();

/** The message that is nothing but this id, or undefined. */
export function bareMessage(id: number): PeerMessage | undefined {
  return BARE_MESSAGES[id];
}

/** A rare message of fixed fields (suggest, allowed-fast, reject, port), from a complete head. */
export function rareMessage(id: number, head: Uint8Array): PeerMessage {
  const first = readUint32(head, ID_END);
  switch (id) {
    case MESSAGE_ID.suggest:
      return { kind: 'suggest', piece: first };
    case MESSAGE_ID.allowedFast:
      return { kind: 'allowed-fast', piece: first };
    case MESSAGE_ID.reject:
      return { kind: 'reject', piece: first, offset: readUint32(head, ID_END + 4), length: readUint32(head, ID_END + 8) };
    default:
      return { kind: 'port', port: readUint16(head, ID_END) };
  }
}
