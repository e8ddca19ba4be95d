import { expect, test } from 'vitest';
import type { CandidateSource } from '../../../../engine/roster/candidate-list.js';
import { mayDial } from '../../../../engine/torrent/peer-origin.js';

const INTERNET = '203.0.113.1';
const LAN = '192.168.1.5';
const HERE = '127.0.0.1';

test.each<[CandidateSource, string | null, readonly string[]]>([
  ['pex', INTERNET, [INTERNET]],
  ['pex', LAN, [INTERNET, LAN]],
  ['pex', HERE, [INTERNET, LAN, HERE]],
  ['tracker', INTERNET, [INTERNET]],
  ['tracker', LAN, [INTERNET, LAN]],
  ['tracker', HERE, [INTERNET, LAN, HERE]],
  ['tracker', null, [INTERNET, LAN]],
  ['dht', INTERNET, [INTERNET]],
  ['lsd', null, [LAN, HERE]],
  ['user', null, [INTERNET, LAN, HERE]],
])('on the word of %s at %s we dial %j', (source, from, dialled) => {
  expect([INTERNET, LAN, HERE, '224.0.0.1', '0.0.0.0'].filter((host) => mayDial(host, { source, from }, null))).toEqual(dialled);
});

test('IPv6 has the same rules, and an IPv4 address inside one is judged as such', () => {
  const dialled = ['2001:db8::1', 'fe80::1', 'fd00::1', '::1', '::ffff:127.0.0.1'].filter((host) =>
    mayDial(host, { source: 'pex', from: '2001:db8::9' }, null),
  );
  expect(dialled).toEqual(['2001:db8::1']);
});

test('bound to an address of one family, we dial nobody of the other', () => {
  const origin = { source: 'user', from: null } as const;
  expect([mayDial('2001:db8::1', origin, '10.0.0.1'), mayDial('203.0.113.1', origin, '::1'), mayDial('::1', origin, '::1')]).toEqual([
    false,
    false,
    true,
  ]);
});
