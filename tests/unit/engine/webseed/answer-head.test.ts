import { describe, expect, test } from 'vitest';
import { judgeHead, MAX_SKIP_BYTES, parseContentRange, parseRetryAfter } from '../../../../engine/webseed/answer-head.js';

const NOW = Date.parse('Sun, 22 Nov 2026 12:00:00 GMT');
const judge = (status: number, headers: Record<string, string> = {}, first = 100) =>
  judgeHead({ status, headers }, { first, length: 50, fileBytes: 1000 }, NOW);

describe("A web seed's answer", () => {
  test('is taken when it is exactly the range', () => {
    expect(judge(206, { 'content-range': 'bytes 100-149/1000', 'content-length': '50' })).toEqual({ kind: 'take', skipBytes: 0 });
    expect(judge(206, { 'content-range': 'bytes 100-149/*' })).toEqual({ kind: 'take', skipBytes: 0 });
  });
  test.each([
    ['no range', {}],
    ['another first byte', { 'content-range': 'bytes 101-149/1000' }],
    ['another last byte', { 'content-range': 'bytes 100-150/1000' }],
    ['another length', { 'content-range': 'bytes 100-149/1000', 'content-length': '51' }],
    ['compressed', { 'content-range': 'bytes 100-149/1000', 'content-encoding': 'gzip' }],
  ])('is no good: %s', (_name, headers) => {
    expect(judge(206, headers).kind).toBe('failed');
  });
  test('says that the file is another one', () => {
    expect(judge(206, { 'content-range': 'bytes 100-149/1001' }).kind).toBe('gone');
    expect(judge(200, { 'content-length': '999' }).kind).toBe('gone');
    expect(judge(416).kind).toBe('gone');
    expect(judge(404).kind).toBe('gone');
    expect(judge(410).kind).toBe('gone');
  });
  test('may be the whole file as long as little of it is thrown away', () => {
    expect(judge(200, { 'content-length': '1000' })).toEqual({ kind: 'take', skipBytes: 100 });
    expect(judge(200, {}, 0)).toEqual({ kind: 'take', skipBytes: 0 });
    expect(judge(200, {}, MAX_SKIP_BYTES + 1).kind).toBe('gone');
    expect(judge(200, { 'content-encoding': 'gzip' }, 0).kind).toBe('failed');
  });
  test('may ask for patience', () => {
    expect(judge(503, { 'retry-after': '120' })).toMatchObject({ kind: 'busy', retryAfterMs: 120_000 });
    expect(judge(429, { 'retry-after': 'Sun, 22 Nov 2026 12:01:00 GMT' })).toMatchObject({ kind: 'busy', retryAfterMs: 60_000 });
    expect(judge(503)).toMatchObject({ kind: 'busy', retryAfterMs: null });
  });
  test('is a failure with any other status', () => {
    for (const status of [100, 204, 300, 304, 400, 401, 403, 500, 502]) expect(judge(status).kind).toBe('failed');
  });
});

describe('Content-Range', () => {
  test('is read strictly', () => {
    expect(parseContentRange('bytes 0-0/1')).toEqual({ first: 0, last: 0, total: 1 });
    expect(parseContentRange('Bytes 5-9/*')).toEqual({ first: 5, last: 9, total: null });
    for (const bad of ['', 'bytes */10', 'bytes 5-4/10', 'bytes 0-10/10', 'items 0-1/2', 'bytes 0-1/2, bytes 3-4/5', 'bytes -1-2/3']) {
      expect(parseContentRange(bad), bad).toBeNull();
    }
  });
});

describe('Retry-After', () => {
  test('is never negative, and nothing when it says nothing', () => {
    expect(parseRetryAfter('Sun, 22 Nov 2026 11:00:00 GMT', NOW)).toBe(0);
    for (const text of [undefined, '', '-5', '1.5', 'soon', '99999999999']) expect(parseRetryAfter(text, NOW)).toBeNull();
  });
});
