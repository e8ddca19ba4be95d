import { beforeEach, describe, expect, test } from 'vitest';
import { CandidateList } from '../../../../engine/roster/candidate-list.js';
import { PeerSources } from '../../../../engine/torrent/peer-sources.js';
import type { SwarmPeer } from '../../../../engine/torrent/swarm-peer.js';
import { seededRandom } from '../../../support/seeded-random.js';

let candidates: CandidateList;
let sources: PeerSources;
let bound: string | null;
let logs: string[];
let filtered: Set<string>;

beforeEach(() => {
  [bound, filtered, logs, candidates] = [null, new Set(), [], new CandidateList(seededRandom(1))];
  sources = new PeerSources(candidates, {
    bound: () => bound,
    isFiltered: (host) => filtered.has(host),
    log: (_level, text) => void logs.push(text),
  });
});
const peer = (host: string, isSeed = false) => ({ endpoint: { host, port: 6881 }, isSeed });
const known = () => candidates.best(99).map(({ host }) => host);

describe('addresses from all sides', () => {
  test('are judged by who names them, and counted by source', () => {
    sources.add([peer('203.0.113.1'), peer('192.168.1.1'), peer('127.0.0.1'), peer('203.0.113.1')], 'pex', '198.51.100.1');
    sources.add([peer('192.168.1.1')], 'user', null);
    expect(known()).toEqual(['203.0.113.1', '192.168.1.1']);
    expect([...sources.given]).toEqual([
      ['pex', 1],
      ['user', 1],
    ]);
  });

  test('of the family that we are not bound to are left out', () => {
    bound = '10.0.0.1';
    sources.add([peer('203.0.113.1'), peer('2001:db8::1')], 'tracker', '198.51.100.1');
    expect(known()).toEqual(['203.0.113.1']);
  });

  test('that are filtered are not taken from anybody', () => {
    filtered.add('203.0.113.1');
    sources.add([peer('203.0.113.1'), peer('203.0.113.2')], 'tracker', '198.51.100.1');
    sources.add([peer('203.0.113.1')], 'user', null);
    expect(known()).toEqual(['203.0.113.2']);
    expect(sources.admits('user', { host: '203.0.113.1', port: 1 })).toBe(false);
  });

  test('said to be seeds are of no use to a seed', () => {
    sources.add([peer('203.0.113.1', true), peer('203.0.113.2')], 'pex', '198.51.100.1');
    expect(candidates.take(9, 0, false).map(({ endpoint }) => endpoint.host)).toEqual(['203.0.113.2']);
  });

  test('said to speak encryption are remembered so, unless we have seen otherwise', () => {
    const [told, seen] = [peer('203.0.113.1'), peer('203.0.113.2')];
    sources.add([told, seen], 'tracker', '198.51.100.1');
    const greeting = ({ endpoint }: typeof told) => candidates.get(endpoint)?.greeting;
    expect(greeting(told)).toBeNull();
    const met = candidates.get(seen.endpoint);
    if (met !== undefined) met.greeting = 'plain';
    sources.add(
      [
        { ...told, isEncrypted: true },
        { ...seen, isEncrypted: true },
      ],
      'pex',
      '198.51.100.1',
    );
    expect([greeting(told), greeting(seen)]).toEqual(['encrypted', 'plain']);
  });

  test('said to speak uTP are dialled so first, unless we have seen otherwise', () => {
    const endpoint = { host: '203.0.113.1', port: 6881 };
    sources.add([{ endpoint, speaksUtp: true }], 'pex', '198.51.100.1');
    const candidate = candidates.get(endpoint);
    expect(candidate?.transport).toBe('utp');
    if (candidate !== undefined) candidate.transport = 'tcp';
    sources.add([{ endpoint, speaksUtp: true }], 'pex', '198.51.100.2');
    expect(candidate?.transport).toBe('tcp');
  });

  test('of an earlier run are taken as they were written, what is no address is not', () => {
    sources.remember(['203.0.113.1:6881', '[2001:db8::1]:1', 'nonsense', 'name.example:7', '1.2.3.4:0']);
    expect(known()).toEqual(['203.0.113.1', '2001:db8::1']);
  });
});

describe('a private torrent', () => {
  test('takes addresses from trackers only, and says so to the person who names some', () => {
    sources.becomePrivate([], () => undefined);
    sources.add([peer('203.0.113.1')], 'pex', '198.51.100.1');
    sources.add([peer('203.0.113.2')], 'dht', '198.51.100.1');
    sources.add([peer('192.168.0.3')], 'lsd', null);
    sources.remember(['203.0.113.4:1']);
    expect([known(), logs]).toEqual([[], []]);
    sources.add([peer('203.0.113.5'), peer('203.0.113.6')], 'user', null);
    expect([known(), logs]).toEqual([[], ['This torrent is private: peers come from its trackers alone. Named by hand and not used: 2.']]);
    sources.add([peer('203.0.113.7')], 'tracker', '198.51.100.1');
    expect(known()).toEqual(['203.0.113.7']);
  });

  test('lets go of who came another way, connected, dialled or known', () => {
    sources.add([peer('203.0.113.1'), peer('203.0.113.2')], 'pex', '198.51.100.1');
    sources.add([peer('203.0.113.3')], 'tracker', '198.51.100.1');
    candidates.take(1, 0);
    const here = (['pex', 'tracker', 'incoming', 'user'] as const).map((source) => ({ source }) as unknown as SwarmPeer);
    const dropped: string[] = [];
    sources.becomePrivate(here, ({ source }) => void dropped.push(source));
    expect([dropped, known()]).toEqual([['pex', 'user'], ['203.0.113.3']]);
    expect(logs).toEqual(['This torrent is private: peers come from its trackers alone. Let go: 2.']);
    expect([sources.allows('pex'), sources.allows('tracker'), sources.allows('incoming')]).toEqual([false, true, true]);
  });
});
