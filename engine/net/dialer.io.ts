/** Outgoing TCP connections. */
import net from 'node:net';
import type { Dialer } from '../base/ports.js';
import { onRead, TcpStream } from './tcp-stream.io.js';

/** The system's TCP as a Dialer. Names are not resolved here: endpoints carry literals. */
export const tcpDialer: Dialer = {
  dial(to, options, onOpen, onFail) {
    if (net.isIP(to.host) === 0 || to.port < 1 || to.port > 65535) {
      queueMicrotask(() => onFail('EINVAL'));
      return () => {};
    }
    let stream: TcpStream | undefined;
    let settled = false;
    const socket = new net.Socket({
      // @types/node knows `onread` only on connect options; the constructor takes it too
      onread: onRead((view) => stream?.deliver(view) ?? true),
    } as net.SocketConstructorOpts);
    const fail = (code: string) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      socket.destroy();
      onFail(code);
    };
    const timer = setTimeout(() => fail('ETIMEDOUT'), options.timeoutMs);
    socket.once('error', (error: NodeJS.ErrnoException) => fail(error.code ?? 'EUNKNOWN'));
    socket.connect(
      { host: to.host, port: to.port, ...(options.localAddress === undefined ? {} : { localAddress: options.localAddress }) },
      () => {
        if (settled) return;
        settled = true;
        clearTimeout(timer);
        stream = new TcpStream(socket);
        onOpen(stream);
      },
    );
    return () => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      socket.on('error', () => {});
      socket.destroy();
    };
  },
};
