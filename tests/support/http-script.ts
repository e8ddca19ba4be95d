/** An HTTP server on 127.0.0.1 that does what a test tells it, path by path. */
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

export interface ScriptedServer {
  readonly port: number;
  /** Requests seen, oldest first. */
  readonly requests: IncomingMessage[];
  /** Sockets accepted so far. */
  readonly connections: number;
  on(path: string, answer: (request: IncomingMessage, response: ServerResponse) => void): void;
  close(): Promise<void>;
}

/** Paths without a script get 404. */
export async function scriptedServer(tls?: { readonly key: string; readonly cert: string }): Promise<ScriptedServer> {
  const scripts = new Map<string, (request: IncomingMessage, response: ServerResponse) => void>();
  const requests: IncomingMessage[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const listener: RequestListener = (request, response) => {
    requests.push(request);
    response.on('error', () => undefined);
    const script = scripts.get(new URL(request.url ?? '/', 'http://x').pathname);
    if (script) script(request, response);
    else response.writeHead(404).end();
  };
  const server: Server | ReturnType<typeof createSecureServer> = tls ? createSecureServer(tls, listener) : createServer(listener);
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    get connections() {
      return connections;
    },
    on: (path, answer) => void scripts.set(path, answer),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
