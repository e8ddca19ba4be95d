import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HttpAnswer, MAX_HEAD_BYTES } from '../../../../engine/net/http-answer.js';
import { type AnswerHead, readAnswerHead } from '../../../../engine/net/http-answer-head.js';

interface Read {
  readonly heads: AnswerHead[];
  readonly body: string;
  readonly error: string | null;
  readonly whole: boolean;
  readonly reusable: boolean;
  /** What the end of the connection means after that. */
  readonly atClose: string | null;
}

/** Reads an answer that comes in pieces of the given sizes, the last of them again and again. */
function read(text: string, sizes: readonly number[] = [text.length]): Read {
  const heads: AnswerHead[] = [];
  let body = '';
  let error: string | null = null;
  const answer = new HttpAnswer({
    onHead: (head) => void heads.push(head),
    onBody: (view) => {
      body += Buffer.from(view).toString('latin1');
    },
  });
  const bytes = Buffer.from(text, 'latin1');
  for (let at = 0, nth = 0; at < bytes.length && error === null; nth++) {
    const size = Math.max(1, sizes[Math.min(nth, sizes.length - 1)] ?? 1);
    error = answer.receive(bytes.subarray(at, at + size));
    at += size;
  }
  const { isWhole, reusable } = answer;
  return { heads, body, error, whole: isWhole, reusable, atClose: answer.ended() };
}
const head = (...lines: readonly string[]) => `${lines.join('\r\n')}\r\n\r\n`;
const OK = 'HTTP/1.1 200 OK';

describe('An HTTP answer', () => {
  it('of a known length ends there, and the connection is used again', () => {
    const seen = read(`${head(OK, 'Content-Length: 5', 'X-A:  b ', 'x-a: c')}hello`);
    expect(seen).toMatchObject({ body: 'hello', error: null, whole: true, reusable: true });
    expect(seen.heads).toMatchObject([{ status: 200, headers: { 'content-length': '5', 'x-a': 'b, c' } }]);
  });

  it('in chunks is put together, extensions and trailer left out', () => {
    const seen = read(`${head(OK, 'Transfer-Encoding: chunked')}3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nX: y\r\n\r\n`);
    expect(seen).toMatchObject({ body: 'abc0123456789', whole: true, reusable: true });
  });

  it('without a length ends with the connection', () => {
    const seen = read(`${head(OK)}all of it`);
    expect(seen).toMatchObject({ body: 'all of it', whole: false, reusable: false, atClose: null });
  });

  it.each([204, 304])('of status %i has no body, whatever it says', (status) => {
    expect(read(head(`HTTP/1.1 ${status} x`, 'Content-Length: 9'))).toMatchObject({ whole: true, reusable: true });
  });

  it('comes after interim ones', () => {
    const seen = read(`${head('HTTP/1.1 100 Continue')}${head('HTTP/1.1 103 Early Hints', 'Link: x')}${head(OK, 'Content-Length: 1')}z`);
    expect([seen.heads.map(({ status }) => status), seen.body]).toEqual([[200], 'z']);
  });

  it.each([
    ['HTTP/1.1 200 OK', 'Connection: close', false],
    ['HTTP/1.1 200 OK', 'Connection: keep-alive, upgrade', true],
    ['HTTP/1.0 200 OK', 'X: y', false],
    ['HTTP/1.0 200 OK', 'Connection: Keep-Alive', true],
  ])('%s with %s: the connection is used again: %s', (start, field, reusable) => {
    expect(read(head(start, field, 'Content-Length: 0')).reusable).toBe(reusable);
  });

  it('that is followed by more bytes than were asked for does not share its connection', () => {
    const seen = read(`${head(OK, 'Content-Length: 2')}ab${head(OK, 'Content-Length: 1')}!`);
    expect(seen).toMatchObject({ body: 'ab', whole: true, reusable: false });
    expect(seen.heads).toHaveLength(1);
  });

  it('may end its lines with LF alone', () => {
    expect(read('HTTP/1.1 206\nContent-Length: 1\n\nx')).toMatchObject({ body: 'x', whole: true });
  });

  it.each([
    ['is another protocol', 'SSH-2.0-OpenSSH\r\n\r\n', 'HPE_INVALID_CONSTANT'],
    ['is of a later HTTP', head('HTTP/2 200'), 'HPE_INVALID_CONSTANT'],
    ['has a length and chunks', head(OK, 'Content-Length: 3', 'Transfer-Encoding: chunked'), 'HPE_UNEXPECTED_CONTENT_LENGTH'],
    ['has two lengths', head(OK, 'Content-Length: 3', 'Content-Length: 4'), 'HPE_INVALID_CONTENT_LENGTH'],
    ['has a negative length', head(OK, 'Content-Length: -1'), 'HPE_INVALID_CONTENT_LENGTH'],
    ['has an endless length', head(OK, `Content-Length: ${'9'.repeat(20)}`), 'HPE_INVALID_CONTENT_LENGTH'],
    ['is compressed on the way', head(OK, 'Transfer-Encoding: gzip, chunked'), 'HPE_INVALID_TRANSFER_ENCODING'],
    ['has a space before a colon', head(OK, 'Content-Length : 3'), 'HPE_INVALID_HEADER_TOKEN'],
    ['goes on in a second line', head(OK, 'X: a', ' b'), 'HPE_INVALID_HEADER_TOKEN'],
    ['has control characters in a field', head(OK, 'X: a\0b'), 'HPE_INVALID_HEADER_TOKEN'],
    ['has a bare CR in a field', head(OK, 'X: a\rY: b'), 'HPE_INVALID_HEADER_TOKEN'],
    ['switches protocols', head('HTTP/1.1 101 Switching'), 'HPE_INVALID_STATUS'],
    ['has too many fields', head(OK, ...Array.from({ length: 300 }, (_, i) => `x${i}: y`)), 'HPE_HEADER_OVERFLOW'],
    ['has a chunk that is none', `${head(OK, 'Transfer-Encoding: chunked')}xyz\r\n`, 'HPE_INVALID_CHUNK_SIZE'],
    ['has a chunk longer than it says', `${head(OK, 'Transfer-Encoding: chunked')}1\r\nabc\r\n`, 'HPE_STRICT'],
  ])('that %s is refused', (_what, text, error) => {
    expect(read(text)).toMatchObject({ error, whole: false, reusable: false, body: expect.not.stringMatching(/[b-z]/) });
    expect(read(text, [1]).error).toBe(error);
  });

  it.each([
    ['a head', `${OK}\r\n${'X: y\r\n'.repeat(1e4)}`],
    ['one line', `${OK}\r\nX: ${'y'.repeat(MAX_HEAD_BYTES)}`],
    ['interim answers', head('HTTP/1.1 102 Processing', 'X: y').repeat(2000)],
    ['the size of a chunk', `${head(OK, 'Transfer-Encoding: chunked')}${'0'.repeat(5000)}`],
    ['a trailer', `${head(OK, 'Transfer-Encoding: chunked')}0\r\n${'X: y\r\n'.repeat(1e4)}`],
  ])('is not kept without end: %s', (_what, text) => {
    expect(read(text, [700]).error).toBe('HPE_HEADER_OVERFLOW');
  });

  it.each([
    ['in its head', 'HTTP/1.1 200 OK\r\nCont'],
    ['in its body', `${head(OK, 'Content-Length: 5')}hell`],
    ['between chunks', `${head(OK, 'Transfer-Encoding: chunked')}1\r\na\r\n`],
    ['before its trailer', `${head(OK, 'Transfer-Encoding: chunked')}0\r\n`],
  ])('that breaks off %s is not whole', (_where, text) => {
    expect(read(text)).toMatchObject({ error: null, whole: false, atClose: 'ECONNRESET' });
  });

  it('is not heard any more once it is stopped', () => {
    let heard = 0;
    const answer: HttpAnswer = new HttpAnswer({
      onHead: () => undefined,
      onBody: () => {
        heard++;
        answer.stop();
      },
    });
    expect(answer.receive(Buffer.from(`${head(OK, 'Transfer-Encoding: chunked')}1\r\na\r\n1\r\nb\r\n`))).toBeNull();
    expect([heard, answer.receive(Buffer.from('rubbish')), answer.ended(), answer.isWhole]).toEqual([1, null, null, false]);
  });

  it('means the same however it is cut up', () => {
    const bodies = fc.array(fc.string({ minLength: 1, maxLength: 40, unit: 'binary-ascii' }), { maxLength: 6 });
    fc.assert(
      fc.property(
        bodies,
        fc.boolean(),
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 20 }),
        (parts, chunked, sizes) => {
          const whole = parts.join('');
          const framing = chunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${whole.length}`;
          const chunks = `${parts.map((part) => `${part.length.toString(16)}\r\n${part}\r\n`).join('')}0\r\n\r\n`;
          const seen = read(`${head(OK, framing, 'X: y')}${chunked ? chunks : whole}`, sizes);
          expect(seen).toMatchObject({ body: whole, error: null, whole: true, reusable: true });
          expect(seen.heads).toHaveLength(1);
        },
      ),
    );
  });

  it('may carry a field of any name', () => {
    const result = readAnswerHead([OK, '__proto__: x', 'constructor: y'].join('\r\n'));
    expect('head' in result && Object.entries(result.head.headers)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });
});
