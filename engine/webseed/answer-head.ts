/**
 * What the head of a web seed's answer means for the range that was asked for (RFC 9110, "Range Requests", "Retry-After").
 * The server is a stranger: only an answer that says it is exactly this range of a file of exactly this size is taken.
 */
import type { HttpHead } from '../base/ports.js';

/** A server without ranges sends whole files: so much of one is thrown away to reach the range, and no more. */
export const MAX_SKIP_BYTES = 1024 * 1024;

/** Bytes [first, first + length) of a file of `fileBytes`. */
export interface AskedRange {
  readonly first: number;
  readonly length: number;
  readonly fileBytes: number;
}

export type Verdict =
  /** The body is the range, once `skipBytes` of it are thrown away. */
  | { readonly kind: 'take'; readonly skipBytes: number }
  /** This server does not have this file, or not as the torrent describes it. */
  | { readonly kind: 'gone'; readonly why: string }
  /** It wants to be left alone; null: it does not say for how long. */
  | { readonly kind: 'busy'; readonly retryAfterMs: number | null; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string };

export interface ContentRange {
  readonly first: number;
  /** The last byte, inclusive. */
  readonly last: number;
  /** Size of the whole; null when it is not told. */
  readonly total: number | null;
}

/** `wallMs`: Unix milliseconds, for a date in Retry-After. */
export function judgeHead({ headers, status }: HttpHead, asked: AskedRange, wallMs: number): Verdict {
  if (status === 206 || status === 200) {
    const encoding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase();
    if (encoding !== 'identity' && encoding !== '') return failed('it sends compressed data, which was not asked for');
    return status === 206 ? judgePart(headers, asked) : judgeWhole(headers, asked);
  }
  if (status === 404 || status === 410) return gone(`it does not have the file (HTTP status ${status})`);
  if (status === 416) return gone('its file has another size');
  if (status === 429 || status === 503) {
    return { kind: 'busy', retryAfterMs: parseRetryAfter(headers['retry-after'], wallMs), why: `it is busy (HTTP status ${status})` };
  }
  return failed(`it answered with HTTP status ${status}`);
}

function judgePart(headers: HttpHead['headers'], { fileBytes, first, length }: AskedRange): Verdict {
  const range = parseContentRange(headers['content-range'] ?? '');
  if (range === null) return failed('it does not say which part of the file it sends');
  if (range.total !== null && range.total !== fileBytes) return gone('its file has another size');
  if (range.first !== first || range.last !== first + length - 1) return failed('it sends another part of the file than asked for');
  const bytes = parseLength(headers['content-length']);
  return bytes === null || bytes === length ? { kind: 'take', skipBytes: 0 } : failed('it sends another length than it says');
}

function judgeWhole(headers: HttpHead['headers'], { fileBytes, first }: AskedRange): Verdict {
  const bytes = parseLength(headers['content-length']);
  if (bytes !== null && bytes !== fileBytes) return gone('its file has another size');
  return first <= MAX_SKIP_BYTES ? { kind: 'take', skipBytes: first } : gone('it cannot send parts of a file');
}

const gone = (why: string): Verdict => ({ kind: 'gone', why });
const failed = (why: string): Verdict => ({ kind: 'failed', why });

/** `bytes first-last/total`; null for anything else. */
export function parseContentRange(text: string): ContentRange | null {
  const match = /^\s*bytes\s+(\d{1,15})-(\d{1,15})\/(\d{1,15}|\*)\s*$/i.exec(text);
  if (match === null) return null;
  const [first, last] = [Number(match[1]), Number(match[2])];
  const total = match[3] === '*' ? null : Number(match[3]);
  return last < first || (total !== null && last >= total) ? null : { first, last, total };
}

/** Seconds or an HTTP date, as milliseconds from now; never negative, null when there is neither. */
export function parseRetryAfter(text: string | undefined, wallMs: number): number | null {
  const trimmed = (text ?? '').trim();
  if (/^\d{1,9}$/.test(trimmed)) return Number(trimmed) * 1000;
  const at = /^[A-Za-z]{3,9}, /.test(trimmed) ? Date.parse(trimmed) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - wallMs);
}

function parseLength(text: string | undefined): number | null {
  return /^\d{1,15}$/.test((text ?? '').trim()) ? Number(text) : null;
}
