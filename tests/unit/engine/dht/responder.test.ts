import { describe, expect, it } from 'vitest';
import { encode } from '../../../../engine/bencode/encode.js';
import { ItemStore } from '../../../../engine/dht/item-store.js';
import { targetOf } from '../../../../engine/dht/items.js';
import { type Answer, type Ask, KRPC_ERROR, type KrpcMessage } from '../../../../engine/dht/krpc.js';
import { encodeKrpc } from '../../../../engine/dht/krpc-encode.js';
import { PeerStore } from '../../../../engine/dht/peer-store.js';
import { Responder } from '../../../../engine/dht/responder.js';
import { Tokens } from '../../../../engine/dht/tokens.js';
import { seededRandom } from '../../../support/seeded-random.js';
import { idFrom, placeAt } from './dht-parts.js';

const OWN = idFrom(9);
const FROM = placeAt('8.8.8.8', 4000);
const TARGET = idFrom(1);
const ROOM = 1400;
const nodes = Array.from({ length: 8 }, (_, n) => ({ id: idFrom(2, n), place: placeAt(`9.0.${n}.1`) }));
const nodes6 = Array.from({ length: 8 }, (_, n) => ({ id: idFrom(3, n), place: placeAt(`2600:${n + 1}::1`) }));

class Stage {
  private readonly random = seededRandom(1);
  readonly peers = new PeerStore(4, () => OWN, this.random);
  readonly items = new ItemStore(() => OWN);
  readonly responder: Responder;

  constructor(hasIpv6 = true) {
    const { items, peers, random } = this;
    const tokens = new Tokens(random);
    const near = (_: unknown, family: 4 | 6) => (family === 4 ? nodes : hasIpv6 ? nodes6 : null);
    this.responder = new Responder({ ownId: () => OWN, near, peers, items, tokens, random }, 4);
  }

  ask(ask: Ask, room = ROOM, from = FROM): KrpcMessage | null {
    return this.responder.answer({ kind: 'query', transaction: 'tt', id: idFrom(5), readOnly: false, ask }, from, room, 0);
  }
  answer(ask: Ask): Answer {
    const message = this.ask(ask);
    if (message?.kind !== 'answer') throw new Error(`no answer to ${ask.method}: ${JSON.stringify(message)}`);
    return message;
  }
  token(target = TARGET): Uint8Array {
    return this.answer({ method: 'get_peers', target, want: null, scrape: false, noSeed: false }).token ?? new Uint8Array(0);
  }
  announce(port: number | null, token: Uint8Array, seed = false): KrpcMessage | null {
    return this.ask({ method: 'announce_peer', target: TARGET, token, port, seed });
  }
}
const getPeers = (fields: Partial<Extract<Ask, { method: 'get_peers' }>> = {}): Ask => ({
  method: 'get_peers',
  target: TARGET,
  want: null,
  scrape: false,
  noSeed: false,
  ...fields,
});

describe('what others ask', () => {
  it('is answered with our id, their transaction, and their address as we see it (BEP 42)', () => {
    expect(new Stage().ask({ method: 'ping' })).toEqual({
      kind: 'answer',
      transaction: 'tt',
      id: OWN,
      seenAs: { host: '8.8.8.8', port: 4000 },
    });
  });

  it('is answered with nodes of the families they want, by default of that of the socket (BEP 32)', () => {
    const stage = new Stage();
    const find = (want: Extract<Ask, { method: 'find_node' }>['want']) => stage.answer({ method: 'find_node', target: TARGET, want });
    expect(find(null)).toMatchObject({ nodes, nodes6: undefined });
    expect(find({ ipv4: false, ipv6: true })).toMatchObject({ nodes: undefined, nodes6 });
    expect(find({ ipv4: true, ipv6: true })).toMatchObject({ nodes, nodes6 });
    expect(new Stage(false).answer({ method: 'find_node', target: TARGET, want: { ipv4: true, ipv6: true } }).nodes6).toBeUndefined();
    expect(stage.answer({ method: 'unknown', target: TARGET, want: null })).toMatchObject({ nodes });
    expect(stage.ask({ method: 'unknown', target: null, want: null })).toMatchObject({ kind: 'failure', code: KRPC_ERROR.unknownMethod });
  });

  it('is kept where it comes with our token, under the address it comes from', () => {
    const stage = new Stage();
    const token = stage.token();
    expect(stage.announce(6881, token)).toMatchObject({ kind: 'answer' });
    expect(stage.announce(null, token)).toMatchObject({ kind: 'answer' });
    expect(stage.announce(7000, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8))).toMatchObject({ kind: 'failure', code: KRPC_ERROR.protocol });
    const { nodes: near, peers, token: again } = stage.answer(getPeers());
    expect([...(peers ?? [])].sort()).toEqual([placeAt('8.8.8.8', 4000), placeAt('8.8.8.8', 6881)].sort());
    expect(near).toEqual(nodes); // so that nobody is misled by a few peers
    expect(again).toEqual(token);
  });

  it('is told without seeds, or in filters, where that is wanted (BEP 33)', () => {
    const stage = new Stage();
    const token = stage.token();
    stage.announce(1, token, true);
    stage.announce(2, token, false);
    expect(stage.answer(getPeers({ noSeed: true })).peers).toEqual([placeAt('8.8.8.8', 2)]);
    const { peers, peerFilter, seedFilter } = stage.answer(getPeers({ scrape: true }));
    expect([peers, peerFilter?.length, seedFilter?.length]).toEqual([undefined, 256, 256]);
  });

  it('is stored and given out as items (BEP 44), and refused without a token', () => {
    const stage = new Stage();
    const item = { kind: 'immutable', value: encode('x') } as const;
    const target = targetOf(item);
    const first = stage.answer({ method: 'get', target, want: null, seq: null });
    expect(first.value).toBeUndefined();
    expect(stage.ask({ method: 'put', token: Uint8Array.of(1), item, cas: null })).toMatchObject({ code: KRPC_ERROR.protocol });
    expect(stage.ask({ method: 'put', token: first.token ?? Uint8Array.of(), item, cas: null })).toMatchObject({ kind: 'answer' });
    expect(stage.answer({ method: 'get', target, want: null, seq: null }).value).toEqual(item.value);
  });

  it('is answered with infohashes (BEP 51)', () => {
    const stage = new Stage();
    stage.announce(1, stage.token());
    const sampled = stage.answer({ method: 'sample_infohashes', target: idFrom(7), want: null });
    expect(sampled).toMatchObject({ samples: [TARGET], sampledOf: 1, nodes });
    expect(sampled.intervalSeconds).toBeGreaterThan(0);
  });
});

describe('an answer', () => {
  const full = () => {
    const stage = new Stage();
    for (let n = 1; n <= 500; n++) stage.peers.put(TARGET, placeAt(`20.0.${n >> 8}.${n & 255}`), false, 0);
    for (let n = 0; n < 100; n++) stage.peers.put(idFrom(n, 1), placeAt('8.8.8.8'), false, 0);
    stage.items.put({ kind: 'immutable', value: encode('v'.repeat(900)) }, null, 0);
    return stage;
  };
  const asks: Ask[] = [
    { method: 'ping' },
    { method: 'find_node', target: TARGET, want: { ipv4: true, ipv6: true } },
    getPeers(),
    getPeers({ want: { ipv4: true, ipv6: true } }),
    getPeers({ scrape: true }),
    { method: 'get', target: targetOf({ kind: 'immutable', value: encode('v'.repeat(900)) }), want: { ipv4: true, ipv6: true }, seq: null },
    { method: 'sample_infohashes', target: TARGET, want: { ipv4: true, ipv6: true } },
    { method: 'unknown', target: null, want: null },
  ];

  it('keeps within the bytes that may be sent, whatever is asked and however many those are', () => {
    const stage = full();
    for (const ask of asks) {
      for (let room = 0; room <= ROOM; room += 7) {
        const message = stage.ask(ask, room);
        if (message !== null) expect(encodeKrpc(message).length, `${ask.method} in ${room}`).toBeLessThanOrEqual(room);
      }
    }
  });

  it('is given where there is room: with as many peers as fit', () => {
    const { peers = [] } = full().answer(getPeers());
    expect(peers.length).toBeGreaterThan(100);
    expect(new Set(peers).size).toBe(peers.length);
  });
});
