/**
 * What came since a torrent's record was written, noted without waiting for the disk: after a crash of the program it is there, after
 * one of the machine perhaps not. It decides nothing: what it names is read and hashed before it counts.
 */
import { createHash } from 'node:crypto';
import { encode } from '../bencode/encode.js';
import { FieldReader } from './field-reader.js';
import { scanDictionary } from './own-dictionary.js';
import { packNumbers } from './packed-numbers.js';
import type { ResumeRecord, SavedPartial } from './record.js';

const MAGIC = Buffer.from('SHOALHNT', 'latin1');
const CHECKSUM_BYTES = 32;
const HEAD_BYTES = MAGIC.length + CHECKSUM_BYTES;
export const MAX_HINTS_BYTES = 16 * 1024 * 1024;

export interface Hints {
  /** Pieces, the last one last. */
  readonly recent: readonly number[];
  readonly partial: readonly SavedPartial[];
}

export function encodeHints({ partial, recent }: Hints): Uint8Array {
  const body = encode({ recent: packNumbers(recent), partial: partial.map(({ blocks, piece }) => ({ blocks, piece })) });
  return Buffer.concat([MAGIC, createHash('sha256').update(body).digest(), body]);
}

/** Null where the bytes are none of ours, or not whole. */
export function decodeHints(bytes: Uint8Array): Hints | null {
  if (bytes.length < HEAD_BYTES || MAGIC.compare(bytes, 0, MAGIC.length) !== 0) return null;
  const body = bytes.subarray(HEAD_BYTES);
  if (createHash('sha256').update(body).digest().compare(bytes, MAGIC.length, HEAD_BYTES) !== 0) return null;
  const scanned = scanDictionary(body, MAX_HINTS_BYTES, { code: 'not-hints', message: 'The file holds no dictionary.' });
  if (!scanned.ok) return null;
  const from = new FieldReader(scanned.value, 0);
  const hints = {
    recent: from.numbers('recent'),
    partial: from.list('partial', (entry) =>
      from.dictionaryOf(entry, (inner) => ({ piece: inner.integer('piece', 0), blocks: inner.bytes('blocks') })),
    ),
  };
  return from.finish() === null ? hints : null;
}

/** A record with what came after it. Whether it fits the torrent is asked later. */
export function withHints(record: ResumeRecord, { partial, recent }: Hints): ResumeRecord {
  const later = new Set(partial.map(({ piece }) => piece));
  return {
    ...record,
    recent: [...Array.from(record.recent), ...recent],
    partial: [...record.partial.filter(({ piece }) => !later.has(piece)), ...partial],
  };
}
