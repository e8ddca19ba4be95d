/**
 * Connections for streamed answers. One that has become idle is taken for the next request to the same host at the same
 * judged addresses, and no other; a kept one that the server closed meanwhile costs another try, not a failure.
 */
import { hostOf } from '../base/outbound-rules.js';
import { credentials, type ExchangeRequest, lookupOf } from './http-exchange.io.js';
import { type AnswerReceiver, HttpWire, type WireTarget } from './http-wire.io.js';
import { networkFailed } from './network-error.js';

/** At one host at the same time; others wait. */
const MOST_OPEN = 16;
const MOST_IDLE = 4;
const IDLE_MS = 30_000;

/** A request under way. */
export interface StreamedRequest {
  setReading(reading: boolean): void;
  /** Ends it; the receiver hears nothing more. */
  cancel(): void;
}

interface Place {
  readonly idle: { readonly wire: HttpWire; readonly timer: NodeJS.Timeout }[];
  open: number;
  readonly waiting: Asking[];
}

interface Asking extends StreamedRequest {
  readonly cancelled: boolean;
  start(wire: HttpWire): void;
}

export class HttpWirePool {
  readonly #places = new Map<string, Place>();
  readonly #wires = new Set<HttpWire>();
  readonly #ca: string | undefined;
  #closed = false;

  /** ca: certificates trusted instead of the system's, for tests. */
  constructor(ca?: string) {
    this.#ca = ca;
  }

  /** Throws EngineError `network-failed` when the request cannot be put into words. */
  request(request: ExchangeRequest, receiver: AnswerReceiver): StreamedRequest {
    const { addresses, localAddress, url } = request;
    const secure = url.protocol === 'https:';
    const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port);
    const connect = { host: hostOf(url), port, lookup: lookupOf(addresses), ...(localAddress === undefined ? {} : { localAddress }) };
    const key = [url.protocol, url.host, localAddress ?? '', ...addresses].join('|');
    const asking = this.#asking(requestText(request), receiver, () => this.#start(key, { secure, connect, ca: this.#ca }, asking));
    this.#start(key, { secure, connect, ca: this.#ca }, asking);
    return asking;
  }

  /** Closes all connections. */
  close(): void {
    this.#closed = true;
    for (const { waiting } of this.#places.values()) waiting.splice(0);
    for (const wire of [...this.#wires]) wire.close();
  }

  #asking(text: string, receiver: AnswerReceiver, again: () => void): Asking {
    let wire: HttpWire | null = null;
    let reading = true;
    let cancelled = false;
    return {
      get cancelled() {
        return cancelled;
      },
      setReading: (on) => {
        reading = on;
        wire?.setReading(on);
      },
      cancel: () => {
        cancelled = true;
        wire?.close();
      },
      start: (given) => {
        wire = given;
        if (!reading) given.setReading(false);
        const { used } = given;
        given.send(text, {
          onHead: (head, address) => receiver.onHead(head, address),
          onBody: (view) => receiver.onBody(view),
          onEnd: (failure, unheard) => {
            wire = null;
            if (used && unheard && !cancelled && !this.#closed) again();
            else receiver.onEnd(failure ?? (unheard ? 'ECONNRESET' : null), unheard);
          },
        });
      },
    };
  }

  #start(key: string, target: WireTarget, asking: Asking): void {
    const place = this.#placeOf(key);
    const kept = place.idle.pop();
    if (kept !== undefined) {
      clearTimeout(kept.timer);
      kept.wire.setIdle(false);
      return asking.start(kept.wire);
    }
    if (place.open >= MOST_OPEN) return void place.waiting.push(asking);
    place.open++;
    const wire: HttpWire = new HttpWire(
      target,
      () => this.#onIdle(place, wire),
      () => {
        this.#wires.delete(wire);
        place.open--;
        const at = place.idle.findIndex((entry) => entry.wire === wire);
        if (at >= 0) clearTimeout(place.idle.splice(at, 1)[0]?.timer);
        const next = nextOf(place);
        if (next !== undefined) this.#start(key, target, next);
        else if (place.open === 0) this.#places.delete(key);
      },
    );
    this.#wires.add(wire);
    asking.start(wire);
  }

  #onIdle(place: Place, wire: HttpWire): void {
    const next = nextOf(place);
    if (next !== undefined) return next.start(wire);
    if (place.idle.length >= MOST_IDLE) return wire.close();
    wire.setIdle(true);
    const timer = setTimeout(() => wire.close(), IDLE_MS);
    timer.unref();
    place.idle.push({ wire, timer });
  }

  #placeOf(key: string): Place {
    const place = this.#places.get(key) ?? { idle: [], open: 0, waiting: [] };
    this.#places.set(key, place);
    return place;
  }
}

/** Who waited longest and still wants an answer. */
function nextOf({ waiting }: Place): Asking | undefined {
  for (;;) {
    const asking = waiting.shift();
    if (asking === undefined || !asking.cancelled) return asking;
  }
}

/** A GET (RFC 9112, 3). The URL is escaped already, as URLs are; a field with a line break in it is refused. */
function requestText({ headers, url }: ExchangeRequest): string {
  const fields: [string, string][] = [['Host', url.host], ...Object.entries(headers), ['Connection', 'keep-alive']];
  if (url.username !== '') fields.push(['Authorization', `Basic ${credentials(url)}`]);
  const text = fields.map(([name, value]) => `${name}: ${value}\r\n`);
  if (fields.some(([name, value]) => /[^\x20-\x7e\x80-\xff]/.test(name + value))) throw networkFailed(hostOf(url), 'EINVAL');
  return `GET ${url.pathname}${url.search} HTTP/1.1\r\n${text.join('')}\r\n`;
}
