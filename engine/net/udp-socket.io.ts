/**
 * One bound UDP socket, made for many small datagrams: names are never looked up, senders that come in bursts share one
 * endpoint object, and what cannot be sent is dropped without a callback for each.
 */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import type { Endpoint } from '../api/ids.js';
import { errorCode } from './network-error.js';

/** Room for a burst of uTP between two turns of the event loop; the system gives what it allows. */
const BUFFER_BYTES = 4 * 1024 * 1024;

export interface UdpPlace {
  readonly family: 4 | 6;
  /** 0: the system chooses. */
  readonly port: number;
  /** Null: all addresses of the family. */
  readonly address: string | null;
}

export class UdpSocket {
  private closed = false;

  private constructor(
    private readonly socket: Socket,
    readonly port: number,
    onMessage: (bytes: Uint8Array, from: Endpoint) => void,
  ) {
    let last: Endpoint = { host: '', port: 0 };
    socket.on('message', (bytes: Buffer, { address, port: from }: RemoteInfo) => {
      if (this.closed) return;
      if (last.port !== from || last.host !== address) last = { host: address, port: from };
      onMessage(bytes, last);
    });
  }

  /** Binds; or the errno of why not. Never rejects. */
  static bind(place: UdpPlace, onMessage: (bytes: Uint8Array, from: Endpoint) => void): Promise<UdpSocket | string> {
    return new Promise((resolve) => {
      const socket = createSocket({ type: place.family === 4 ? 'udp4' : 'udp6', ipv6Only: place.family === 6, lookup: literally });
      socket.once('error', (error) => {
        socket.close();
        resolve(errorCode(error));
      });
      socket.once('listening', () => {
        socket.removeAllListeners('error');
        socket.on('error', () => {}); // one datagram had no way: the socket stays
        enlarge(socket);
        resolve(new UdpSocket(socket, socket.address().port, onMessage));
      });
      socket.bind({ port: place.port, exclusive: true, ...(place.address === null ? {} : { address: place.address }) });
    });
  }

  /** False: the system's buffer is full; the bytes wait in Node's queue and must stay as they are. */
  send(bytes: Uint8Array, to: Endpoint): boolean {
    if (this.closed) return true;
    try {
      this.socket.send(bytes, to.port, to.host);
      return this.socket.getSendQueueCount() === 0;
    } catch {
      return true; // an endpoint that is none: dropped like any datagram without a way
    }
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.socket.close();
  }
}

/** In place of the system's look-up, which Node asks for each datagram: addresses are literal here. */
function literally(host: string, _options: unknown, answer: (error: Error | null, address: string, family: number) => void): void {
  answer(null, host, host.includes(':') ? 6 : 4);
}

function enlarge(socket: Socket): void {
  try {
    socket.setRecvBufferSize(BUFFER_BYTES);
    socket.setSendBufferSize(BUFFER_BYTES);
  } catch {
    // it works with what the system gives by itself
  }
}
