/**
 * The bytes around a record: a magic word, a SHA-256 of all that follows, then the core and the body. The core is what a torrent
 * cannot be found again without, small, with a checksum of its own, and there twice, at both ends: when the rest is
 * damaged or cut off it still names the torrent (see salvage-record).
 *
 *   magic 8 | SHA-256 32 | length of the core 4 | SHA-256 of the core 32 | core | body | core | its SHA-256 32 | its length 4 | end word 8
 */
import { hash } from 'node:crypto';
import { readUint32, writeUint32 } from '../base/big-endian.js';
import { type DecodeError, err, ok, type Result } from '../base/result.js';

const MAGIC = Buffer.from('SHOALRE4', 'latin1');
/** Of schemas 1 to 3: magic, checksum, body. */
const OLD_MAGIC = Buffer.from('SHOALRES', 'latin1');
const END = Buffer.from('SHOALEND', 'latin1');
const HASH_BYTES = 32;
const LENGTH_BYTES = 4;
const SEALED_FROM = MAGIC.length + HASH_BYTES;
const CORE_FROM = SEALED_FROM + LENGTH_BYTES + HASH_BYTES;
const TAIL_BYTES = HASH_BYTES + LENGTH_BYTES + END.length;
const MAX_CORE_BYTES = 1024 * 1024;

/** Both parts sealed into one. */
export function frame(core: Uint8Array, body: Uint8Array): Uint8Array {
  const length = new Uint8Array(LENGTH_BYTES);
  writeUint32(length, 0, core.length);
  const coreHash = sha256(core);
  const sealed = Buffer.concat([length, coreHash, core, body, core, coreHash, length, END]);
  return Buffer.concat([MAGIC, sha256(sealed), sealed]);
}

/** The body of a frame that is whole, or of one as older versions wrote it. Errors: `not-a-record`, `checksum`. */
export function unframe(bytes: Uint8Array): Result<Uint8Array, DecodeError> {
  const isOld = startsWith(bytes, OLD_MAGIC);
  if (bytes.length < SEALED_FROM || !(isOld || startsWith(bytes, MAGIC))) {
    return err({ code: 'not-a-record', message: 'The file is no saved state of a torrent.' });
  }
  const sealed = bytes.subarray(SEALED_FROM);
  if (sha256(sealed).compare(bytes, MAGIC.length, SEALED_FROM) !== 0) {
    return err({ code: 'checksum', message: 'The saved state was damaged.' });
  }
  if (isOld) return ok(sealed);
  const coreLength = frontLength(bytes);
  if (coreLength === null) return err({ code: 'not-a-record', message: 'The saved state is not as it should be.' });
  return ok(bytes.subarray(CORE_FROM + coreLength, bytes.length - TAIL_BYTES - coreLength));
}

/** What can still be made out of a frame that is damaged. */
export interface FrameRemains {
  /** A core whose own checksum is right; null: neither is. */
  readonly core: Uint8Array | null;
  /** From where the body begins to the end of what is there. */
  readonly body: Uint8Array;
}

export function frameRemains(bytes: Uint8Array): FrameRemains {
  if (startsWith(bytes, OLD_MAGIC)) return { core: null, body: bytes.subarray(SEALED_FROM) };
  const front = frontLength(bytes) ?? coreLengthAt(bytes, SEALED_FROM, CORE_FROM);
  const frontCore = front === null ? null : coreAt(bytes, CORE_FROM, front, SEALED_FROM + LENGTH_BYTES);
  const back = coreLengthAt(bytes, bytes.length - END.length - LENGTH_BYTES, TAIL_BYTES);
  const backCore = back === null ? null : coreAt(bytes, bytes.length - TAIL_BYTES - back, back, bytes.length - TAIL_BYTES);
  const coreLength = frontCore?.length ?? backCore?.length ?? front ?? 0;
  return { core: frontCore ?? backCore, body: bytes.subarray(Math.min(bytes.length, CORE_FROM + coreLength)) };
}

/** The length of the core where the frame has room for two of them. */
function frontLength(bytes: Uint8Array): number | null {
  const length = coreLengthAt(bytes, SEALED_FROM, CORE_FROM);
  return length === null || bytes.length < CORE_FROM + 2 * length + TAIL_BYTES ? null : length;
}

/** A length that lies there and is believable; `beside`: bytes of the frame that are not the core. */
function coreLengthAt(bytes: Uint8Array, at: number, beside: number): number | null {
  if (at < 0 || at + LENGTH_BYTES > bytes.length) return null;
  const length = readUint32(bytes, at);
  return length <= MAX_CORE_BYTES && length + beside <= bytes.length ? length : null;
}

function coreAt(bytes: Uint8Array, at: number, length: number, hashAt: number): Uint8Array | null {
  const core = bytes.subarray(at, at + length);
  return sha256(core).compare(bytes, hashAt, hashAt + HASH_BYTES) === 0 ? core : null;
}

const startsWith = (bytes: Uint8Array, word: Buffer): boolean => bytes.length >= word.length && word.compare(bytes, 0, word.length) === 0;

const sha256 = (bytes: Uint8Array): Buffer => hash('sha256', bytes, 'buffer');
