/**
 * Many scripted peers in one process, each from a loopback address of its own, for the benchmark of many connections.
 * They dial the client under test. Of `count` peers the first `active` seed to it or leech from it as fast as it lets
 * them; the others are connected, have nothing and want nothing.
 *
 * node crowd-peer.mjs < one JSON line (CrowdOrder), then `go`: until then nobody moves payload. Events on stdout: `ready`
 * when all have exchanged handshakes, from `go` on `figures` several times a second with the payload bytes of each active
 * peer so far. It ends when stdin closes.
 */
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

export interface CrowdOrder {
  readonly ip: string;
  readonly port: number;
  /** 40 hex digits. */
  readonly infoHash: string;
  readonly pieceBytes: number;
  readonly totalBytes: number;
  /** The one file of the torrent; only read when the crowd seeds. */
  readonly payload: string;
  readonly role: 'seed' | 'leech';
  readonly count: number;
  readonly active: number;
}

export interface CrowdFigures {
  readonly ev: 'figures';
  /** Payload bytes each active peer has moved. */
  readonly bytes: readonly number[];
}

const BLOCK_BYTES = 16_384;
const HANDSHAKE_BYTES = 68;
/** Requests a leeching peer keeps under way: enough for several MB/s over loopback. */
const PIPELINE = 32;
const CONNECT_BATCH = 25;
const CONNECT_MS = 20;
const FIGURES_MS = 250;
const HEAD_BYTES = 13;

const CHOKE = 0;
const UNCHOKE = 1;
const INTERESTED = 2;
const REQUEST = 6;
const PIECE = 7;
const HAVE_ALL = 14;
const HAVE_NONE = 15;

const say = (event: object): void => void process.stdout.write(`${JSON.stringify(event)}\n`);
const message = (id: number, words: readonly number[] = []): Buffer => {
  const bytes = Buffer.alloc(5 + words.length * 4);
  bytes.writeUInt32BE(1 + words.length * 4, 0);
  bytes[4] = id;
  for (const [i, word] of words.entries()) bytes.writeUInt32BE(word, 5 + i * 4);
  return bytes;
};

class CrowdPeer {
  bytes = 0;
  private readonly socket: Socket;
  private rest: Buffer = Buffer.alloc(0);
  private greeted = false;
  /** Bytes of a piece message that are still to come and are thrown away. */
  private skip = 0;
  private requested = 0;
  private unchoked = false;
  private cursor: number;

  constructor(
    private readonly order: CrowdOrder,
    private readonly payload: Buffer,
    private readonly number: number,
    private readonly onGreeted: () => void,
  ) {
    this.cursor = Math.floor((number * order.totalBytes) / order.count / BLOCK_BYTES);
    this.socket = connect({ host: order.ip, port: order.port, localAddress: addressOf(number), noDelay: true }, () => {
      this.greet();
    });
    this.socket.on('data', (data) => this.take(data));
    this.socket.on('error', () => undefined);
  }

  /** Payload may move from now on. */
  begin(): void {
    if (this.isActive) this.socket.write(message(this.order.role === 'seed' ? UNCHOKE : INTERESTED));
  }

  private get isActive(): boolean {
    return this.number < this.order.active;
  }

  private greet(): void {
    const reserved = Buffer.alloc(8);
    reserved[7] = 0x04; // BEP 6
    const id = `-CR0001-${String(this.number).padStart(12, '0')}`;
    this.socket.write(
      Buffer.concat([Buffer.from('\x13BitTorrent protocol', 'latin1'), reserved, Buffer.from(this.order.infoHash, 'hex'), Buffer.from(id)]),
    );
  }

  private afterGreeting(): void {
    this.socket.write(message(this.order.role === 'seed' && this.isActive ? HAVE_ALL : HAVE_NONE));
    this.onGreeted();
  }

  private take(data: Buffer): void {
    let bytes = data;
    if (this.skip > 0) {
      const skipped = Math.min(this.skip, bytes.length);
      this.skip -= skipped;
      this.bytes += skipped;
      bytes = bytes.subarray(skipped);
      if (this.skip === 0) this.blockCame();
    }
    if (this.rest.length > 0) bytes = Buffer.concat([this.rest, bytes]);
    this.rest = Buffer.alloc(0);
    if (!this.greeted) {
      if (bytes.length < HANDSHAKE_BYTES) {
        this.rest = bytes;
        return;
      }
      this.greeted = true;
      bytes = bytes.subarray(HANDSHAKE_BYTES);
      this.afterGreeting();
    }
    this.socket.cork();
    this.messages(bytes);
    this.fill();
    this.socket.uncork();
  }

  private messages(bytes: Buffer): void {
    let at = 0;
    while (bytes.length - at >= 5) {
      const length = bytes.readUInt32BE(at);
      if (length === 0) {
        at += 4;
        continue;
      }
      const id = bytes[at + 4];
      if (id === PIECE) {
        if (bytes.length - at < HEAD_BYTES) break;
        const payload = length - 9;
        const here = Math.min(payload, bytes.length - at - HEAD_BYTES);
        this.bytes += here;
        this.skip = payload - here;
        at += HEAD_BYTES + here;
        if (this.skip > 0) return;
        this.blockCame();
        continue;
      }
      if (bytes.length - at < 4 + length) break;
      if (id === REQUEST) this.answer(bytes.readUInt32BE(at + 5), bytes.readUInt32BE(at + 9), bytes.readUInt32BE(at + 13));
      else if (id === UNCHOKE) this.unchoked = true;
      else if (id === CHOKE) {
        this.unchoked = false;
        this.requested = 0;
      }
      at += 4 + length;
    }
    this.rest = Buffer.from(bytes.subarray(at));
  }

  private answer(piece: number, offset: number, length: number): void {
    const head = Buffer.allocUnsafe(HEAD_BYTES);
    head.writeUInt32BE(9 + length, 0);
    head[4] = PIECE;
    head.writeUInt32BE(piece, 5);
    head.writeUInt32BE(offset, 9);
    const start = piece * this.order.pieceBytes + offset;
    this.socket.write(head);
    this.socket.write(this.payload.subarray(start, start + length));
    this.bytes += length;
  }

  private blockCame(): void {
    this.requested = Math.max(0, this.requested - 1);
  }

  private fill(): void {
    if (!this.unchoked || !this.isActive || this.order.role === 'seed') return;
    const { pieceBytes, totalBytes } = this.order;
    while (this.requested < PIPELINE) {
      const start = (this.cursor * BLOCK_BYTES) % (totalBytes - (totalBytes % BLOCK_BYTES));
      this.cursor++;
      this.socket.write(message(REQUEST, [Math.floor(start / pieceBytes), start % pieceBytes, BLOCK_BYTES]));
      this.requested++;
    }
  }
}

/** An address of its own in 127/8, away from those the clients use. */
const addressOf = (number: number): string => `127.200.${Math.floor(number / 250)}.${1 + (number % 250)}`;

function start(order: CrowdOrder): readonly CrowdPeer[] {
  const payload = order.role === 'seed' ? readFileSync(order.payload) : Buffer.alloc(0);
  const peers: CrowdPeer[] = [];
  let greeted = 0;
  const onGreeted = (): void => {
    greeted++;
    if (greeted === order.count) say({ ev: 'ready' });
  };
  const more = (): void => {
    for (let n = 0; n < CONNECT_BATCH && peers.length < order.count; n++)
      peers.push(new CrowdPeer(order, payload, peers.length, onGreeted));
    if (peers.length < order.count) setTimeout(more, CONNECT_MS);
  };
  more();
  return peers;
}

function go(peers: readonly CrowdPeer[], active: number): void {
  for (const peer of peers) peer.begin();
  setInterval(() => say({ ev: 'figures', bytes: peers.slice(0, active).map(({ bytes }) => bytes) }), FIGURES_MS);
}

let peers: readonly CrowdPeer[] = [];
let active = 0;
createInterface({ input: process.stdin })
  .on('line', (line) => {
    if (line === 'go') return go(peers, active);
    const order = JSON.parse(line) as CrowdOrder;
    active = order.active;
    peers = start(order);
  })
  .on('close', () => process.exit(0));
