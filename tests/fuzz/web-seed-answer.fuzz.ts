/** Headers of a web seed as text, `name: value` a line after the status: a verdict is given, and what is taken fits what was asked. */

import { judgeHead, MAX_SKIP_BYTES, parseContentRange } from '../../engine/webseed/answer-head.js';
import { grantedRestMs } from '../../engine/webseed/back-off.js';

const ASKED = { first: 100, length: 50, fileBytes: 1000 };

export function fuzz(data: Uint8Array): void {
  const [status = '', ...lines] = Buffer.from(data).toString('latin1').split('\n');
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon > 0) headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1);
  }
  const verdict = judgeHead({ status: Number(status), headers }, ASKED, 1_700_000_000_000);
  if (verdict.kind === 'take') {
    if (!(verdict.skipBytes === 0 || verdict.skipBytes === ASKED.first)) throw new Error(`skips ${verdict.skipBytes}`);
    if (verdict.skipBytes > MAX_SKIP_BYTES) throw new Error('skips too much');
    if (headers['content-encoding'] !== undefined && /gzip|deflate|br/.test(headers['content-encoding']))
      throw new Error('takes compressed data');
  }
  if (verdict.kind === 'busy' && verdict.retryAfterMs !== null) {
    const ms = grantedRestMs(verdict.retryAfterMs);
    if (!(ms >= 1_000 && ms <= 3_600_000)) throw new Error(`rests for ${ms} ms`);
  }
  const range = parseContentRange(headers['content-range'] ?? Buffer.from(data).toString('latin1'));
  if (range === null) return;
  const sound = Number.isSafeInteger(range.first) && range.last >= range.first && (range.total === null || range.last < range.total);
  if (!sound) throw new Error(`a range of ${JSON.stringify(range)}`);
}

const text = (...lines: readonly string[]): Uint8Array => Buffer.from(lines.join('\n'));

export const seeds: readonly Uint8Array[] = [
  text('206', 'Content-Range: bytes 100-149/1000', 'Content-Length: 50'),
  text('206', 'Content-Range: bytes 100-149/*', 'Content-Encoding: gzip'),
  text('200', 'Content-Length: 1000'),
  text('503', 'Retry-After: 120'),
  text('429', 'Retry-After: Sun, 22 Nov 2026 12:01:00 GMT'),
  text('bytes 0-10/11'),
];
