import { beforeEach, describe, expect, test } from 'vitest';
import { parseIp } from '../../../../engine/base/ip-address.js';
import { ExternalAddress } from '../../../../engine/roster/external-address.js';

let ours: ExternalAddress;
beforeEach(() => {
  ours = new ExternalAddress();
});
const says = (voter: string, address: string) => ours.vote(voter, parseIp(address) ?? new Uint8Array(0));

describe('our external address', () => {
  test('is what most say, one vote each, each family for itself', () => {
    expect([ours.of(4), ours.of(6)]).toEqual([null, null]);
    says('1.1.1.1', '203.0.113.9');
    says('2.2.2.2', '203.0.113.5');
    says('3.3.3.3', '203.0.113.5');
    for (let i = 0; i < 9; i++) says('1.1.1.1', '203.0.113.9');
    says('4.4.4.4', '2001:db8::5');
    expect([ours.of(4), ours.of(6)]).toEqual(['203.0.113.5', '2001:db8::5']);
  });

  test('is the far view where there is one: neighbours see a nearer address', () => {
    says('10.0.0.2', '10.0.0.7');
    says('10.0.0.3', '10.0.0.7');
    expect(ours.of(4)).toBe('10.0.0.7');
    says('9.9.9.9', '203.0.113.5');
    expect(ours.of(4)).toBe('203.0.113.5');
  });

  test('follows a change of address, as old votes are forgotten', () => {
    for (let i = 0; i < 100; i++) says(`1.1.0.${i}`, '203.0.113.5');
    for (let i = 0; i < 40; i++) says(`2.2.0.${i}`, '203.0.113.6');
    expect(ours.of(4)).toBe('203.0.113.6');
  });

  test('has a version that grows with each change and not otherwise', () => {
    says('1.1.1.1', '203.0.113.5');
    const { version } = ours;
    says('2.2.2.2', '203.0.113.5');
    says('3.3.3.3', '0.0.0.0');
    ours.vote('4.4.4.4', new Uint8Array(7));
    expect(ours.version).toBe(version);
    says('1.1.1.1', '203.0.113.6');
    says('2.2.2.2', '203.0.113.6');
    expect(ours.version).toBeGreaterThan(version);
  });
});
