/**
 * A peer of bad manners on a loopback address of its own, over real sockets. It listens, and when it is thrown out it
 * comes back by dialling a few times: whoever is banned stays out all the same.
 */
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import type { Endpoint } from '../../../engine/api/ids.js';
import type { SimTorrent } from '../sim/sim-torrent.js';
import { type HostileHost, HostileLine, type Manners } from './hostile-line.js';

const PORT = 6881;
const COME_BACK_MS = 500;
const COME_BACK_TIMES = 4;

export class HostilePeer implements HostileHost {
  readonly peerId: Uint8Array;
  /** Connections made to us, handshakes got through on any, connections that ended, blocks asked of us. */
  accepted = 0;
  met = 0;
  ended = 0;
  asked = 0;
  spoiled = 0;
  private server: Server | null = null;
  private readonly sockets = new Set<Socket>();
  private comeBack: { readonly to: Endpoint; left: number; timer: NodeJS.Timeout | null } | null = null;

  constructor(
    readonly host: string,
    readonly torrent: SimTorrent,
    readonly manners: Manners,
    peerId: Uint8Array | null = null,
    readonly blockBps: number | null = null,
  ) {
    this.peerId = peerId ?? new Uint8Array(Buffer.from(`-HO0001-${host.replaceAll('.', '')}zzzzzzzzzzzz`.slice(0, 20)));
  }

  get address(): string {
    return `${this.host}:${PORT}`;
  }

  async listen(): Promise<string> {
    const server = createServer((socket) => {
      this.accepted += 1;
      this.take(socket, false);
    });
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(PORT, this.host, resolve);
    });
    return this.address;
  }

  /** From now on it comes back when it is thrown out. */
  pester(to: Endpoint): void {
    this.comeBack = { to, left: COME_BACK_TIMES, timer: null };
  }
  dial(to: Endpoint): void {
    this.take(createConnection({ host: to.host, port: to.port, localAddress: this.host }), true);
  }

  closed(): void {
    this.ended += 1;
    const back = this.comeBack;
    if (back === null || back.timer !== null || back.left === 0) return;
    back.left -= 1;
    back.timer = setTimeout(() => {
      back.timer = null;
      this.dial(back.to);
    }, COME_BACK_MS);
  }

  stop(): void {
    if (this.comeBack?.timer != null) clearTimeout(this.comeBack.timer);
    this.comeBack = null;
    this.server?.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private take(socket: Socket, isDialler: boolean): void {
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    new HostileLine(this, socket, isDialler);
  }
}
