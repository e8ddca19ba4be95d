import { beforeEach, describe, expect, test } from 'vitest';
import type { DropReason } from '../../../../engine/peer/peer-state.js';
import { CandidateList } from '../../../../engine/roster/candidate-list.js';
import { Admission } from '../../../../engine/torrent/admission.js';
import type { SwarmPeer } from '../../../../engine/torrent/swarm-peer.js';
import { seededRandom } from '../../../support/seeded-random.js';
import { VirtualClock } from '../../../support/virtual-clock.js';

const SMALL = new Uint8Array(20).fill(1);
const GREAT = new Uint8Array(20).fill(2);
const at = (host: string, port = 6881) => ({ host, port });

/** One side of a meeting: its own id, and the peers it has. */
class Side {
  readonly clock = new VirtualClock(0);
  readonly candidates = new CandidateList(seededRandom(1));
  readonly peers: SwarmPeer[] = [];
  readonly dropped: string[] = [];
  readonly admission: Admission;

  constructor(peerId: Uint8Array, maxPerAddress = 10) {
    const drop = (peer: SwarmPeer, reason: { kind: string }) => {
      this.dropped.push(reason.kind);
      this.peers.splice(this.peers.indexOf(peer), 1);
    };
    const host = { peerId, peers: () => [...this.peers], drop, maxPerAddress: () => maxPerAddress, onBanned: () => undefined };
    this.admission = new Admission(host, this.candidates, this.clock);
  }

  has(peerId: Uint8Array, host: string, incoming: boolean, payload = 0): void {
    const stats = { connectedAt: this.clock.now(), down: { total: payload }, up: { total: 0 } };
    this.peers.push({ machine: { identity: { endpoint: at(host), incoming, peerId }, stats } } as unknown as SwarmPeer); // as much of one as is looked at
  }
  /** Whether a connection with that peer is taken in, dialled by us or not. */
  takes(peerId: Uint8Array, host: string, dialled: boolean): string {
    const candidate = dialled ? this.candidates.add(at(host), 'tracker') : null;
    return this.admission.refusal(peerId, at(host), candidate) ?? 'taken';
  }
}

let small: Side;
let great: Side;

beforeEach(() => {
  [small, great] = [new Side(SMALL), new Side(GREAT)];
});

describe('two that dial each other at the same time', () => {
  test('keep the same one of the two connections: that which the greater id dialled', () => {
    // each has its own dial first, then the other's comes
    small.has(GREAT, '203.0.113.2', false);
    great.has(SMALL, '203.0.113.1', false);
    expect([small.takes(GREAT, '203.0.113.2', false), small.dropped]).toEqual(['taken', ['duplicate']]);
    expect([great.takes(SMALL, '203.0.113.1', false), great.dropped]).toEqual(['duplicate', []]);
  });

  test('do so in whatever order the two come', () => {
    small.has(GREAT, '203.0.113.2', true);
    great.has(SMALL, '203.0.113.1', true);
    expect([small.takes(GREAT, '203.0.113.2', true), small.dropped]).toEqual(['duplicate', []]);
    expect([great.takes(SMALL, '203.0.113.1', true), great.dropped]).toEqual(['taken', ['duplicate']]);
  });

  test('keep an old connection: a second one is no meeting half-way', async () => {
    small.has(GREAT, '203.0.113.2', false);
    await small.clock.run(20_001);
    expect([small.takes(GREAT, '203.0.113.2', false), small.dropped]).toEqual(['duplicate', []]);
  });
});

describe('a connection', () => {
  test('with ourselves, with the banned, and in the same direction with who is here is not taken', () => {
    small.has(GREAT, '203.0.113.2', true);
    expect(small.takes(GREAT, '203.0.113.2', false)).toBe('duplicate');
    expect(small.takes(SMALL, '203.0.113.9', false)).toBe('self');
    for (const connection of [1, 2]) {
      small.candidates.ban({ endpoint: at('203.0.113.5', connection), peerId: null, connection, reason: 'it sent damaged data', at: 0 });
    }
    expect(small.takes(new Uint8Array(20), '203.0.113.5', false)).toBe('banned');
  });

  test('with the id of one that has given and taken nothing is taken from another address: ids can be copied', () => {
    small.has(GREAT, '203.0.113.2', true);
    expect(small.takes(GREAT, '203.0.113.3', false)).toBe('taken');
    small.peers.length = 0;
    small.has(GREAT, '203.0.113.2', true, 1);
    expect(small.takes(GREAT, '203.0.113.3', false)).toBe('duplicate');
  });

  test('is one of few with an address, except on this machine', () => {
    const strict = new Side(SMALL, 2);
    for (const host of ['203.0.113.2', '127.0.0.1']) {
      for (const id of [7, 8]) strict.has(new Uint8Array(20).fill(id), host, true);
    }
    expect([strict.takes(GREAT, '203.0.113.2', false), strict.takes(GREAT, '127.0.0.1', false)]).toEqual(['crowded', 'taken']);
    expect(strict.takes(GREAT, '203.0.113.3', false)).toBe('taken');
  });
});

describe('a peer that has gone', () => {
  const NEVER = Number.NEGATIVE_INFINITY;
  /** When it may be dialled again, seconds from now, and its failures: it gave and took so much, and had a slot of ours since `slotAt`. */
  function gone(reason: DropReason, down: number, up: number, slotAt = NEVER) {
    const candidate = small.candidates.add(at('203.0.113.2'), 'tracker');
    if (candidate === null) throw new Error('no room');
    small.candidates.onConnected(candidate);
    const stats = { down: { total: down }, up: { total: up }, chokeChangedAt: slotAt };
    const machine = { identity: { endpoint: candidate.endpoint, incoming: false, peerId: GREAT }, pieces: { isFull: false }, stats };
    small.admission.onGone({ machine, candidate, extended: null, has: machine.pieces } as unknown as SwarmPeer, reason);
    const { failures, state } = candidate;
    return { failures, isSoon: state.kind === 'idle' && state.notBeforeMs <= 1000 };
  }
  const LEFT: DropReason = { kind: 'remote', code: 'ended' };
  const SOON = { failures: 0, isSoon: true };
  const LATER = { failures: 1, isSoon: false };

  test('is welcome back soon when it gave something, or was served in a slot of ours', () => {
    expect(gone(LEFT, 16_384, 0)).toEqual(SOON);
    expect(gone(LEFT, 0, 16_384, 5000)).toEqual(SOON);
  });

  test('is left alone for a while when nothing moved, or when it only took what is for nothing', () => {
    expect(gone(LEFT, 0, 0, 5000)).toEqual(LATER);
    small = new Side(SMALL);
    expect(gone(LEFT, 0, 16_384)).toEqual(LATER);
  });

  test('is left alone for a while when we let it go for what it did: silent, stuck in a block, or deaf to its answers', () => {
    expect(gone({ kind: 'idle' }, 16_384, 1_000_000, 5000)).toEqual(LATER);
  });

  test('is not dialled again when it broke the protocol, whatever it was given', () => {
    expect(gone({ kind: 'protocol', text: 'it floods' }, 16_384, 16_384, 5000).isSoon).toBe(false);
    expect(small.candidates.bans().get('203.0.113.2')).toBe('it floods');
  });
});
