/**
 * One HTTP/1.1 answer as a machine over bytes: finds the head, then hands the body on as views of what came in, without
 * a copy (RFC 9112, 6 and 7.1). Interim answers (1xx) are passed over. Invariant: the sink hears one head, then the
 * body in order; after an error, or once `stop` was called, nothing.
 */
import { type AnswerHead, readAnswerHead } from './http-answer-head.js';

/** A head longer than this is refused; all interim answers and the trailer together get no more either. */
export const MAX_HEAD_BYTES = 16 * 1024;
/** A chunk's size and what may follow it. */
const MAX_CHUNK_LINE_BYTES = 1024;
const LF = 0x0a;

export interface AnswerSink {
  onHead(head: AnswerHead): void;
  /** Valid only during the call. */
  onBody(view: Uint8Array): void;
}

/** What comes next. Edges: head -> (body | chunk-line | until-close | done), chunk-line <-> chunk -> trailer -> done. */
type Phase = 'head' | 'body' | 'until-close' | 'chunk-line' | 'chunk' | 'chunk-end' | 'trailer' | 'done' | 'stopped';

export class HttpAnswer {
  private phase: Phase = 'head';
  /** A line or a head that is not whole yet, and where in it the last line begins. */
  private kept = '';
  private lineStart = 0;
  /** Bytes of heads and trailers so far. */
  private headBytes = 0;
  /** Of the body, or of the present chunk. */
  private leftBytes = 0;
  /** It came to its end, and the connection may be used again. */
  reusable = false;
  private keepAlive = false;

  constructor(private readonly sink: AnswerSink) {}

  /** It has come to its end. */
  get isWhole(): boolean {
    return this.phase === 'done';
  }

  /** Nobody listens any more. */
  stop(): void {
    if (this.phase !== 'done') this.phase = 'stopped';
  }

  /** Bytes from the server. Returns a code when it does not speak HTTP; the connection is of no use then. */
  receive(view: Uint8Array): string | null {
    let at = 0;
    while (at < view.length) {
      if (this.phase === 'stopped') return null;
      if (this.phase === 'done') {
        this.reusable = false; // more than was asked for: what comes next would be taken for another answer
        return null;
      }
      if (this.phase === 'body' || this.phase === 'chunk' || this.phase === 'until-close') {
        at += this.takeBody(view, at);
        continue;
      }
      const end = view.indexOf(LF, at);
      const stop = end < 0 ? view.length : end + 1;
      const error = this.keep(view, at, stop) ?? (end < 0 ? null : this.onLine());
      at = stop;
      if (error !== null) {
        this.stop();
        return error;
      }
    }
    return null;
  }

  /** The server closed the connection. Returns a code when the answer was not whole. */
  ended(): string | null {
    if (this.phase === 'until-close') this.finish();
    return this.phase === 'done' || this.phase === 'stopped' ? null : 'ECONNRESET';
  }

  private takeBody(view: Uint8Array, at: number): number {
    const { phase } = this;
    const bytes = phase === 'until-close' ? view.length - at : Math.min(view.length - at, this.leftBytes);
    this.leftBytes -= bytes;
    this.sink.onBody(at === 0 && bytes === view.length ? view : view.subarray(at, at + bytes));
    if (this.phase !== phase || phase === 'until-close' || this.leftBytes > 0) return bytes;
    if (phase === 'chunk') this.phase = 'chunk-end';
    else this.finish();
    return bytes;
  }

  private keep(view: Uint8Array, from: number, to: number): string | null {
    const inHead = this.phase === 'head' || this.phase === 'trailer';
    if (inHead) this.headBytes += to - from;
    if (inHead ? this.headBytes > MAX_HEAD_BYTES : this.kept.length + to - from > MAX_CHUNK_LINE_BYTES) return 'HPE_HEADER_OVERFLOW';
    this.kept += Buffer.from(view.buffer, view.byteOffset + from, to - from).toString('latin1');
    return null;
  }

  /** `kept` ends with a line feed. */
  private onLine(): string | null {
    const line = withoutEnd(this.kept.slice(this.lineStart));
    if (this.phase === 'head' && line !== '') {
      this.lineStart = this.kept.length;
      return null;
    }
    if (this.phase === 'head') return this.onHead();
    this.kept = '';
    switch (this.phase) {
      case 'chunk-line':
        return this.onChunkLine(line);
      case 'chunk-end':
        this.phase = 'chunk-line';
        return line === '' ? null : 'HPE_STRICT';
      default: // the trailer: its fields are of no use to us
        if (line === '') this.finish();
        return null;
    }
  }

  private onHead(): string | null {
    const result = readAnswerHead(withoutEnd(this.kept.slice(0, this.lineStart)));
    this.kept = '';
    this.lineStart = 0;
    if ('error' in result) return result.error;
    const { head } = result;
    if (head.status < 200) return null; // interim: the real one follows
    this.keepAlive = head.keepAlive;
    const { framing } = head;
    if (framing.kind === 'length') this.leftBytes = framing.bytes;
    const empty = framing.kind === 'none' || (framing.kind === 'length' && framing.bytes === 0);
    if (!empty) this.phase = framing.kind === 'length' ? 'body' : framing.kind === 'chunked' ? 'chunk-line' : 'until-close';
    this.sink.onHead(head);
    if (empty && this.phase === 'head') this.finish();
    return null;
  }

  private onChunkLine(line: string): string | null {
    const match = /^([0-9A-Fa-f]{1,11})[ \t]*(?:;.*)?$/.exec(line);
    if (match === null) return 'HPE_INVALID_CHUNK_SIZE';
    this.leftBytes = Number.parseInt(match[1] ?? '', 16);
    this.phase = this.leftBytes === 0 ? 'trailer' : 'chunk';
    return null;
  }

  private finish(): void {
    this.phase = 'done';
    this.reusable = this.keepAlive;
  }
}

/** A line without its CRLF or LF. */
const withoutEnd = (line: string): string => line.slice(0, line.endsWith('\r\n') ? -2 : -1);
