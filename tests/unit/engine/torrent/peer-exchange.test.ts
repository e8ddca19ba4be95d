import { beforeEach, describe, expect, test } from 'vitest';
import { PeerExchange } from '../../../../engine/torrent/peer-exchange.js';
import type { SwarmPeer } from '../../../../engine/torrent/swarm-peer.js';
import { decodePex, encodePex, PEX_FLAG, type PexMessage } from '../../../../engine/wire/extended/ut-pex.js';

interface Said {
  readonly id: number;
  readonly message: PexMessage;
}

class FakePeer {
  readonly said: Said[] = [];
  readonly extended: unknown;
  readonly machine: unknown;
  readonly stream: unknown;

  constructor(
    readonly host: string,
    more: {
      incoming?: boolean;
      listenPort?: number | null;
      pexId?: number;
      isSeed?: boolean;
      uploadOnly?: boolean | null;
      transport?: 'tcp' | 'utp';
      encrypted?: boolean;
    } = {},
  ) {
    const {
      incoming = false,
      listenPort = null,
      pexId = 9,
      isSeed = false,
      uploadOnly = null,
      transport = 'tcp',
      encrypted = false,
    } = more;
    this.stream = { kind: { transport, encryption: encrypted ? 'rc4' : 'none' } };
    this.extended = { ids: { utPex: pexId }, listenPort, uploadOnly };
    this.machine = {
      identity: { endpoint: { host, port: 40_000 }, incoming },
      pieces: { size: 10, isFull: isSeed },
      sayExtended: (id: number, payload: Uint8Array) => {
        const message = decodePex(payload);
        if (message.ok) this.said.push({ id, message: message.value });
      },
    };
  }
}

let here: FakePeer[];
let allowed: boolean;
let found: string[];
let exchange: PeerExchange;

beforeEach(() => {
  [here, allowed, found] = [[], true, []];
  exchange = new PeerExchange({
    isAllowed: () => allowed,
    peers: () => here as unknown as SwarmPeer[], // as much of a peer as an exchange meets
    onPeers: (peers) => found.push(...peers.map(({ endpoint }) => endpoint.host)),
  });
});

function runTo(seconds: number): void {
  for (let second = 0; second <= seconds; second++) exchange.run(second * 1000);
}
const toldOf = (peer: FakePeer | undefined) =>
  peer?.said.flatMap(({ message }) => message.added.map(({ endpoint }) => `${endpoint.host}:${endpoint.port}`));

describe('peer exchange', () => {
  test('tells of those we dialled and of those who said where they listen, under the id they gave', () => {
    here = [
      new FakePeer('203.0.113.1'),
      new FakePeer('203.0.113.2', { incoming: true, listenPort: 6881 }),
      new FakePeer('203.0.113.3', { incoming: true }),
    ];
    runTo(5);
    expect(here.map(toldOf)).toEqual([['203.0.113.2:6881'], ['203.0.113.1:40000'], ['203.0.113.1:40000', '203.0.113.2:6881']]);
    expect(here[0]?.said.map(({ id }) => id)).toEqual([9]);
  });

  test('says who is a seed, whom we reached, and who speaks encryption', () => {
    here = [
      new FakePeer('203.0.113.1', { isSeed: true }),
      new FakePeer('203.0.113.2', { incoming: true, listenPort: 1, uploadOnly: true, encrypted: true }),
      new FakePeer('203.0.113.3'),
    ];
    runTo(5);
    const flags = here[2]?.said[0]?.message.added.map((peer) => peer.flags);
    expect(flags).toEqual([PEX_FLAG.uploadOnly | PEX_FLAG.reachable, PEX_FLAG.uploadOnly | PEX_FLAG.prefersEncryption]);
  });

  test('sends at most one message a minute', () => {
    here = [new FakePeer('203.0.113.1'), new FakePeer('203.0.113.2')];
    for (let second = 0; second < 300; second++) {
      if (second % 5 === 0) here.push(new FakePeer(`203.0.114.${second / 5}`));
      exchange.run(second * 1000);
    }
    expect(here[0]?.said.length).toBe(5);
  });

  test('says nothing to those who do not speak it, and nothing at all where it is not allowed', () => {
    here = [new FakePeer('203.0.113.1', { pexId: 0 }), new FakePeer('203.0.113.2')];
    runTo(5);
    expect(here.map(({ said }) => said.length)).toEqual([0, 1]);
    allowed = false;
    here.push(new FakePeer('203.0.113.3'));
    runTo(200);
    exchange.onMessage(
      here[0] as unknown as SwarmPeer,
      encodePex({ added: [{ endpoint: { host: '9.9.9.9', port: 1 }, flags: 0 }], dropped: [] }),
      0,
    );
    expect([here.map(({ said }) => said.length), found]).toEqual([[0, 1, 0], []]);
  });

  test('keeps what is in the local network from strangers', () => {
    here = [new FakePeer('203.0.113.1'), new FakePeer('192.168.1.2'), new FakePeer('192.168.1.3'), new FakePeer('127.0.0.1')];
    runTo(5);
    expect(toldOf(here[0])).toEqual([]);
    expect(toldOf(here[1])).toEqual(['203.0.113.1:40000', '192.168.1.3:40000']);
    expect(toldOf(here[3])).toHaveLength(3);
  });

  test('hears a flood of ten thousand peers in part, and nobody is blamed', () => {
    const flooder = new FakePeer('203.0.113.1') as unknown as SwarmPeer;
    for (let message = 0; message < 200; message++) {
      const added = Array.from({ length: 50 }, (_, i) => ({ endpoint: { host: `198.18.${message % 250}.${i}`, port: 1 }, flags: 0 }));
      exchange.onMessage(flooder, encodePex({ added, dropped: [] }), message * 100);
    }
    expect(found.length).toBeLessThanOrEqual(150);
    expect(exchange.heard).toBe(found.length);
    exchange.onMessage(flooder, new Uint8Array([1, 2, 3]), 0);
  });
});
