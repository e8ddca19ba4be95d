/**
 * Bytes of a web server: nothing is thrown, the same comes out however they are cut up, what is kept is bounded, and a
 * connection is used again only after exactly one whole answer.
 */
import { HttpAnswer, MAX_HEAD_BYTES } from '../../engine/net/http-answer.js';

interface Outcome {
  readonly error: string | null;
  readonly heads: number;
  readonly bodyBytes: number;
  readonly whole: boolean;
  readonly reusable: boolean;
}

function read(data: Uint8Array, size: number): Outcome {
  let heads = 0;
  let bodyBytes = 0;
  let error: string | null = null;
  const answer = new HttpAnswer({
    onHead: ({ framing, headers, status }) => {
      heads++;
      if (status < 200 || status > 999) throw new Error(`status ${status}`);
      if (framing.kind === 'length' && !Number.isSafeInteger(framing.bytes)) throw new Error(`length ${framing.bytes}`);
      for (const [name, value] of Object.entries(headers)) {
        if (/[\r\n\0]/.test(name + value)) throw new Error('a field with a line break in it');
      }
    },
    onBody: (view) => {
      if (heads !== 1) throw new Error('a body before its head');
      if (view.length === 0) throw new Error('nothing as a body');
      bodyBytes += view.length;
    },
  });
  for (let at = 0; at < data.length && error === null; at += size) error = answer.receive(data.subarray(at, at + size));
  const { isWhole: whole, reusable } = answer;
  if (heads > 1) throw new Error(`${heads} heads`);
  if (reusable && !whole) throw new Error('used again before it is whole');
  if (heads === 0 && error === null && data.length > 2 * MAX_HEAD_BYTES) throw new Error('a head without end');
  return { error, heads, bodyBytes, whole, reusable };
}

export function fuzz(data: Uint8Array): void {
  const whole = JSON.stringify(read(data, Math.max(1, data.length)));
  for (const size of [1, 7]) {
    const cut = JSON.stringify(read(data, size));
    if (cut !== whole) throw new Error(`cut into ${size}: ${cut} instead of ${whole}`);
  }
}

const text = (...lines: readonly string[]): Uint8Array => Buffer.from(lines.join('\r\n'), 'latin1');

export const seeds: readonly Uint8Array[] = [
  text('HTTP/1.1 206 Partial Content', 'Content-Range: bytes 0-4/10', 'Content-Length: 5', '', 'hello'),
  text('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked', '', '3;a=b', 'abc', '0', 'X: y', '', ''),
  text('HTTP/1.1 100 Continue', '', 'HTTP/1.0 200 OK', 'Connection: keep-alive', 'Content-Length: 0', '', ''),
  text('HTTP/1.1 200', '', 'until the end'),
  text('HTTP/1.1 304 Not Modified', 'Content-Length: 7', '', ''),
];
