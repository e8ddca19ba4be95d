import { beforeEach, describe, expect, test } from 'vitest';
import { BanList } from '../../../../engine/roster/ban-list.js';

const id = (n: number) => new Uint8Array(20).fill(n);
let bans: BanList;
beforeEach(() => {
  bans = new BanList();
});
const offends = (connection: number, port: number, peerId: Uint8Array | null = id(connection)) =>
  bans.add({ endpoint: { host: '1.2.3.4', port }, peerId, connection, reason: 'it sent damaged data', at: 7 });

describe('bans', () => {
  test('begin with the peer: its id and where it can be dialled, not others at its address', () => {
    expect(offends(1, 1000)).toEqual({ host: '1.2.3.4', port: 1000, reason: 'it sent damaged data', at: 7 });
    expect(bans.hasHost('1.2.3.4')).toBe(false);
    expect([1000, 2000].map((port) => bans.hasEndpoint({ host: '1.2.3.4', port }))).toEqual([true, false]);
    expect([bans.hasPeerId(id(1), '1.2.3.4'), bans.hasPeerId(id(2), '1.2.3.4')]).toEqual([true, false]);
    expect(bans.hasPeerId(id(1), '1.2.3.5')).toBe(false); // who copies an id gets nobody else banned
  });

  test('cover the address when a second connection from there offends', () => {
    offends(1, 1000);
    expect(offends(2, 2000)?.port).toBeNull();
    expect(bans.hasHost('1.2.3.4')).toBe(true);
    expect(bans.hasEndpoint({ host: '1.2.3.4', port: 3000 })).toBe(true);
    expect(bans.hasHost('1.2.3.5')).toBe(false);
  });

  test('count a connection once, however much of what it sent was bad', () => {
    offends(1, 1000);
    expect(offends(1, 1000, null)).toBeNull();
    expect(bans.hasHost('1.2.3.4')).toBe(false);
  });

  test('are listed one an address, with the reason, the latest last', () => {
    offends(1, 1000);
    bans.add({ endpoint: { host: '5.6.7.8', port: 1 }, peerId: null, connection: 9, reason: 'it lied', at: 8 });
    offends(2, 2000);
    expect(bans.list().map(({ host, port }) => [host, port])).toEqual([
      ['5.6.7.8', 1],
      ['1.2.3.4', null],
    ]);
  });
});
