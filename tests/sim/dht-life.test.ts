/** The life of DHT nodes among each other: joining, coming back, both families, stored items, and guests who mean harm. */
import { createPrivateKey } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { encode } from '../../engine/bencode/encode.js';
import { getItem, putItem } from '../../engine/dht/item-search.js';
import { signItem, targetOf } from '../../engine/dht/items.js';
import type { Item } from '../../engine/dht/krpc.js';
import { compareDistance, type NodeId, sharedPrefix } from '../../engine/dht/node-id.js';
import { endpointOf, type Place } from '../../engine/dht/place.js';
import { idFitsAddress } from '../../engine/dht/secure-id.js';
import { DhtNet, type SimDht, someInfoHash } from '../support/sim/dht-net.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

let net: DhtNet;
beforeEach(() => {
  net = new DhtNet({ seed: 11, loss: 0.02, doubled: 0.02 });
});

/** So many, each of which entered by one that was there. */
function grow(count: number): SimDht[] {
  const made = [net.add()];
  while (made.length < count) {
    made.push(net.add({ doors: [net.any().endpoint] }));
    net.clock.advance(50);
  }
  net.clock.advance(MINUTE);
  return made;
}
const hostText = (place: Place): string => endpointOf(place).host;
/** The ids nearest to a node of all that there are. */
const nearestTo = (one: SimDht): NodeId[] => {
  const own = one.node.table.id;
  const ids = net.nodes.filter((other) => other !== one).map(({ node }) => node.table.id);
  return ids.sort((a, b) => compareDistance(own, a, b)).slice(0, 8);
};
const isReady = ({ dht }: SimDht) => dht.facts().kind === 'ready';

describe('a node', () => {
  it('knows its neighbourhood a minute after it came, though it knew one node only', () => {
    const nodes = grow(100);
    expect(nodes.every(isReady)).toBe(true);
    const newcomer = net.add({ doors: [net.any().endpoint] });
    net.clock.advance(MINUTE);
    expect(newcomer.node.table.size).toBeGreaterThan(30);
    const known = newcomer.node.table.closest(newcomer.node.table.id).map(({ id }) => id);
    const all = nearestTo(newcomer);
    expect(known.filter((id) => all.includes(id)).length).toBeGreaterThanOrEqual(7);
  });

  it('leaves an island as soon as its door can be reached', () => {
    const nodes = grow(30);
    const [door] = nodes;
    if (door === undefined) throw new Error('a node');
    net.remove(door);
    // nobody is at the door, and so many come by each other that none lacks nodes
    const islander = net.add({ doors: [door.endpoint] });
    for (let n = 0; n < 20; n++) {
      net.add({ doors: [islander.endpoint] });
      net.clock.advance(SECOND);
    }
    net.clock.advance(5 * MINUTE);
    const mainland = new Set(nodes.map(({ endpoint }) => endpoint.host));
    const knowsMainland = () => [...islander.node.table.entries()].some(({ place }) => mainland.has(hostText(place)));
    expect([isReady(islander), knowsMainland()]).toEqual([true, false]);
    net.add({ at: door.at, saved: door.dht.save() });
    net.clock.advance(20 * MINUTE);
    expect(knowsMainland()).toBe(true);
  });

  it('takes an id that fits its address, once others have told it which that is (BEP 42)', () => {
    const nodes = grow(30);
    net.clock.advance(20 * MINUTE);
    expect(nodes.filter(({ endpoint, node }) => idFitsAddress(node.table.id, endpoint.host)).length).toBeGreaterThanOrEqual(29);
    expect(nodes.every(isReady)).toBe(true);
  });

  it('forgets those that went, and keeps those that stayed', () => {
    const nodes = grow(60);
    const [one, ...others] = nodes;
    if (one === undefined) throw new Error('a node');
    for (const gone of others.slice(0, 20)) net.remove(gone);
    net.clock.advance(90 * MINUTE);
    const hosts = new Set(net.nodes.map(({ endpoint }) => endpoint.host));
    expect(one.node.table.size).toBeGreaterThan(20);
    const good = one.node.table.closest(one.node.table.id, 200);
    expect(good.every(({ place }) => hosts.has(hostText(place)))).toBe(true);
  });

  it('comes back by the nodes of its last run, though half of them are gone and there is no router', () => {
    const nodes = grow(60);
    const [one, ...others] = nodes;
    if (one === undefined) throw new Error('a node');
    const saved = one.dht.save();
    net.remove(one);
    for (const gone of others.slice(0, 30)) net.remove(gone);
    const again = net.add({ at: one.at, saved });
    net.clock.advance(10 * SECOND);
    expect(isReady(again)).toBe(true);
    expect(again.node.table.id).toBe(one.node.table.id);
    net.clock.advance(MINUTE);
    expect(again.node.table.size).toBeGreaterThan(15);
  });

  it('that is read-only finds what others announced, and is in no table but its own (BEP 43)', () => {
    const nodes = grow(40);
    const guest = net.add({ doors: [net.any().endpoint], readOnly: true });
    net.clock.advance(MINUTE);
    const infoHash = someInfoHash(net.random);
    nodes[3]?.search(infoHash, 7000);
    net.clock.advance(10 * SECOND);
    const search = guest.search(infoHash, null);
    net.clock.advance(10 * SECOND);
    expect(search.peers).toEqual([`${nodes[3]?.endpoint.host}:7000`]);
    const knows = nodes.filter(({ node }) => [...node.table.entries()].some(({ id }) => id === guest.node.table.id));
    expect(knows).toEqual([]);
  });

  it('of both families enters the one through the other (BEP 32)', () => {
    const v6 = (number: number) => ({ host: `2600:${number}::1`, port: 6881 });
    const both = Array.from({ length: 20 }, (_, n) => {
      // one knows where another is in both; the rest, only where one is in IPv4
      const doors = n === 1 ? net.any().at : n === 0 ? [] : [net.any().endpoint];
      const node = net.add({ at: [net.freeEndpoint(), v6(n + 1)], doors });
      net.clock.advance(SECOND);
      return node;
    });
    net.clock.advance(2 * MINUTE);
    for (const { dht } of both) {
      const facts = dht.facts();
      expect(facts.kind).toBe('ready');
      expect(facts.kind !== 'off' && facts.ipv6Nodes).toBeGreaterThan(10);
    }
  });
});

describe('stored items (BEP 44)', () => {
  const put = (from: SimDht, item: Item, cas: bigint | null = null) => {
    let storedAt = -1;
    const onDone = (count: number) => {
      storedAt = count;
    };
    putItem(from.node, item, cas, onDone, net.clock.now());
    from.pump();
    net.clock.advance(10 * SECOND);
    return storedAt;
  };
  const get = (from: SimDht, name: Parameters<typeof getItem>[1]) => {
    let found: Item | null | undefined;
    const onDone = (item: Item | null) => {
      found = item;
    };
    getItem(from.node, name, onDone, net.clock.now());
    from.pump();
    net.clock.advance(10 * SECOND);
    return found;
  };
  const PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
  const privateKey = createPrivateKey({ key: Buffer.concat([PREFIX, Buffer.alloc(32, 3)]), format: 'der', type: 'pkcs8' });
  const signed = (seq: bigint, text: string) => signItem(privateKey, { salt: Buffer.from('log'), seq, value: encode(text) });

  it('are put by one and got by another, immutable and mutable, the newest of those', () => {
    const [one, other] = grow(40);
    if (one === undefined || other === undefined) throw new Error('two nodes');
    const fixed: Item = { kind: 'immutable', value: encode(['some', 'list']) };
    expect(put(one, fixed)).toBeGreaterThanOrEqual(7);
    expect(get(other, { kind: 'immutable', target: targetOf(fixed) })).toEqual(fixed);
    const first = signed(1n, 'first');
    const name = { kind: 'mutable', key: first.key, salt: first.salt } as const;
    expect(put(one, first)).toBeGreaterThanOrEqual(7);
    expect(put(other, signed(2n, 'second'), 1n)).toBeGreaterThanOrEqual(7);
    expect(put(one, first)).toBeLessThanOrEqual(1); // too late, but where the second was lost
    expect(get(other, name)).toMatchObject({ seq: 2n, value: encode('second') });
    expect(get(other, { ...name, salt: Buffer.from('other') })).toBeNull();
  });
});

describe('guests who mean harm', () => {
  it('get one node into the tables of each distance from a network of theirs, however many they run', () => {
    const nodes = grow(40);
    for (let n = 1; n < 100; n++) net.add({ at: [{ host: `66.6.6.${n}`, port: 6881 }], doors: [net.any().endpoint] });
    net.clock.advance(5 * MINUTE);
    for (const { node } of nodes) {
      const theirs = [...node.table.entries()].filter(({ place }) => hostText(place).startsWith('66.6.6.'));
      const distances = new Set(theirs.map(({ id }) => sharedPrefix(node.table.id, id)));
      expect(theirs.length).toBe(distances.size);
    }
  });

  it('who flood a node are not heard any more, and it goes on for the others', () => {
    const [one, other] = grow(20);
    if (one === undefined || other === undefined) throw new Error('two nodes');
    const from = { host: '55.5.5.5', port: 99 };
    const rubbish = Buffer.from('d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe');
    const before = one.dht.counters.answered;
    for (let n = 0; n < 5000; n++) {
      one.receive(rubbish, from);
      if (n % 10 === 0) net.clock.advance(5);
    }
    expect(one.dht.counters.answered - before).toBeLessThan(100);
    expect(one.dht.counters.blocked).toBeGreaterThan(4000);
    const infoHash = someInfoHash(net.random);
    one.search(infoHash, 7000);
    net.clock.advance(20 * SECOND);
    const search = other.search(infoHash, null);
    net.clock.advance(20 * SECOND);
    expect(search.peers).toHaveLength(1);
  });
});
