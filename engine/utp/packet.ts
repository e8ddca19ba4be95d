/**
 * uTP packets (BEP 29, "header format"): a header of 20 bytes, a chain of extensions, payload. Reading is strict and
 * allocates nothing: the fields of the packet at hand are put into one reused object.
 */
import { readUint16, readUint32, writeUint16, writeUint32 } from '../base/big-endian.js';

export const HEADER_BYTES = 20;
/** BEP 29, "type". */
export const PACKET_TYPE = { data: 0, fin: 1, state: 2, reset: 3, syn: 4 } as const;
const LAST_TYPE = PACKET_TYPE.syn;
const VERSION = 1;
/** BEP 29, "Selective ACK". */
const SELECTIVE_ACK = 1;
/** A type that nobody gives a meaning: whoever reads such an extension passes over it. */
const PADDING = 0x7f;
/** Type of the next extension and own length stand before each. */
const EXTENSION_HEAD_BYTES = 2;
const MOST_EXTENSION_BYTES = 255;
/** BEP 29: the mask is a multiple of 32 bits, and at least that. We write such ones; not all others do. */
const MASK_STEP_BYTES = 4;
/** 1,024 packets beyond the first missing one: as many as programs keep. */
export const MOST_MASK_BYTES = 128;
/** A sender that has no sample yet; some send the largest signed number for it. */
const NO_SAMPLE = 0x7fffffff;

const AT = { type: 0, extension: 1, connectionId: 2, timestamp: 4, delay: 8, window: 12, sequence: 16, acknowledged: 18 } as const;

/** The packet at hand. Its bytes are whoever received it's to keep: Node gives every datagram memory of its own. */
export class Packet {
  bytes: Uint8Array = new Uint8Array(0);
  type = 0;
  connectionId = 0;
  /** When it was sent, on its sender's clock, microseconds. */
  timestampUs = 0;
  /** How long our last packet took by the two clocks, microseconds; 0: not known. */
  delayUs = 0;
  windowBytes = 0;
  sequence = 0;
  acknowledged = 0;
  /** Where the mask of a selective acknowledgement lies; no bytes: there is none. */
  maskAt = 0;
  maskBytes = 0;
  payloadAt = 0;

  get payloadBytes(): number {
    return this.bytes.length - this.payloadAt;
  }
}

/** Whether a datagram may be a uTP packet: what a socket that is shared goes by (BEP 29; bencode begins with 'd'). */
export function looksLikeUtp(bytes: Uint8Array): boolean {
  const first = bytes[0] ?? 0;
  return bytes.length >= HEADER_BYTES && (first & 0x0f) === VERSION && first >> 4 <= LAST_TYPE;
}

/** Reads a packet; false when it is none, and `into` means nothing then. */
export function decodePacket(bytes: Uint8Array, into: Packet): boolean {
  if (!looksLikeUtp(bytes)) return false;
  into.bytes = bytes;
  into.type = (bytes[AT.type] ?? 0) >> 4;
  into.connectionId = readUint16(bytes, AT.connectionId);
  into.timestampUs = readUint32(bytes, AT.timestamp);
  const delayUs = readUint32(bytes, AT.delay);
  into.delayUs = delayUs === NO_SAMPLE ? 0 : delayUs;
  into.windowBytes = readUint32(bytes, AT.window);
  into.sequence = readUint16(bytes, AT.sequence);
  into.acknowledged = readUint16(bytes, AT.acknowledged);
  into.maskBytes = 0;
  into.payloadAt = HEADER_BYTES;
  const extension = bytes[AT.extension] ?? 0;
  return extension === 0 || readExtensions(extension, into);
}

function readExtensions(first: number, into: Packet): boolean {
  const { bytes } = into;
  let at = HEADER_BYTES;
  for (let extension = first; extension !== 0; ) {
    if (at + EXTENSION_HEAD_BYTES > bytes.length) return false;
    const next = bytes[at] ?? 0;
    const length = bytes[at + 1] ?? 0;
    at += EXTENSION_HEAD_BYTES;
    if (at + length > bytes.length) return false;
    if (extension === SELECTIVE_ACK) {
      // of any length, though BEP 29 says a multiple of 32 bits: libtorrent sends as many bytes as it needs
      if (length === 0 || into.maskBytes > 0) return false;
      into.maskAt = at;
      into.maskBytes = length;
    }
    at += length;
    extension = next;
  }
  into.payloadAt = at;
  return true;
}

/** Writes what stays the same however often a packet is sent; `stampPacket` writes the rest. */
export function writeHeader(out: Uint8Array, type: number, connectionId: number, sequence: number): void {
  out[AT.type] = (type << 4) | VERSION;
  out[AT.extension] = 0;
  writeUint16(out, AT.connectionId, connectionId);
  writeUint16(out, AT.sequence, sequence);
}

/** What a packet says of the moment at which it is sent. */
export interface Stamp {
  timestampUs: number;
  delayUs: number;
  windowBytes: number;
  acknowledged: number;
}

/** Writes what is said anew each time a packet is sent. */
export function stampPacket(out: Uint8Array, { acknowledged, delayUs, timestampUs, windowBytes }: Stamp): void {
  writeUint32(out, AT.timestamp, timestampUs);
  writeUint32(out, AT.delay, delayUs);
  writeUint32(out, AT.window, windowBytes);
  writeUint16(out, AT.acknowledged, acknowledged);
}

/** Begins the extension of a selective acknowledgement after the header; the mask follows at the returned offset. */
export function beginMask(out: Uint8Array, maskBytes: number): number {
  out[AT.extension] = SELECTIVE_ACK;
  out[HEADER_BYTES] = 0;
  out[HEADER_BYTES + 1] = maskBytes;
  out.fill(0, HEADER_BYTES + EXTENSION_HEAD_BYTES, HEADER_BYTES + EXTENSION_HEAD_BYTES + maskBytes);
  return HEADER_BYTES + EXTENSION_HEAD_BYTES;
}

/** The length of a mask with room for `bits`, within the cap. */
export function maskBytesFor(bits: number): number {
  return Math.min(MOST_MASK_BYTES, Math.ceil(bits / (8 * MASK_STEP_BYTES)) * MASK_STEP_BYTES);
}

/** Whether a padding of so many bytes can be made; one byte alone cannot. */
export const canPad = (bytes: number): boolean => bytes !== 1;

/**
 * Fills the room between header and payload with extensions that mean nothing, so that a packet is larger than what it
 * carries. `bytes` are those between them, heads included.
 */
export function writePadding(out: Uint8Array, bytes: number): void {
  let typeAt: number = AT.extension;
  let at = HEADER_BYTES;
  let left = bytes;
  while (left >= EXTENSION_HEAD_BYTES) {
    let length = Math.min(MOST_EXTENSION_BYTES, left - EXTENSION_HEAD_BYTES);
    if (left - EXTENSION_HEAD_BYTES - length === 1) length -= 1; // a single byte could not be filled
    out[typeAt] = PADDING;
    out[at] = 0;
    out[at + 1] = length;
    out.fill(0, at + EXTENSION_HEAD_BYTES, at + EXTENSION_HEAD_BYTES + length);
    typeAt = at;
    at += EXTENSION_HEAD_BYTES + length;
    left -= EXTENSION_HEAD_BYTES + length;
  }
}

/** Undoes a padding: the payload moves up to the header. Returns the length of the packet now. */
export function dropPadding(out: Uint8Array, paddingBytes: number, lengthBytes: number): number {
  out[AT.extension] = 0;
  out.copyWithin(HEADER_BYTES, HEADER_BYTES + paddingBytes, lengthBytes);
  return lengthBytes - paddingBytes;
}
