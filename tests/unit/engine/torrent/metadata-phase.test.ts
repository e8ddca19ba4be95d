import { describe, expect, test } from 'vitest';
import { MetadataPhase } from '../../../../engine/torrent/metadata-phase.js';
import type { SwarmPeer } from '../../../../engine/torrent/swarm-peer.js';
import {
  decodeUtMetadata,
  encodeMetadataData,
  encodeMetadataReject,
  encodeMetadataRequest,
  METADATA_PIECE_BYTES,
} from '../../../../engine/wire/extended/ut-metadata.js';
import { seededBytes } from '../../../support/payload.js';

const THEIR_ID = 7;
const RIGHT = new Uint8Array(seededBytes('metadata', 5 * METADATA_PIECE_BYTES + 100)); // 6 parts
const PARTS = 6;

/** Stands in for a connected peer: what it is told, and what it would answer from. */
class Peer {
  readonly asked: number[] = [];
  readonly said: string[] = [];
  readonly extended: { ids: { utMetadata: number }; metadataBytes: number | null };
  readonly machine = {
    sayExtended: (id: number, payload: Uint8Array) => {
      const message = decodeUtMetadata(payload);
      if (id !== THEIR_ID || !message.ok || message.value.kind === 'unknown') throw new Error('not a message of this extension');
      const { kind, piece } = message.value;
      if (kind === 'request') this.asked.push(piece);
      else
        this.said.push(
          message.value.kind === 'data' ? `data ${piece} of ${message.value.totalBytes}: ${message.value.bytes.length}` : `reject ${piece}`,
        );
    },
  };

  constructor(
    readonly key: number,
    readonly content: Uint8Array = RIGHT,
    claims: number | null = content.length,
  ) {
    this.extended = { ids: { utMetadata: THEIR_ID }, metadataBytes: claims };
  }
  get asSwarmPeer(): SwarmPeer {
    return this as unknown as SwarmPeer; // the phase uses no more of a peer than is here
  }
}

/** With `judge`, what is offered is judged when the test says so. */
function phaseWith(judge: ((run: () => void) => void) | null, ...peers: Peer[]) {
  const here = new Set(peers);
  const offered: Uint8Array[] = [];
  const dropped: number[] = [];
  const metadata = new MetadataPhase({
    accept: (bytes, answer) => {
      offered.push(bytes);
      const verdict = () => answer(Buffer.compare(bytes, RIGHT) === 0);
      if (judge === null) verdict();
      else judge(verdict);
    },
    onCorrupt: (peer) => {
      dropped.push(peer.key);
      for (const one of here) if (one.key === peer.key) here.delete(one);
    },
    peers: () => [...here].map((peer) => peer.asSwarmPeer),
  });
  const data = (peer: Peer, part: number, now = 0, bytes = peer.content) => {
    const start = part * METADATA_PIECE_BYTES;
    metadata.onMessage(peer.asSwarmPeer, encodeMetadataData(part, bytes.length, bytes.slice(start, start + METADATA_PIECE_BYTES)), now);
  };
  /** Answers what was asked, until nobody is asked for more. */
  const answer = (peer: Peer, now = 0) => {
    for (let part = peer.asked.shift(); part !== undefined && here.has(peer); part = peer.asked.shift()) data(peer, part, now);
  };
  return { metadata, here, offered, dropped, data, answer };
}

const phase = (...peers: Peer[]) => phaseWith(null, ...peers);

const lie = (seed: string) => new Uint8Array(seededBytes(seed, RIGHT.length));

describe('metadata from peers', () => {
  test('asks one peer for a few parts at a time until all are there', () => {
    const peer = new Peer(1);
    const { metadata, answer, dropped } = phase(peer);
    metadata.request(0);
    expect(peer.asked).toEqual([0, 1, 2, 3]);
    answer(peer);
    expect(Buffer.compare(metadata.bytes ?? Buffer.alloc(0), RIGHT)).toBe(0);
    expect(dropped).toEqual([]);
    metadata.request(20_000);
    expect(peer.asked).toEqual([]);
  });

  test('asks for nothing twice while it is being judged, and is there when the verdict has come', () => {
    const verdicts: (() => void)[] = [];
    const [one, two] = [new Peer(1), new Peer(2)];
    const { metadata, answer, here, offered } = phaseWith((run) => void verdicts.push(run), one);
    metadata.request(0);
    answer(one);
    here.add(two);
    metadata.request(60_000);
    expect([one.asked, two.asked, offered.length]).toEqual([[], [], 1]);
    expect(metadata.bytes).toBeNull();
    verdicts[0]?.();
    expect(metadata.bytes).not.toBeNull();
  });

  test('blames the one who gave it all when the verdict comes late, and asks anew', () => {
    const verdicts: (() => void)[] = [];
    const [liar, honest] = [new Peer(1, lie('late')), new Peer(2)];
    const { metadata, answer, here, dropped } = phaseWith((run) => void verdicts.push(run), liar);
    metadata.request(0);
    answer(liar);
    here.add(honest);
    verdicts[0]?.();
    expect(dropped).toEqual([1]);
    metadata.request(20_000);
    answer(honest, 20_000);
    verdicts[1]?.();
    expect(Buffer.compare(metadata.bytes ?? Buffer.alloc(0), RIGHT)).toBe(0);
  });

  test('shares the parts out among peers, each asked of one', () => {
    const [one, two] = [new Peer(1), new Peer(2)];
    const { metadata, answer } = phase(one, two);
    metadata.request(0);
    expect([one.asked, two.asked]).toEqual([
      [0, 1, 2, 3],
      [4, 5],
    ]);
    answer(two);
    answer(one);
    expect(metadata.bytes).not.toBeNull();
  });

  test('throws wrong metadata away and lets go who gave all of it', () => {
    const [liar, honest] = [new Peer(1, lie('x')), new Peer(2)];
    const { metadata, here, answer, dropped, offered } = phase(liar);
    metadata.request(0);
    answer(liar);
    expect(metadata.bytes).toBeNull();
    expect([offered.length, dropped]).toEqual([1, [1]]);
    here.add(honest);
    metadata.request(1000);
    answer(honest);
    expect(metadata.bytes).not.toBeNull();
  });

  test('blames nobody for a mixture, then finds the liar out and is held up no longer', () => {
    const [liar, honest] = [new Peer(1, lie('x')), new Peer(2)];
    const { metadata, answer, dropped, offered } = phase(liar, honest);
    metadata.request(0);
    answer(liar);
    answer(honest);
    expect([offered.length, dropped, metadata.bytes]).toEqual([1, [], null]);
    metadata.request(1000);
    answer(liar);
    expect(dropped).toEqual([1]);
    answer(honest);
    expect(metadata.bytes).not.toBeNull();
  });

  test('is not bound by the size that another claims', () => {
    const [small, huge, honest] = [new Peer(1, new Uint8Array(100)), new Peer(2, RIGHT, 32 * 1024 * 1024), new Peer(3)];
    const { metadata, answer } = phase(small, huge, honest);
    metadata.request(0);
    expect([small.asked, huge.asked, honest.asked]).toEqual([[0], [0, 1, 2, 3], [0, 1, 2, 3]]);
    answer(honest);
    expect(metadata.bytes).not.toBeNull();
  });

  test('asks no one that knows nothing', () => {
    const ignorant = new Peer(1, RIGHT, null);
    const { metadata } = phase(ignorant);
    metadata.request(0);
    expect(ignorant.asked).toEqual([]);
  });

  test('takes no part that was not asked for, of another size, or past the end', () => {
    const [asked, other] = [new Peer(1), new Peer(2)];
    const { metadata, data, answer, offered } = phase(asked);
    metadata.request(0);
    for (let part = 0; part < PARTS; part++) data(other, part, 0, lie('x'));
    data(asked, 5, 0, lie('x')); // not asked yet
    data(asked, 0, 0, new Uint8Array(100));
    metadata.onMessage(asked.asSwarmPeer, Buffer.from('i1e'), 0);
    expect(offered).toEqual([]);
    answer(asked);
    expect(metadata.bytes).not.toBeNull();
  });

  test.each(['is silent', 'rejects', 'leaves'])('asks another when one %s', (what) => {
    const [bad, good] = [new Peer(1), new Peer(2)];
    const { metadata, here, answer } = phase(bad, good);
    metadata.request(0);
    answer(good);
    if (what === 'rejects') for (const part of bad.asked) metadata.onMessage(bad.asSwarmPeer, encodeMetadataReject(part), 0);
    if (what === 'leaves') here.delete(bad);
    for (let now = 1000; now <= 12_000; now += 1000) {
      metadata.request(now);
      answer(good, now);
      if (what === 'leaves') break;
    }
    expect(metadata.bytes).not.toBeNull();
  });

  test('forgets sizes that nobody claims any more', () => {
    const { metadata, here, answer, offered } = phase();
    for (let key = 1; key < 50; key++) {
      const passing = new Peer(key, new Uint8Array(8 * METADATA_PIECE_BYTES));
      here.add(passing);
      metadata.request(key * 100);
      const last = passing.asked.pop();
      expect([...passing.asked, last]).toEqual([0, 1, 2, 3]); // not a part is left over from the one before
      for (const part of passing.asked.splice(0, 2))
        metadata.onMessage(passing.asSwarmPeer, encodeMetadataData(part, passing.content.length, new Uint8Array(METADATA_PIECE_BYTES)), 0);
      here.delete(passing);
      metadata.request(key * 100 + 50);
    }
    const honest = new Peer(100);
    here.add(honest);
    metadata.request(9_000);
    answer(honest);
    expect([offered.length, metadata.bytes?.length]).toEqual([1, RIGHT.length]);
  });
});

describe('metadata for peers', () => {
  test('is served in parts, and what is not there is rejected', () => {
    const peer = new Peer(1);
    const { metadata } = phase();
    const ask = (part: number) => metadata.onMessage(peer.asSwarmPeer, encodeMetadataRequest(part), 0);
    ask(0);
    metadata.bytes = RIGHT;
    for (const part of [0, 5, 6]) ask(part);
    expect(peer.said).toEqual(['reject 0', `data 0 of ${RIGHT.length}: 16384`, `data 5 of ${RIGHT.length}: 100`, 'reject 6']);
  });
});
