import { beforeEach, describe, expect, test } from 'vitest';
import type { InfoHashV1 } from '../../../../engine/api/ids.js';
import { RequestShare } from '../../../../engine/torrent/request-share.js';
import type { TorrentServices } from '../../../../engine/torrent/services.js';
import { TorrentNet, type TorrentNetHost } from '../../../../engine/torrent/torrent-net.js';
import { seededRandom } from '../../../support/seeded-random.js';

const PEER = { host: '11.22.33.44', port: 6881 };

let drawn: number;
let net: TorrentNet;
/** What is in the DHT, and what has come and gone. */
let inDht: Set<unknown>;
let dhtLog: string[];

beforeEach(() => {
  drawn = 0;
  inDht = new Set();
  dhtLog = [];
  const random = seededRandom(1);
  const bytes = (count: number) => {
    drawn++;
    return random.bytes(count);
  };
  const settings = () => ({ pex: true, bindAddress: null, maxConnectionsPerTorrent: 10 });
  const clock = { now: () => 0, wallNow: () => 0, after: () => () => undefined, soon: () => undefined };
  // the net uses no more of them as long as it is not started
  const services = {
    random: { next: () => random.next(), bytes },
    clock,
    settings,
    isFiltered: () => false,
    requests: new RequestShare(),
    dht: {
      join: (member: unknown) => {
        inDht.add(member);
        dhtLog.push('join');
      },
      leave: (member: unknown) => {
        if (inDht.delete(member)) dhtLog.push('leave');
      },
      row: () => null,
      port: () => 6881,
    },
    lsd: { join: () => undefined, leave: () => undefined },
  } as unknown as TorrentServices;
  const host = {
    wake: () => undefined,
    onChange: () => undefined,
    log: () => undefined,
    isSeeding: () => true,
  } as unknown as TorrentNetHost;
  net = new TorrentNet(host, services, '00112233445566778899aabbccddeeff00112233' as InfoHashV1, []);
});

describe('the net of a torrent', () => {
  test('has no identity of its own as long as nobody is there to see it', async () => {
    net.start();
    net.run(1000);
    expect([net.peers.size, net.knownPeers, net.connections, net.trackerRows(), net.bestPeers(9), net.shed()]).toEqual([
      0,
      0,
      0,
      [],
      [],
      false,
    ]);
    await net.stop();
    expect(drawn).toBe(0);
    net.addPeers([PEER], 'tracker');
    expect([net.knownPeers, drawn]).toEqual([1, 1]);
  });

  test('is in the DHT while it runs, and never once it is private (BEP 27)', async () => {
    net.start();
    expect(net.ourHandshake('20.0.0.1').reserved.dht).toBe(true);
    await net.stop();
    net.start();
    net.becomePrivate();
    expect(inDht.size).toBe(0);
    await net.stop();
    net.start();
    expect([dhtLog, inDht.size]).toEqual([['join', 'leave', 'join', 'leave'], 0]);
    expect(net.ourHandshake('20.0.0.1').reserved.dht).toBe(false);
  });

  test('keeps to what was said before the first peer: private, super-seeding, its description', () => {
    net.becomePrivate();
    net.superSeed = true;
    net.setMetadata(Uint8Array.of(1));
    net.addPeers([PEER], 'user');
    expect([net.knownPeers, net.exchangedPeers, net.swarm.talk.wantsSuperSeed]).toEqual([0, null, true]);
    net.addPeers([PEER], 'tracker');
    expect(net.knownPeers).toBe(1);
  });
});
