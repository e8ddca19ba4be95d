/** The first byte chooses the split; the rest is the stream. Whole and split must give the same messages and the same error. */
import * as encode from '../../engine/wire/encode.js';
import { Framer } from '../../engine/wire/framer.js';
import { WireLog } from '../support/wire-log.js';

const LIMITS = { maxBitfieldBytes: 64, maxExtendedBytes: 256, maxBlockBytes: 1024 };

function run(bytes: Uint8Array, step: number): string {
  const log = new WireLog();
  const framer = new Framer(log, LIMITS);
  let error = null;
  for (let at = 0; at < bytes.length; at += step) error = framer.receive(bytes.subarray(at, at + step));
  return JSON.stringify([log.entries, error]);
}

export function fuzz(data: Uint8Array): void {
  const bytes = data.subarray(1);
  const step = 1 + ((data[0] ?? 0) % 37);
  if (run(bytes, step) !== run(bytes, Math.max(1, bytes.length))) throw new Error(`a split every ${step} bytes changes the messages`);
}

const withSplit = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from([5, ...parts.flatMap((part) => [...part])]);
const block = new Uint8Array(13 + 20);
encode.writePieceHeader(block, 0, 1, 16_384, 20);
const request = new Uint8Array(17);
encode.writeRequest(request, 0, 1, 0, 16_384);

export const seeds: readonly Uint8Array[] = [
  withSplit(encode.KEEP_ALIVE, encode.UNCHOKE, block, request, encode.CHOKE),
  withSplit(encode.encodeBitfield(new Uint8Array(8)), encode.encodePort(1), encode.encodeSuggest(2)),
  withSplit(encode.encodeExtended(1, new Uint8Array(40)), encode.HAVE_NONE, encode.encodeAllowedFast(3)),
  ...Array.from({ length: 24 }, (_, id) => withSplit(Uint8Array.of(0, 0, 0, 5, id, 0, 0, 0, 1))),
  withSplit(Uint8Array.of(255, 255, 255, 255, 7)),
];
