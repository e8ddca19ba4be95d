/**
 * Not a client but a floor: about the least that a program in JavaScript can do and still move a torrent over BEP 3,
 * check every piece by SHA-1 and store it, on one thread for the network and one for the disk. There is no picker, no
 * choking, no limit, no endgame, no HAVE and no care for what goes wrong, so that what a client costs above it is
 * what those cost. Orders and events are those of libtorrent-peer.py.
 * node floor-peer.mjs LISTEN_IP PORT
 */
import { randomBytes } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { isMainThread } from 'node:worker_threads';
import { encodeHandshake } from '../../../engine/wire/handshake.js';
import { runFloorWorker } from './floor-disk.js';
import { FloorLeech } from './floor-leech.js';
import { FloorLine, type FloorRole } from './floor-line.js';
import { FloorSeed } from './floor-seed.js';
import { readFloorTorrent } from './floor-torrent.js';

interface Order {
  readonly torrent: string;
  readonly dir: string;
  readonly seed: boolean;
  readonly peers: readonly (readonly [string, number])[];
}

const BACKLOG = 511;
const PLAIN = { extended: false, fast: false, dht: false, v2: false };

const now = (): number => Number(process.hrtime.bigint()) / 1e9;
const say = (ev: string, more: object = {}): void => void process.stdout.write(`${JSON.stringify({ ev, t: now(), ...more })}\n`);

function take(order: Order): FloorRole {
  const started = now();
  const torrent = readFloorTorrent(order.torrent, order.dir);
  const peerId = Buffer.concat([Buffer.from('-FL0001-'), randomBytes(12)]);
  const handshake = encodeHandshake({ infoHash: torrent.infoHash, peerId, reserved: PLAIN });
  say('added', { t: started });
  if (order.seed) return new FloorSeed(torrent, handshake);
  closeSync(openSync(torrent.path, 'w'));
  const leech = new FloorLeech(
    torrent,
    handshake,
    () => say('first'),
    () => say('done'),
  );
  for (const [host, port] of order.peers) {
    const { socket } = new FloorLine(leech);
    socket.connect({ host, port }, () => socket.write(handshake));
  }
  return leech;
}

function run([ip = '127.0.0.1', port = '0']: readonly string[]): void {
  let role: FloorRole | null = null;
  const server = createServer({ pauseOnConnect: true }, (socket) => {
    if (role === null) socket.destroy();
    else new FloorLine(role, socket);
  });
  server.listen({ host: ip, port: Number(port), backlog: BACKLOG }, () => say('ready', { version: process.version }));
  createInterface({ input: process.stdin })
    .on('line', (line) => {
      role = take(JSON.parse(line) as Order);
    })
    .on('close', () => process.exit(0));
}

if (isMainThread) run(process.argv.slice(2));
else runFloorWorker();
