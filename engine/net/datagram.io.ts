/** UDP sockets behind DatagramFactory. Nothing here throws: what goes wrong is told to `onError`, and what is sent after closing is dropped. */
import { createSocket, type Socket } from 'node:dgram';
import type { DatagramFactory, DatagramPort } from '../base/ports.js';
import { errorCode } from './network-error.js';

export const systemDatagrams: DatagramFactory = {
  open(options, onMessage, onError) {
    const socket = createSocket({ type: options.family === 4 ? 'udp4' : 'udp6', ipv6Only: options.family === 6 });
    const port = new SystemDatagramPort(socket, onError);
    socket.on('message', (bytes, from) => {
      if (!port.closed) onMessage(bytes, { host: from.address, port: from.port });
    });
    socket.on('error', (error) => port.report(error));
    try {
      socket.bind({ port: options.port, ...(options.address === null ? {} : { address: options.address }) });
    } catch (error) {
      port.report(error);
    }
    return port;
  },
};

class SystemDatagramPort implements DatagramPort {
  closed = false;

  constructor(
    private readonly socket: Socket,
    private readonly onError: (code: string) => void,
  ) {}

  send(bytes: Uint8Array, to: { readonly host: string; readonly port: number }): void {
    if (this.closed) return;
    try {
      this.socket.send(bytes, to.port, to.host, (error) => {
        if (error) this.report(error);
      });
    } catch (error) {
      this.report(error);
    }
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    try {
      this.socket.close();
    } catch {
      // A socket that failed to bind is closed already.
    }
  }

  report(error: unknown): void {
    if (!this.closed) this.onError(errorCode(error));
  }
}
