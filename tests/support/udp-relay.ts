/**
 * A real UDP relay that makes a bad line of the loopback: it delays, loses, doubles, reorders and limits what passes, by
 * dice that are seeded. Who sends to it is passed on from a socket of its own, as a NAT would.
 */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Endpoint } from '../../engine/api/ids.js';
import { systemClock } from '../../engine/base/system.io.js';
import { seededRandom } from './seeded-random.js';
import { type PipeOptions, VirtualPipe } from './sim/virtual-pipe.js';

const BUFFER_BYTES = 4 * 1024 * 1024;

export interface UdpRelay {
  /** Whoever sends there reaches the target. */
  readonly address: Endpoint;
  /** What passed, towards the target and back. */
  readonly there: VirtualPipe['counts'];
  readonly back: VirtualPipe['counts'];
  close(): void;
}

/** `host`: where it listens, and from where it sends on. */
export async function startUdpRelay(host: string, target: Endpoint, line: PipeOptions, seed = 1): Promise<UdpRelay> {
  const random = seededRandom(seed);
  const there = new VirtualPipe(systemClock, random, line);
  const back = new VirtualPipe(systemClock, random, line);
  const ways = new Map<string, Socket>();
  const front = await open(host);
  let closed = false;
  const pass = (pipe: VirtualPipe, bytes: Buffer, socket: Socket, to: Endpoint): void => {
    pipe.push(bytes.length, () => {
      if (!closed) socket.send(bytes, to.port, to.host);
    });
  };
  front.on('message', (bytes, from) => {
    const key = `${from.address} ${from.port}`;
    const way = ways.get(key);
    if (way !== undefined) return pass(there, bytes, way, target);
    const client = { host: from.address, port: from.port };
    const fresh = newSocket(host);
    ways.set(key, fresh);
    fresh.on('message', (answer) => pass(back, answer, front, client));
    fresh.bind(0, host, () => {
      enlarge(fresh);
      pass(there, bytes, fresh, target);
    });
  });
  return {
    address: { host, port: front.address().port },
    there: there.counts,
    back: back.counts,
    close() {
      closed = true;
      front.close();
      for (const way of ways.values()) way.close();
    },
  };
}

async function open(host: string): Promise<Socket> {
  const socket = newSocket(host);
  const listening = once(socket, 'listening'); // before: with a look-up that answers at once it is told during the call
  socket.bind(0, host);
  await listening;
  enlarge(socket);
  return socket;
}

function newSocket(host: string): Socket {
  const family = host.includes(':') ? 6 : 4;
  const socket = createSocket({ type: family === 6 ? 'udp6' : 'udp4', lookup: (name, _options, answer) => answer(null, name, family) });
  socket.on('error', () => undefined); // one datagram had no way
  return socket;
}

function enlarge(socket: Socket): void {
  socket.setRecvBufferSize(BUFFER_BYTES);
  socket.setSendBufferSize(BUFFER_BYTES);
}
