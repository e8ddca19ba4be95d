/**
 * HttpPort over Node: resolves and judges every address itself, follows redirects within the rules, and holds the whole
 * request to one deadline. Certificates are always verified.
 */
import { EngineError } from '../api/errors.js';
import { ipFamily } from '../base/ip-address.js';
import { hostOf, redirectAllowed } from '../base/outbound-rules.js';
import type {
  HttpBodySink,
  HttpPort,
  HttpRequest,
  HttpResponse,
  HttpStreamPort,
  HttpStreamRequest,
  HttpTransfer,
  Resolver,
} from '../base/ports.js';
import { BodyTransfer } from './body-transfer.io.js';
import { type ExchangeRequest, HttpExchanger } from './http-exchange.io.js';
import { redirectOf, type Step } from './http-redirect.js';
import { HttpWirePool } from './http-wire-pool.io.js';
import { errorCode, networkFailed } from './network-error.js';

const MAX_REDIRECTS = 5;
/** Headers that are for the first server only. */
const PERSONAL_HEADERS = /^(authorization|cookie|proxy-authorization)$/i;

export interface HttpClientOptions {
  readonly resolver: Resolver;
  /** Judges an address that a URL of ours leads to; see base/outbound-rules. */
  allowAddress(ip: string, url: string): boolean;
  /** Whether a server at one address may redirect us to another; redirectAllowed of base/outbound-rules unless given. */
  allowRedirect?(fromIp: string, toIp: string): boolean;
  readonly userAgent?: string;
  /** PEM of the certificates to trust instead of the system's, for tests. */
  readonly ca?: string;
}

type Route = Pick<HttpRequest, 'url' | 'headers' | 'localAddress' | 'family'>;

export class HttpClient implements HttpPort, HttpStreamPort {
  readonly #options: HttpClientOptions;
  readonly #exchanger: HttpExchanger;
  readonly #wires: HttpWirePool;

  constructor(options: HttpClientOptions) {
    this.#options = options;
    this.#exchanger = new HttpExchanger(options.ca);
    this.#wires = new HttpWirePool(options.ca);
  }

  /** Rejects with EngineError `network-failed` (facts.host, facts.errno), or `cancelled` when the signal is aborted. */
  async get(request: HttpRequest, signal?: AbortSignal): Promise<HttpResponse> {
    const host = URL.canParse(request.url) ? hostOf(new URL(request.url)) : '';
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), request.timeoutMs);
    const onAbort = (): void => controller.abort();
    signal?.addEventListener('abort', onAbort);
    if (signal?.aborted) controller.abort();
    try {
      return await raceAbort(this.#get(request, controller.signal), controller.signal);
    } catch (error) {
      if (signal?.aborted) throw new EngineError('cancelled', 'The request was cancelled.', { host });
      if (controller.signal.aborted) throw networkFailed(host, 'ETIMEDOUT');
      throw error;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  async families(request: Pick<HttpRequest, 'url' | 'localAddress'>): Promise<readonly (4 | 6)[]> {
    if (!URL.canParse(request.url)) return [];
    const addresses = await this.#judge(new URL(request.url), null, request).catch(() => []);
    return ([4, 6] as const).filter((family) => addresses.some((ip) => ipFamily(ip) === family));
  }

  /** As the port says. A failure reaches the sink as its errno. */
  stream(request: HttpStreamRequest, sink: HttpBodySink): HttpTransfer {
    const transfer = new BodyTransfer(sink);
    const headers = { 'accept-encoding': 'identity', ...request.headers };
    const { signal } = transfer;
    const walk = this.#follow<null>({ ...request, headers }, signal, (to) => transfer.exchange(this.#wires, to));
    raceAbort(walk, signal).then(
      () => transfer.end(null),
      (error: unknown) => transfer.end(error instanceof EngineError ? String(error.facts.errno ?? error.code) : errorCode(error)),
    );
    return transfer;
  }

  /** Closes all sockets. */
  close(): void {
    this.#exchanger.close();
    this.#wires.close();
  }

  #get(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse> {
    return this.#follow(request, signal, async (to) => {
      const { address, body, headers, status } = await this.#exchanger.send({ ...to, maxBytes: request.maxBytes }, signal);
      const location = redirectOf(status, headers.location);
      return location === undefined ? { result: { status, headers, body, finalUrl: to.url.href, address } } : { location, address };
    });
  }

  async #follow<T>(route: Route, signal: AbortSignal, exchange: (to: ExchangeRequest) => Promise<Step<T>>): Promise<T> {
    const { userAgent } = this.#options;
    const { localAddress } = route;
    let url = parseHttpUrl(route.url);
    let headers: Readonly<Record<string, string>> = { ...(userAgent === undefined ? {} : { 'user-agent': userAgent }), ...route.headers };
    let from: string | null = null;
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
      const addresses = await this.#judge(url, from, route);
      signal.throwIfAborted();
      const step = await exchange({ url, addresses, headers, localAddress });
      if ('result' in step) return step.result;
      const next = parseHttpUrl(step.location, url);
      if (next.origin !== url.origin) headers = withoutPersonal(headers);
      from = step.address;
      url = next;
    }
    throw networkFailed(hostOf(url), 'TOO_MANY_REDIRECTS');
  }

  /** The addresses that may be dialled for this URL; `from` is the address that redirected us here. */
  async #judge(
    url: URL,
    from: string | null,
    { family, localAddress }: Pick<Route, 'family' | 'localAddress'>,
  ): Promise<readonly string[]> {
    const host = hostOf(url);
    const found = await this.#options.resolver.resolve(host);
    const bound = localAddress === undefined ? null : ipFamily(localAddress);
    const ours = bound === null ? found : found.filter((ip) => ipFamily(ip) === bound);
    const wanted = family === undefined ? ours : ours.filter((ip) => ipFamily(ip) === family);
    const reachable = from !== null && wanted.length === 0 ? ours : wanted;
    if (reachable.length === 0) throw networkFailed(host, 'EADDRNOTAVAIL');
    const allowed = reachable.filter((ip) => this.#options.allowAddress(ip, url.href));
    if (allowed.length === 0) throw networkFailed(host, 'ADDRESS_NOT_ALLOWED');
    const mayRedirect = this.#options.allowRedirect ?? redirectAllowed;
    const onward = from === null ? allowed : allowed.filter((ip) => mayRedirect(from, ip));
    if (onward.length === 0) throw networkFailed(host, 'BAD_REDIRECT');
    return onward;
  }
}

function parseHttpUrl(text: string, base?: URL): URL {
  const url = URL.canParse(text, base?.href) ? new URL(text, base?.href) : null;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    throw networkFailed(base ? hostOf(base) : '', base ? 'BAD_REDIRECT' : 'BAD_URL');
  return url;
}

function withoutPersonal(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !PERSONAL_HEADERS.test(name)));
}

/** Ends the wait with the signal, even where what is waited for (a name) cannot be stopped. */
async function raceAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let onAbort: () => void = () => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(new Error('aborted'));
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
    work.catch(() => undefined);
  }
}
