import { beforeEach, describe, expect, test } from 'vitest';
import type { Endpoint } from '../../../../engine/api/ids.js';
import { Lsd, type LsdMember } from '../../../../engine/discovery/lsd.js';
import { decodeLsd, encodeLsd, LSD_GROUPS, type LsdMessage } from '../../../../engine/discovery/lsd-message.js';
import { seededBytes } from '../../../support/payload.js';
import { VirtualClock } from '../../../support/virtual-clock.js';

const [IPV4] = LSD_GROUPS;
const NEIGHBOUR: Endpoint = { host: '192.168.1.9', port: 6771 };

class Member implements LsdMember {
  readonly infoHash: Uint8Array;
  readonly found: Endpoint[] = [];
  constructor(name: string | number) {
    this.infoHash = seededBytes(`torrent ${name}`, 20);
  }
  get hash(): string {
    return Buffer.from(this.infoHash).toString('hex');
  }
  onLocalPeer(peer: Endpoint): void {
    this.found.push(peer);
  }
}

let clock: VirtualClock;
let sent: LsdMessage[];
let port: number | null;
let lsd: Lsd;

beforeEach(() => {
  clock = new VirtualClock();
  sent = [];
  port = 51_413;
  lsd = new Lsd({
    clock,
    random: { next: () => 0.5, bytes: (count) => new Uint8Array(count).fill(7) },
    listenPort: () => port,
    groups: () => [IPV4],
    send: (_group, bytes) => {
      const message = decodeLsd(bytes);
      if (message !== null) sent.push(message);
    },
  });
});

const said = () => sent.splice(0).flatMap(({ infoHashes }) => infoHashes);
const hear = (infoHashes: readonly string[], cookie: string | null = 'theirs') =>
  lsd.hear(encodeLsd(IPV4, { port: 6_999, infoHashes, cookie }), NEIGHBOUR);

describe('local discovery', () => {
  test('says a torrent at once when it joins, and every five minutes from then on', () => {
    const member = new Member(1);
    lsd.join(member);
    clock.advance(10);
    expect(sent).toMatchObject([{ port: 51_413, infoHashes: [member.hash] }]);
    sent.splice(0);
    clock.advance(299_000);
    expect(said()).toEqual([]);
    clock.advance(2_000);
    expect(said()).toEqual([member.hash]);
  });

  test('says thousands of torrents one message a second, each once', () => {
    const members = Array.from({ length: 500 }, (_, at) => new Member(at));
    for (const member of members) lsd.join(member);
    clock.advance(5_000);
    expect(sent.length).toBeLessThanOrEqual(7);
    clock.advance(60_000);
    expect(new Set(said()).size).toBe(500);
  });

  test('brings who says the same as a peer, at the port that was said and the address it came from', () => {
    const member = new Member(1);
    lsd.join(member);
    hear([new Member(2).hash, member.hash]);
    expect(member.found).toEqual([{ host: '192.168.1.9', port: 6_999 }]);
  });

  test('does not take its own words for a neighbour’s', () => {
    const member = new Member(1);
    lsd.join(member);
    clock.advance(10);
    hear([member.hash], sent[0]?.cookie ?? null);
    expect(member.found).toEqual([]);
  });

  test('brings nobody to a torrent that has left, and says it no more', () => {
    const member = new Member(1);
    lsd.join(member);
    lsd.leave(member);
    clock.advance(600_000);
    hear([member.hash]);
    expect([member.found, said()]).toEqual([[], []]);
  });

  test('reads at most a hundred messages of a flood in a second', () => {
    const member = new Member(1);
    lsd.join(member);
    for (let count = 0; count < 1_000; count++) hear([member.hash]);
    expect(member.found).toHaveLength(100);
    clock.advance(1_000);
    hear([member.hash]);
    expect(member.found).toHaveLength(101);
  });

  test('says nothing while nobody could reach us, and everything when the port is another', () => {
    const member = new Member(1);
    port = null;
    lsd.join(member);
    clock.advance(10);
    expect(sent).toEqual([]);
    port = 7_000;
    lsd.sayAgain();
    clock.advance(2_000);
    expect(sent).toMatchObject([{ port: 7_000 }]);
  });

  test('leaves no timer behind when it is closed', () => {
    lsd.join(new Member(1));
    lsd.close();
    clock.advance(600_000);
    expect(sent).toEqual([]);
  });
});
