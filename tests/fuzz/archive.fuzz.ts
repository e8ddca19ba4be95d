/** Heads of an exported state from hostile bytes: a typed error, or a name that is one of ours and a size that is there. */
import {
  decodeHead,
  decodeNameLength,
  decodePreface,
  ENTRY_TAIL_BYTES,
  encodeHead,
  encodePreface,
  NAME_LENGTH_BYTES,
  PREFACE_BYTES,
} from '../../engine/profile/archive-format.js';

export function fuzz(data: Uint8Array): void {
  decodePreface(data);
  for (let at = PREFACE_BYTES; at + NAME_LENGTH_BYTES <= data.length; ) {
    const length = decodeNameLength(data.subarray(at, at + NAME_LENGTH_BYTES));
    if (!length.ok || length.value === 0) return;
    const headFrom = at + NAME_LENGTH_BYTES;
    const bodyFrom = headFrom + length.value + ENTRY_TAIL_BYTES;
    if (bodyFrom > data.length) return;
    const head = decodeHead(data.subarray(headFrom, bodyFrom), data.length - bodyFrom);
    if (!head.ok) return;
    const { name, sizeBytes } = head.value;
    if (name.includes('..') || name.startsWith('/') || name.includes('\\') || name.includes('\0'))
      throw new Error(`a path leads outside: ${name}`);
    if (!(sizeBytes >= 0 && bodyFrom + sizeBytes <= data.length)) throw new Error('an entry is larger than its file');
    if (Buffer.compare(encodeHead(head.value), data.subarray(at, bodyFrom)) !== 0) throw new Error('a head does not encode as it was');
    at = bodyFrom + sizeBytes;
  }
}

const entry = (name: string, text: string): Uint8Array =>
  Buffer.concat([encodeHead({ name, sizeBytes: text.length, sha256: new Uint8Array(32).fill(7) }), Buffer.from(text)]);

export const seeds: readonly Uint8Array[] = [
  Buffer.concat([
    encodePreface(),
    entry('about.json', '{}'),
    entry('settings.json', 'x'),
    entry('torrents/0123456789abcdef.resume', 'abc'),
  ]),
];
