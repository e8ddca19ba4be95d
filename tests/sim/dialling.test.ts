/** Whom a node dials, and in which order. */
import { describe, expect } from 'vitest';
import { parseIp } from '../../engine/base/ip-address.js';
import { canonicalPriority } from '../../engine/roster/canonical-priority.js';
import * as encode from '../../engine/wire/encode.js';
import { encodePex, PEX_FLAG } from '../../engine/wire/extended/ut-pex.js';
import { TalkingPeer } from '../support/sim/talking-peer.js';
import { scenario } from '../support/sim/world.js';

const KIB = 1024;
const PORT = 6881;

describe('candidates', () => {
  scenario('are dialled by canonical priority (BEP 40) once peers have said where we are, in both families', async (world) => {
    for (const [ours, others] of [
      ['203.0.113.77', Array.from({ length: 12 }, (_, i) => `198.${20 + i * 3}.${7 * i}.${200 - i}`)],
      ['2001:db8:1::77', Array.from({ length: 12 }, (_, i) => `2001:db8:${100 + i * 17}::${i + 1}`)],
    ] as const) {
      const torrent = world.torrent({ size: 64 * KIB, tracker: null, name: ours });
      const leech = await world.makeNode({ address: ours, settings: { maxHalfOpen: 1 } });
      const { id } = await leech.add(torrent);
      await world.run(500);
      const teller = await TalkingPeer.meet(world, leech, torrent, ours.includes(':') ? '2001:db8:ffff::1' : '192.0.2.1');
      teller.say(encode.HAVE_NONE);
      teller.introduce({ yourIp: parseIp(ours) });
      await world.run(500);
      const peers = others.map((host) => (host.includes(':') ? `[${host}]:${PORT}` : `${host}:${PORT}`));
      await leech.execute('torrents.addPeers', { id, peers });
      await world.run(400_000);
      const rank = (host: string) => canonicalPriority({ host: ours, port: PORT }, { host, port: PORT }) ?? -1;
      const expected = [...others].sort((a, b) => rank(b) - rank(a)).map((host) => `${host}:${PORT}`);
      expect([...new Set(leech.host.dialled)]).toEqual(expected);
    }
  });

  scenario('that peers call seeds are not dialled by a seed, and are by a leech', async (world) => {
    const torrent = world.torrent({ size: 64 * KIB, tracker: null });
    const added = [
      { endpoint: { host: '198.51.100.1', port: PORT }, flags: PEX_FLAG.uploadOnly },
      { endpoint: { host: '198.51.100.2', port: PORT }, flags: PEX_FLAG.reachable },
    ];
    const seed = await world.makeNode();
    const leech = await world.makeNode();
    await seed.seed(torrent);
    await leech.add(torrent);
    await world.run(1000);
    for (const node of [seed, leech]) {
      const peer = await TalkingPeer.meet(world, node, torrent);
      peer.say(encode.HAVE_NONE);
      await world.until('it is introduced', () => peer.introductions.length > 0, 5000);
      peer.say(encode.encodeExtended(peer.introductions[0]?.ids.utPex ?? 0, encodePex({ added, dropped: [] })));
    }
    await world.run(5000);
    expect(leech.host.dialled.sort()).toEqual([`198.51.100.1:${PORT}`, `198.51.100.2:${PORT}`]);
    expect(seed.host.dialled).toEqual([`198.51.100.2:${PORT}`]);
  });
});
