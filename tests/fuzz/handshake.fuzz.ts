/** The first byte chooses the split. A handshake takes at most 68 bytes, gives the same result in any split, and is written back as it came. */
import { encodeHandshake, HANDSHAKE_BYTES, HandshakeReader } from '../../engine/wire/handshake.js';

function run(bytes: Uint8Array, step: number): { reader: HandshakeReader; consumed: number } {
  const reader = new HandshakeReader();
  let consumed = 0;
  for (let at = 0; at < bytes.length; at += step) consumed += reader.receive(bytes.subarray(at, at + step));
  return { reader, consumed };
}

export function fuzz(data: Uint8Array): void {
  const bytes = data.subarray(1);
  const split = run(bytes, 1 + ((data[0] ?? 0) % 70));
  const whole = run(bytes, Math.max(1, bytes.length));
  if (whole.consumed > HANDSHAKE_BYTES) throw new Error('more than a handshake was taken');
  if (JSON.stringify(split.reader.result) !== JSON.stringify(whole.reader.result)) throw new Error('the split changes the result');
  if (split.reader.error?.code !== whole.reader.error?.code) throw new Error('the split changes the error');
  const result = whole.reader.result;
  if (result) {
    const again = encodeHandshake(result);
    for (let at = 28; at < HANDSHAKE_BYTES; at += 1) if (again[at] !== bytes[at]) throw new Error('not written back as it came');
  }
}

const flags = { extended: true, fast: true, dht: true, v2: true };
const sample = encodeHandshake({ infoHash: new Uint8Array(20).fill(1), peerId: new Uint8Array(20).fill(2), reserved: flags });
export const seeds: readonly Uint8Array[] = [
  Uint8Array.from([3, ...sample]),
  Uint8Array.from([60, ...sample, 0, 0, 0, 1, 2]),
  Uint8Array.from([1, ...sample.subarray(0, 40)]),
];
