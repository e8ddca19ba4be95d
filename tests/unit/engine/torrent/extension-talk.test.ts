import { describe, expect, test } from 'vitest';
import { ExtensionTalk, type ExtensionTalkHost } from '../../../../engine/torrent/extension-talk.js';
import type { TorrentServices } from '../../../../engine/torrent/services.js';
import type { SwarmPeer } from '../../../../engine/torrent/swarm-peer.js';
import { EXTENDED_HANDSHAKE_ID, encodeExtendedHandshake } from '../../../../engine/wire/extended/handshake.js';

const greeting = (metadataBytes: number | null) =>
  encodeExtendedHandshake({
    ids: { utMetadata: 1, utPex: 0, uploadOnly: 0, ltDontHave: 0 },
    client: 'x',
    listenPort: null,
    maxQueue: null,
    yourIp: null,
    metadataBytes,
    uploadOnly: null,
  });

describe('extension messages', () => {
  test('begin the search for torrent details when a peer first says that it has them, not with each greeting', () => {
    let requests = 0;
    const host = { metadata: { request: () => void requests++ }, peers: () => [] } as unknown as ExtensionTalkHost;
    const services = { clock: { now: () => 0 } } as unknown as TorrentServices;
    const talk = new ExtensionTalk(host, services);
    const identity = { endpoint: { host: '10.0.0.1', port: 1 }, incoming: true };
    const peer = { extended: null, machine: { identity } } as unknown as SwarmPeer;
    talk.onMessage(peer, EXTENDED_HANDSHAKE_ID, greeting(null));
    expect(requests).toBe(0);
    for (let i = 0; i < 100; i++) talk.onMessage(peer, EXTENDED_HANDSHAKE_ID, greeting(1000 + i));
    expect(requests).toBe(1);
  });
});
