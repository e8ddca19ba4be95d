/**
 * The effects the engine needs, as interfaces. Adapters (`*.io.ts`) implement them over Node; the simulation
 * implements them over a virtual clock and network. Times are monotonic milliseconds unless named otherwise.
 */
import type { Endpoint } from '../api/ids.js';
import type { Transport } from '../api/transport.js';

export interface Clock {
  /** Monotonic milliseconds; only differences mean anything. */
  now(): number;
  /** Wall clock, Unix milliseconds: for display and records only. */
  wallNow(): number;
  /** One-shot timer; the returned function cancels it. */
  after(delayMs: number, run: () => void): () => void;
  /** Runs once the current task's I/O has been handled (setImmediate): for splitting work into slices. */
  soon(run: () => void): void;
}

/** Random source; policies take it as an argument so that tests can seed it. */
export interface Random {
  /** [0, 1). */
  next(): number;
  bytes(count: number): Uint8Array;
}

export type CloseReason =
  | { readonly kind: 'ended' }
  | { readonly kind: 'failed'; readonly code: string }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'local' };

/** Where a byte stream delivers. A view is valid only during the call, and the receiver may change its bytes. Never throws. */
export interface ByteSink {
  onBytes(view: Uint8Array): void;
  /** A write has left our queue: `queuedBytes` is lower now. */
  onDrain(): void;
  /** Called once, last. */
  onClose(reason: CloseReason): void;
}

/** How a connection is made. `handshake`: only its beginning was encrypted, what follows is plain. */
export interface StreamKind {
  readonly transport: Transport;
  readonly encryption: 'none' | 'handshake' | 'rc4';
}

/** A connected, ordered byte stream (TCP or uTP, encrypted or not). */
export interface ByteStream {
  readonly remote: Endpoint;
  readonly local: Endpoint;
  readonly kind: StreamKind;
  /** Must be set before the first byte is read. */
  setSink(sink: ByteSink): void;
  /** Queues the chunks as one write. They must stay unchanged until `written` is called (also on close). */
  write(chunks: readonly Uint8Array[], written?: () => void): void;
  /** Bytes queued here and not yet taken by the system. */
  readonly queuedBytes: number;
  /** Stops or restarts delivering bytes. */
  setReading(reading: boolean): void;
  /** Ends at once; the sink gets `local`. */
  close(): void;
}

export interface DialOptions {
  readonly timeoutMs: number;
  /** Where both transports may be tried: the one that has a head start. */
  readonly first?: Transport;
  readonly localAddress?: string;
}
export interface Dialer {
  /** Connects; exactly one of the callbacks is called, unless cancelled by the returned function. */
  dial(to: Endpoint, options: DialOptions, onOpen: (stream: ByteStream) => void, onFail: (code: string) => void): () => void;
}
export interface Listener {
  readonly port: number;
  close(): void;
}
export interface ListenerPort {
  /** Rejects with EngineError `port-unavailable` or `address-unusable`. */
  listen(port: number, address: string | null, onStream: (stream: ByteStream) => void): Promise<Listener>;
}

export interface DatagramPort {
  /** Resolves names itself. Errors are reported to the callback given to `open`. */
  send(bytes: Uint8Array, to: Endpoint): void;
  close(): void;
}
export interface DatagramFactory {
  open(
    options: { readonly family: 4 | 6; readonly port: number; readonly address: string | null },
    onMessage: (bytes: Uint8Array, from: Endpoint) => void,
    onError: (code: string) => void,
  ): DatagramPort;
}

/** Who shares the sockets of the listening port: the DHT gets bencoded dictionaries, uTP everything else (BEP 5, 29). */
export type DatagramProtocol = 'dht' | 'utp';
/** Where datagrams of one protocol are delivered. Never throws. */
export interface DatagramSink {
  /** The bytes are the receiver's to keep. `from` is literal and may be the same object as before, where the sender is the same. */
  onMessage(bytes: Uint8Array, from: Endpoint): void;
  /** Sockets were bound, at first or anew: ports and addresses may be others than before. */
  onBound(): void;
}
/** One protocol's end of the shared sockets. */
export interface DatagramChannel {
  /**
   * To a literal address. What cannot be sent (no socket of that family, no route) is dropped, as datagrams are. False: the
   * system's buffer is full and the bytes are still to be read, so they must stay as they are.
   */
  send(bytes: Uint8Array, to: Endpoint): boolean;
  /** The port bound for a family; null while there is none. */
  port(family: 4 | 6): number | null;
  /** Nothing is delivered any more. The last one to go closes the sockets. */
  close(): void;
}
/** UDP at the listening port: one socket for each address family, there while somebody subscribes. */
export interface SharedDatagrams {
  /**
   * Where the sockets are to be; `address` null: all, of both families. False when another program has that port, so that
   * the sockets are at one of the system's choice instead.
   */
  place(port: number, address: string | null): Promise<boolean>;
  /** At most one for each protocol. */
  subscribe(protocol: DatagramProtocol, sink: DatagramSink): DatagramChannel;
  close(): void;
}
/** A multicast group of the local network. */
export interface MulticastGroup {
  readonly family: 4 | 6;
  readonly host: string;
  readonly port: number;
}
export interface MulticastPort {
  /** To the group, on every interface that it was joined on. */
  send(bytes: Uint8Array): void;
  close(): void;
}
export interface Multicasts {
  /** `only`: the name or an address of the one interface to use; null: all but loopback. Where there is none, nothing happens. */
  join(group: MulticastGroup, only: string | null, onMessage: (bytes: Uint8Array, from: Endpoint) => void): MulticastPort;
}
export interface Resolver {
  /** All addresses of a name (or the literal itself), IPv4 and IPv6. Rejects with EngineError `network-failed`. */
  resolve(host: string): Promise<readonly string[]>;
}

export interface HttpRequest {
  readonly url: string;
  readonly timeoutMs: number;
  /** Cap on the decoded body. */
  readonly maxBytes: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly localAddress?: string;
  /** Dial the host's addresses of this family only; where it redirects us to, others too if there are none. */
  readonly family?: 4 | 6;
}
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** After redirects. */
  readonly finalUrl: string;
  /** The literal address that answered, where that is known. */
  readonly address?: string;
}
export interface HttpPort {
  /** GET with at most 5 redirects, http and https only, certificates verified, gzip undone within the cap. Rejects with EngineError `network-failed`. */
  get(request: HttpRequest, signal?: AbortSignal): Promise<HttpResponse>;
  /** Families of the addresses that the host of a URL has and that may be dialled; none where it cannot be resolved. */
  families?(request: Pick<HttpRequest, 'url' | 'localAddress'>): Promise<readonly (4 | 6)[]>;
}

export interface HttpStreamRequest {
  readonly url: string;
  /** `accept-encoding: identity` is sent unless given here: a range of a compressed body means something else. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly localAddress?: string;
}
export interface HttpHead {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}
/** Where an answer goes that is taken while it comes. A view is valid only during the call. Never throws. */
export interface HttpBodySink {
  /** After redirects; false: the body is not wanted, and the connection ends. Nothing is called any more then. */
  onHead(head: HttpHead): boolean;
  onBytes(view: Uint8Array): void;
  /** Called once, last: null when the body came to its end, else an errno or the like. */
  onEnd(failure: string | null): void;
}
export interface HttpTransfer {
  /** Stops or restarts delivering bytes; the server is held back by the connection's own flow control. */
  setReading(reading: boolean): void;
  /** Ends it; the sink is not called any more. */
  cancel(): void;
}
export interface HttpStreamPort {
  /** GET under the same rules as `HttpPort.get`, the body delivered as it comes. No deadline: the caller watches and cancels. */
  stream(request: HttpStreamRequest, sink: HttpBodySink): HttpTransfer;
}
