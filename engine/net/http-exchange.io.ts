/**
 * One HTTP request and its answer, without redirects. The socket goes to one of the addresses that were judged, and is
 * reused only for requests judged to go to the same ones. The body is capped raw and decoded, while it comes.
 */
import { type AgentOptions, Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Transform } from 'node:stream';
import { createInflateRaw, createUnzip } from 'node:zlib';
import { ipFamily } from '../base/ip-address.js';
import { hostOf } from '../base/outbound-rules.js';
import { errorCode, networkFailed } from './network-error.js';

export interface ExchangeRequest {
  readonly url: URL;
  /** Judged addresses, at least one. */
  readonly addresses: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly localAddress?: string | undefined;
}
/** Takes the body of an answer: calls `done` once with what became of it, or `fail` with a code. */
type Take<T> = (answer: IncomingMessage, address: string, done: (result: T) => void, fail: (code: string) => void) => void;

export interface ExchangeAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The address that answered. */
  readonly address: string;
}

type Pinned = { readonly pinned?: string };
const MAX_STALE = 4;
const AGENT_OPTIONS: AgentOptions = { keepAlive: true, maxSockets: 16, maxFreeSockets: MAX_STALE, timeout: 30_000 };

/** Sockets are pooled by host **and** judged addresses: one judged for another path of a host is not taken. */
class PinnedHttpAgent extends HttpAgent {
  override getName(options?: Parameters<HttpAgent['getName']>[0] & Pinned): string {
    return `${super.getName(options)}|${options?.pinned ?? ''}`;
  }
}
class PinnedHttpsAgent extends HttpsAgent {
  override getName(options?: Parameters<HttpsAgent['getName']>[0] & Pinned): string {
    return `${super.getName(options)}|${options?.pinned ?? ''}`;
  }
}

export class HttpExchanger {
  readonly #http = new PinnedHttpAgent(AGENT_OPTIONS);
  readonly #https: PinnedHttpsAgent;

  /** ca: certificates trusted instead of the system's, for tests. */
  constructor(ca?: string) {
    this.#https = new PinnedHttpsAgent({ ...AGENT_OPTIONS, ...(ca === undefined ? {} : { ca }) });
  }

  /** Rejects with EngineError `network-failed`. Aborting the signal ends it; the reason is then the caller's business. */
  send(request: ExchangeRequest & { readonly maxBytes: number }, signal: AbortSignal): Promise<ExchangeAnswer> {
    return this.#exchange(
      { ...request, headers: { 'accept-encoding': 'gzip, deflate', ...request.headers } },
      signal,
      (answer, address, done, fail) =>
        readBody(answer, request.maxBytes, (body) => done({ status: answer.statusCode ?? 0, headers: flat(answer), body, address }), fail),
    );
  }

  async #exchange<T>(request: ExchangeRequest, signal: AbortSignal, take: Take<T>): Promise<T> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.#attempt(request, signal, take);
      } catch (error) {
        if (!(error instanceof StaleSocket)) throw error;
        // A kept socket that the server closed meanwhile: the next one, or a fresh one, deserves its chance.
        if (attempt === MAX_STALE || signal.aborted) throw networkFailed(hostOf(request.url), 'ECONNRESET');
      }
    }
  }

  /** Closes idle sockets and those in use. */
  close(): void {
    this.#http.destroy();
    this.#https.destroy();
  }

  #attempt<T>({ url, addresses, headers, localAddress }: ExchangeRequest, signal: AbortSignal, take: Take<T>): Promise<T> {
    const secure = url.protocol === 'https:';
    const host = hostOf(url);
    const options = {
      host,
      port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
      path: `${url.pathname}${url.search}`,
      headers,
      agent: secure ? this.#https : this.#http,
      lookup: lookupOf(addresses),
      pinned: addresses.join(','),
      ...(url.username === '' ? {} : { auth: `${decoded(url.username)}:${decoded(url.password)}` }),
      ...(localAddress === undefined ? {} : { localAddress }),
    };
    return new Promise((resolve, reject) => {
      const outgoing = secure ? requestHttps(options) : requestHttp(options);
      const fail = (code: string): void => {
        signal.removeEventListener('abort', onAbort);
        reject(outgoing.reusedSocket && code === 'ECONNRESET' ? new StaleSocket() : networkFailed(host, code));
        outgoing.destroy();
      };
      // Node's own `signal` option destroys the socket with an error, which nobody hears where the answer has just ended.
      const onAbort = (): void => fail('ABORTED');
      signal.addEventListener('abort', onAbort);
      outgoing.on('error', (error) => fail(errorCode(error)));
      outgoing.on('response', (answer) => {
        const done = (result: T): void => {
          signal.removeEventListener('abort', onAbort);
          // A compressed body may end before the answer does: nobody waits for the rest.
          if (!answer.complete) outgoing.destroy();
          resolve(result);
        };
        take(answer, answer.socket.remoteAddress ?? addresses[0] ?? '', done, fail);
      });
      if (signal.aborted) onAbort();
      else outgoing.end();
    });
  }
}

class StaleSocket extends Error {}

/** Name and password of a URL as basic authentication wants them (RFC 7617). */
export const credentials = (url: URL): string => Buffer.from(`${decoded(url.username)}:${decoded(url.password)}`).toString('base64');

/** Percent signs undone; text that is no such encoding stays as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Answers with the judged addresses, whatever name is asked for. */
export function lookupOf(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: ipFamily(address) ?? 4 }));
  return (_host, options, callback) => {
    const fitting = options.family === 4 || options.family === 6 ? all.filter(({ family }) => family === options.family) : all;
    const [first] = fitting;
    if (!first) callback(Object.assign(new Error('no address of this family'), { code: 'ENOTFOUND' }), '', 4);
    else if (options.all) callback(null, fitting);
    else callback(null, first.address, first.family);
  };
}

/** The headers of an answer, each as one text. */
export function flat(answer: IncomingMessage): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined) out[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return out;
}

/** The whole body, decoded, within the cap. */
export function readBody(answer: IncomingMessage, maxBytes: number, done: (body: Uint8Array) => void, fail: (code: string) => void): void {
  if (Number(answer.headers['content-length'] ?? 0) > maxBytes) return fail('TOO_LARGE');
  const encoding = (answer.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (!['identity', '', 'gzip', 'x-gzip', 'deflate'].includes(encoding)) return fail('BAD_ENCODING');
  const plain = encoding === 'identity' || encoding === '';
  const chunks: Uint8Array[] = [];
  let rawBytes = 0;
  let decodedBytes = 0;
  let decoder: Transform | null = null;
  let over = false;
  const stop = (code: string): void => {
    if (over) return;
    over = true;
    decoder?.destroy();
    fail(code);
  };
  const keep = (chunk: Uint8Array): void => {
    decodedBytes += chunk.length;
    if (decodedBytes > maxBytes) stop('TOO_LARGE');
    else if (!over) chunks.push(chunk);
  };
  const finish = (): void => {
    if (over) return;
    over = true;
    done(new Uint8Array(Buffer.concat(chunks)));
  };
  answer.on('data', (chunk: Buffer) => {
    rawBytes += chunk.length;
    if (over) return;
    if (rawBytes > maxBytes) return stop('TOO_LARGE');
    if (plain) return keep(chunk);
    if (decoder === null) {
      decoder = decoderFor(chunk);
      decoder.on('data', keep).on('end', finish);
      decoder.on('error', (error) => stop(errorCode(error)));
    }
    // The decoder's own queue is bounded by maxBytes of raw input, so its back-pressure may be left alone.
    decoder.write(chunk);
  });
  answer.on('end', () => {
    if (plain || decoder === null) finish();
    else decoder.end();
  });
  answer.on('error', (error) => stop(errorCode(error)));
  answer.on('close', () => {
    if (!answer.complete) stop('ECONNRESET');
  });
}

/** gzip and zlib are told apart by the decoder; some servers send bare deflate data, which begins differently. */
function decoderFor(first: Uint8Array): Transform {
  const [a = 0, b = 0] = first;
  const wrapped = (a === 0x1f && b === 0x8b) || ((a & 0x0f) === 8 && ((a << 8) | b) % 31 === 0) || first.length < 2;
  return wrapped ? createUnzip() : createInflateRaw();
}
