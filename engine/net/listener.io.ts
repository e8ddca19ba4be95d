/**
 * Incoming TCP connections. An accepted socket is wrapped anew around its handle, because only a socket made with
 * `onread` reads into a reused buffer (undocumented but stable in Node 20 to 24 and in Electron); where that fails
 * the plain socket's 'data' events serve.
 */
import net from 'node:net';
import { EngineError } from '../api/errors.js';
import type { ByteStream, Listener, ListenerPort } from '../base/ports.js';
import { onRead, TcpStream } from './tcp-stream.io.js';

const BACKLOG = 511;

interface WithHandle {
  _handle?: { reading?: boolean } | null;
}

export const tcpListener: ListenerPort = {
  listen(port, address, onStream) {
    return new Promise<Listener>((resolve, reject) => {
      const server = net.createServer({ pauseOnConnect: true, noDelay: true }, (socket) => onStream(wrap(socket)));
      server.once('error', (error: NodeJS.ErrnoException) => reject(refusal(error, port, address)));
      server.listen({ port, backlog: BACKLOG, ...(address === null ? {} : { host: address }) }, () => {
        server.removeAllListeners('error');
        server.on('error', () => {}); // running out of descriptors: the connection is lost, the server stays
        const bound = server.address();
        resolve({ port: typeof bound === 'object' && bound !== null ? bound.port : port, close: () => server.close() });
      });
    });
  },
};

function refusal(error: NodeJS.ErrnoException, port: number, address: string | null): EngineError {
  const errno = error.code ?? 'EUNKNOWN';
  if (errno === 'EADDRNOTAVAIL' || errno === 'EINVAL' || errno === 'ENOTFOUND') {
    return new EngineError('address-unusable', `Cannot listen on the address ${address ?? 'any'}: this computer does not have it.`, {
      address: address ?? '',
      errno,
    });
  }
  const why = errno === 'EADDRINUSE' ? 'another program uses it' : errno === 'EACCES' ? 'the system does not allow it' : errno;
  return new EngineError('port-unavailable', `Cannot listen on port ${port}: ${why}.`, { port, errno });
}

function wrap(accepted: net.Socket): ByteStream {
  const source = accepted as unknown as WithHandle;
  const handle = source._handle;
  if (handle === undefined || handle === null) return plain(accepted);
  let stream: TcpStream | undefined;
  try {
    const socket = new net.Socket({ handle, onread: onRead((view) => stream?.deliver(view) ?? true) } as net.SocketConstructorOpts);
    source._handle = null; // the new socket owns it now
    stream = new TcpStream(socket);
    socket.resume();
    return stream;
  } catch {
    return plain(accepted);
  }
}

function plain(socket: net.Socket): ByteStream {
  const stream = new TcpStream(socket);
  socket.on('data', (chunk: Buffer) => stream.deliver(chunk));
  return stream;
}
