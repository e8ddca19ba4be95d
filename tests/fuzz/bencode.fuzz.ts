/** Bencode: what is accepted is written back to the same bytes when it was canonical, and to the same value always. */
import { isDeepStrictEqual } from 'node:util';
import { decode } from '../../engine/bencode/decode.js';
import { encode } from '../../engine/bencode/encode.js';
import { scan } from '../../engine/bencode/scan.js';

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));

export const seeds: readonly Uint8Array[] = [
  bytes('d4:infod6:lengthi5e4:name1:a12:piece lengthi16384e6:pieces20:01234567890123456789ee'),
  bytes('d1:bi1e1:ai-2e1:bl0:leee'),
  bytes('li0ei9007199254740993ei-1e3:abcde'),
  bytes('d9:__proto__d1:xi1eee'),
  bytes(`${'l'.repeat(101)}${'e'.repeat(101)}`),
  bytes('i-0e'),
  bytes('00:'),
];

export function fuzz(data: Uint8Array): void {
  const scanned = scan(data);
  const decoded = decode(data);
  if (!scanned.ok) {
    if (decoded.ok) throw new Error('decoded what the scan refuses');
    const at = scanned.error.offsetBytes ?? 0;
    if (at < 0 || at > data.length) throw new Error(`an error at byte ${at} of ${data.length}`);
    return;
  }
  const { duplicateAtBytes, tokenCount, trailingBytes, unsortedAtBytes } = scanned.value;
  if (decoded.ok !== (trailingBytes === 0)) throw new Error('scan and decoder disagree about trailing bytes');
  if (scanned.value.after(0) !== tokenCount) throw new Error('the whole value does not hold all tokens');
  for (let token = 0; token < tokenCount; token++) {
    if (scanned.value.end(token) <= scanned.value.start(token)) throw new Error('a value without bytes');
    if (scanned.value.after(token) <= token) throw new Error('a value that does not end');
  }
  if (!decoded.ok) return;
  const encoded = encode(decoded.value);
  const canonical = duplicateAtBytes === null && unsortedAtBytes === null;
  if (canonical && Buffer.compare(encoded, data) !== 0) throw new Error('canonical bytes are written otherwise');
  const again = decode(encoded);
  if (!again.ok || !isDeepStrictEqual(again.value, decoded.value)) throw new Error('a value changes on the way');
}
