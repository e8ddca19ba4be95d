/**
 * Datagrams of the DHT from anybody: decoded ones keep to their bounds and are the same when written again; and a node fed
 * with them throws nothing, names nobody an unusable address, and sends each stranger little more than it got from him.
 */
import { encode } from '../../engine/bencode/encode.js';
import { Dht } from '../../engine/dht/dht.js';
import { type KrpcMessage, MAX_VALUE_BYTES } from '../../engine/dht/krpc.js';
import { decodeKrpc } from '../../engine/dht/krpc-decode.js';
import { encodeKrpc } from '../../engine/dht/krpc-encode.js';
import { nodeIdOf } from '../../engine/dht/node-id.js';
import { placeOf } from '../../engine/dht/place.js';
import { seededRandom } from '../support/seeded-random.js';

const FROM = { host: '203.0.113.7', port: 4000 };
const HEADER_BYTES = 28;
/** A first answer is full, whatever was asked; after that five times what came. */
const FIRST_BYTES = 1500;
/** And it is asked whether it is there. */
const PING_BYTES = 100;

export function fuzz(data: Uint8Array): void {
  const decoded = decodeKrpc(data);
  if (decoded.ok) judge(decoded.value);
  feed(data);
}

function judge(message: KrpcMessage): void {
  if (message.kind === 'answer') {
    if ((message.peers?.length ?? 0) > 300 || (message.nodes?.length ?? 0) > 24) throw new Error('more than anybody has');
    if ((message.value?.length ?? 0) > MAX_VALUE_BYTES) throw new Error('a value without end');
  }
  if (message.kind === 'query' && message.ask.method === 'unknown') return; // it is not written
  const again = decodeKrpc(encodeKrpc(message));
  if (!again.ok) throw new Error(`what was read cannot be read again: ${again.error.message}`);
  const text = (value: KrpcMessage) => JSON.stringify(value, (_, field) => (typeof field === 'bigint' ? String(field) : field));
  if (message.kind !== 'failure' && text(again.value) !== text(message)) throw new Error('it is another one when it is written again');
}

function feed(data: Uint8Array): void {
  let sentBytes = 0;
  const host = {
    send: (bytes: Uint8Array, to: { host: string; port: number }) => {
      if (placeOf(to) === null) throw new Error(`sent to ${to.host}:${to.port}`);
      if (to.host === FROM.host) sentBytes += bytes.length + HEADER_BYTES;
    },
    hasFamily: () => true,
    onSeenAs: () => undefined,
    onChange: () => undefined,
  };
  const dht = new Dht(host, { random: seededRandom(1), saved: null, isReadOnly: () => false });
  for (let turn = 0; turn < 3; turn++) dht.receive(data, FROM, turn * 10);
  const most = FIRST_BYTES + 5 * 3 * (data.length + HEADER_BYTES) + PING_BYTES;
  if (sentBytes > most) throw new Error(`${sentBytes} bytes for ${data.length}`);
  for (let at = 100; at < 30_000; at += 1000) dht.run(at);
}

const text = (value: string): Uint8Array => new Uint8Array(Buffer.from(value, 'latin1'));
const id = nodeIdOf(text('abcdefghij0123456789'));
const target = nodeIdOf(text('mnopqrstuvwxyz123456'));
const place = placeOf({ host: '203.0.113.9', port: 6881 });
const nodes = place === null ? [] : [{ id: target, place }];
const token = text('aoeusnth');
const value = encode('Hello World!');
const mutable = { kind: 'mutable', value, key: new Uint8Array(32), salt: text('salt'), seq: 4n, signature: new Uint8Array(64) } as const;
const query = (ask: Extract<KrpcMessage, { kind: 'query' }>['ask'], readOnly = false): Uint8Array =>
  encodeKrpc({ kind: 'query', transaction: 'aa', id, readOnly, ask });

export const seeds: readonly Uint8Array[] = [
  query({ method: 'ping' }, true),
  query({ method: 'find_node', target, want: { ipv4: true, ipv6: true } }),
  query({ method: 'get_peers', target, want: null, scrape: true, noSeed: true }),
  query({ method: 'announce_peer', target, token, port: 6881, seed: true }),
  query({ method: 'get', target, want: null, seq: 3n }),
  query({ method: 'put', token, item: { kind: 'immutable', value }, cas: null }),
  query({ method: 'put', token, item: mutable, cas: 3n }),
  query({ method: 'sample_infohashes', target, want: null }),
  encodeKrpc({
    kind: 'answer',
    transaction: 'aa',
    id,
    seenAs: FROM,
    nodes,
    token,
    peers: nodes.map((node) => node.place),
    seedFilter: new Uint8Array(256),
    peerFilter: new Uint8Array(256),
  }),
  encodeKrpc({ kind: 'answer', transaction: 'aa', id, seenAs: null, value, seq: 4n, key: mutable.key, signature: mutable.signature }),
  encodeKrpc({ kind: 'answer', transaction: 'aa', id, seenAs: null, samples: [target], sampledOf: 9, intervalSeconds: 60 }),
  encodeKrpc({ kind: 'failure', transaction: 'aa', code: 203, text: 'bad token' }),
];
