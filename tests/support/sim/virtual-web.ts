/** Web servers in memory, over the virtual clock: files with ranges, as slow and as wrong as a test wants them. */
import type { Clock, HttpBodySink, HttpHead, HttpStreamPort, HttpStreamRequest, HttpTransfer } from '../../../engine/base/ports.js';

const CHUNK_BYTES = 20_000;

export interface WebManners {
  /** Default: 1 MB/s for each request. */
  readonly bps?: number;
  readonly latencyMs?: number;
  /** Sends ranges; default true. */
  readonly ranges?: boolean;
  /** Answers more requests at the same time with 503. */
  readonly mostOpen?: number;
  /** What becomes of the nth request (0-based). */
  readonly answer?: (nth: number, path: string) => WebAnswer | HttpHead;
}

/**
 * `stall`: half of the body, then silence. `cut`: half, then the connection breaks. `short`: half, then its end. `long`: more
 * than the range. `whole`: 200 and the file from its beginning. `shifted`: says it is the range one byte further on.
 */
export type WebAnswer = 'good' | 'corrupt' | 'silent' | 'stall' | 'cut' | 'short' | 'long' | 'whole' | 'shifted' | 'fail';

export interface SeenRequest {
  readonly path: string;
  readonly first: number;
  readonly last: number;
  readonly atMs: number;
}

export class VirtualWebServer {
  readonly requests: SeenRequest[] = [];
  sentBytes = 0;
  /** Requests under way now, and the most there ever were. */
  open = 0;
  mostOpen = 0;
  refused = 0;
  constructor(
    readonly files: ReadonlyMap<string, Uint8Array>,
    public manners: WebManners,
  ) {}
}

export class VirtualWeb {
  private readonly servers = new Map<string, VirtualWebServer>();

  /** `host:port`; paths begin with `/` and are unescaped. */
  serve(host: string, files: Iterable<readonly [string, Uint8Array]>, manners: WebManners = {}): VirtualWebServer {
    const server = new VirtualWebServer(new Map(files), manners);
    this.servers.set(host, server);
    return server;
  }

  /** The port of a program, whose clock dies with it. */
  portOf(clock: Clock): HttpStreamPort {
    return {
      stream: (request, sink) => {
        const url = new URL(request.url);
        return new Exchange(clock, this.servers.get(url.host), decodeURIComponent(url.pathname), request, sink);
      },
    };
  }
}

class Exchange implements HttpTransfer {
  private over = false;
  private reading = true;
  private body: Uint8Array = new Uint8Array(0);
  private at = 0;
  /** Where the body breaks off, and how. */
  private end: { readonly at: number; readonly how: 'done' | 'silence' | 'cut' } = { at: 0, how: 'done' };
  private cancelTimer: () => void = () => undefined;
  private waiting = false;

  constructor(
    private readonly clock: Clock,
    private readonly server: VirtualWebServer | undefined,
    path: string,
    request: HttpStreamRequest,
    private readonly sink: HttpBodySink,
  ) {
    if (server !== undefined) {
      server.open += 1;
      server.mostOpen = Math.max(server.mostOpen, server.open);
    }
    this.later(server?.manners.latencyMs ?? 20, () =>
      server === undefined ? this.finish('ECONNREFUSED') : this.begin(server, path, request),
    );
  }

  setReading(reading: boolean): void {
    this.reading = reading;
    if (reading && this.waiting) this.pump();
  }
  cancel(): void {
    this.close();
  }

  private begin(server: VirtualWebServer, path: string, request: HttpStreamRequest): void {
    const [, from = '0', to = '0'] = /^bytes=(\d+)-(\d+)$/.exec(request.headers?.range ?? '') ?? [];
    const [first, last] = [Number(from), Number(to)];
    const nth = server.requests.push({ path, first, last, atMs: this.clock.now() }) - 1;
    const answer = this.answerOf(server, nth, path);
    if (answer === 'silent') return;
    if (answer === 'fail') return this.finish('ECONNRESET');
    const file = server.files.get(path);
    if (typeof answer === 'object' || file === undefined) {
      const wanted = this.sink.onHead(typeof answer === 'object' ? answer : { status: 404, headers: {} });
      return wanted ? this.finish(null) : this.close();
    }
    const ranged = (server.manners.ranges ?? true) && answer !== 'whole';
    this.body = ranged ? file.slice(first, last + 1) : file.slice();
    const declared = this.body.length;
    if (answer === 'long') this.body = Buffer.concat([this.body, new Uint8Array(5000)]);
    if (answer === 'corrupt') this.body[this.body.length >> 1] = (this.body[this.body.length >> 1] ?? 0) ^ 0xff;
    const half = answer === 'stall' || answer === 'cut' || answer === 'short';
    this.end = {
      at: half ? this.body.length >> 1 : this.body.length,
      how: answer === 'stall' ? 'silence' : answer === 'cut' ? 'cut' : 'done',
    };
    const headers: Record<string, string> = answer === 'long' ? {} : { 'content-length': String(declared) };
    const shift = answer === 'shifted' ? 1 : 0;
    if (ranged) headers['content-range'] = `bytes ${first + shift}-${last + shift}/${file.length}`;
    if (this.sink.onHead({ status: ranged ? 206 : 200, headers })) this.pump();
    else this.close();
  }

  private answerOf(server: VirtualWebServer, nth: number, path: string): WebAnswer | HttpHead {
    if (server.open > (server.manners.mostOpen ?? Number.POSITIVE_INFINITY)) {
      server.refused += 1;
      return { status: 503, headers: {} };
    }
    return server.manners.answer?.(nth, path) ?? 'good';
  }

  private pump(): void {
    this.waiting = !this.reading;
    if (this.over || !this.reading) return;
    const bytes = Math.min(CHUNK_BYTES, this.end.at - this.at);
    if (bytes === 0) {
      if (this.end.how !== 'silence') this.finish(this.end.how === 'cut' ? 'ECONNRESET' : null);
      return;
    }
    this.later((bytes * 1000) / (this.server?.manners.bps ?? 1_000_000), () => {
      const view = this.body.slice(this.at, this.at + bytes);
      this.at += bytes;
      if (this.server !== undefined) this.server.sentBytes += bytes;
      this.sink.onBytes(view);
      view.fill(0xee); // a view is valid only during the call
      this.pump();
    });
  }

  private later(ms: number, run: () => void): void {
    this.cancelTimer = this.clock.after(ms, () => {
      if (!this.over) run();
    });
  }
  private finish(failure: string | null): void {
    if (this.over) return;
    this.close();
    this.sink.onEnd(failure);
  }
  private close(): void {
    if (this.over) return;
    this.over = true;
    this.cancelTimer();
    if (this.server !== undefined) this.server.open -= 1;
  }
}
