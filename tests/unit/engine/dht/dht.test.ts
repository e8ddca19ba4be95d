import { beforeEach, describe, expect, it } from 'vitest';
import type { Endpoint } from '../../../../engine/api/ids.js';
import { addressText } from '../../../../engine/base/address-text.js';
import { Dht } from '../../../../engine/dht/dht.js';
import type { AnswerFields, Ask, KrpcMessage, Query } from '../../../../engine/dht/krpc.js';
import { decodeKrpc } from '../../../../engine/dht/krpc-decode.js';
import { encodeKrpc } from '../../../../engine/dht/krpc-encode.js';
import { PeerSearch } from '../../../../engine/dht/peer-search.js';
import { seededRandom } from '../../../support/seeded-random.js';
import { idFrom, placeAt } from './dht-parts.js';

const STRANGER: Endpoint = { host: '20.0.0.1', port: 5000 };
const NODE: Endpoint = { host: '30.0.0.1', port: 6000 };
const ID = idFrom(1, 2, 3);

let nowMs: number;
let sent: { readonly message: KrpcMessage; readonly bytes: number; readonly to: string }[];
let dht: Dht;
beforeEach(() => {
  nowMs = 0;
  sent = [];
  dht = new Dht(
    {
      send: (bytes, to) => {
        const message = decodeKrpc(bytes);
        if (!message.ok) throw new Error(`what we send cannot be read: ${message.error.message}`);
        sent.push({ message: message.value, bytes: bytes.length, to: addressText(to) });
      },
      hasFamily: (family) => family === 4,
      onSeenAs: () => undefined,
      onChange: () => undefined,
    },
    { random: seededRandom(1), saved: null, isReadOnly: () => false },
  );
});

const receive = (message: KrpcMessage, from: Endpoint) => dht.receive(encodeKrpc(message), from, nowMs);
const query = (ask: Ask, readOnly = false): Query => ({ kind: 'query', transaction: 'aa', id: ID, readOnly, ask });
const pass = (ms: number) => {
  for (const end = nowMs + ms; nowMs < end; ) {
    nowMs += 100;
    dht.run(nowMs);
  }
};
/** Our open questions to an address. */
const asked = (to: Endpoint): Query[] =>
  sent.flatMap(({ message, to: text }) => (text === addressText(to) && message.kind === 'query' ? message : []));
const answerAll = (from: Endpoint, fields: AnswerFields = {}) => {
  for (const { transaction } of asked(from)) receive({ kind: 'answer', transaction, id: ID, seenAs: null, ...fields }, from);
};
const known = () =>
  dht.nodes()[0] === undefined ? [] : [...dht.nodes()].flatMap(({ table }) => [...table.entries()].map(({ place }) => place));

describe('a node of ours', () => {
  it('pays with a counter, and nothing else, for what is no message and for answers that it did not ask for', () => {
    for (const bytes of [Buffer.from('de'), Buffer.from('rubbish'), new Uint8Array(5000).fill(0x64)]) dht.receive(bytes, STRANGER, 0);
    receive({ kind: 'answer', transaction: 'zz', id: ID, seenAs: null }, STRANGER);
    receive({ kind: 'failure', transaction: 'zz', code: 201, text: '' }, STRANGER);
    expect(dht.counters).toMatchObject({ received: 5, malformed: 3, unasked: 2, sent: 0 });
    pass(60_000);
    expect([sent, known()]).toEqual([[], []]);
  });

  it('takes in who asked it something only after he has answered, from the same place', () => {
    receive(query({ method: 'ping' }), NODE);
    expect(sent[0]).toMatchObject({ message: { kind: 'answer', transaction: 'aa' }, to: addressText(NODE) });
    pass(200);
    const [question] = asked(NODE);
    expect(question?.ask.method).toBe('ping');
    expect(known()).toEqual([]);
    receive({ kind: 'answer', transaction: question?.transaction ?? '', id: ID, seenAs: null }, STRANGER);
    expect(known()).toEqual([]);
    answerAll(NODE);
    expect(known()).toEqual([placeAt(NODE.host, NODE.port)]);
  });

  it('does not seek out who says that he answers nobody (BEP 43)', () => {
    receive(query({ method: 'ping' }, true), NODE);
    pass(60_000);
    expect(sent.map(({ message }) => message.kind)).toEqual(['answer']);
  });

  it('sends a forged address little more than came from it', () => {
    const target = idFrom(9);
    const question = query({ method: 'get_peers', target, want: null, scrape: false, noSeed: false });
    for (let n = 0; n < 200; n++) dht.nodes()[0]?.peers.put(target, placeAt(`40.0.${n}.1`), false, 0);
    let came = 0;
    for (let n = 0; n < 45; n++) {
      const bytes = encodeKrpc(question);
      came += bytes.length + 28;
      dht.receive(bytes, STRANGER, nowMs);
      pass(100);
    }
    const went = sent.reduce((sum, { bytes }) => sum + bytes + 28, 0);
    expect(went).toBeLessThan(1500 + 5 * came);
    expect(dht.counters.answered).toBeGreaterThan(5);
  });

  it('is not led from the internet into a local network, neither to nodes nor to peers', () => {
    dht.hear(NODE);
    pass(100);
    answerAll(NODE);
    const peers: string[] = [];
    const [node] = dht.nodes();
    if (node === undefined) throw new Error('there is one');
    const sink = { onPeers: (found: readonly Endpoint[]) => void peers.push(...found.map(addressText)), onEnd: () => undefined };
    sent.length = 0;
    new PeerSearch(node, { infoHash: idFrom(5), port: null, seed: false, scrape: false }, sink, nowMs);
    const nodes = ['192.168.1.1', '127.0.0.1', '50.0.0.1'].map((host, n) => ({ id: idFrom(5, n), place: placeAt(host) }));
    answerAll(NODE, { nodes, peers: [placeAt('10.0.0.1'), placeAt('127.0.0.1'), placeAt('60.0.0.1')] });
    pass(5000);
    expect(peers).toEqual(['60.0.0.1:6881']);
    expect(new Set(sent.map(({ to }) => to))).toEqual(new Set([addressText(NODE), '50.0.0.1:6881']));
  });

  it('names nobody of the other family while it is not in that network', () => {
    receive(query({ method: 'find_node', target: idFrom(1), want: { ipv4: true, ipv6: true } }), NODE);
    expect(sent[0]?.message).toMatchObject({ kind: 'answer', nodes: [], nodes6: undefined });
  });
});
