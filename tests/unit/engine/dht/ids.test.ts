import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIp } from '../../../../engine/base/ip-address.js';
import { BoundId } from '../../../../engine/dht/bound-id.js';
import { bytesOfId, compareDistance, ID_BITS, nodeIdOf, randomIdSharing, sharedPrefix } from '../../../../engine/dht/node-id.js';
import { endpointOf, familyOf, mayName, networkOf, readPlace } from '../../../../engine/dht/place.js';
import { idFitsAddress, makeSecureId } from '../../../../engine/dht/secure-id.js';
import { seededRandom } from '../../../support/seeded-random.js';
import { anyId, anyPlace, idFrom, placeAt } from './dht-parts.js';

const random = seededRandom(3);
const fromHex = (hex: string) => nodeIdOf(new Uint8Array(Buffer.from(hex, 'hex')));
const asNumber = (id: ReturnType<typeof anyId> extends fc.Arbitrary<infer T> ? T : never) =>
  BigInt(`0x${Buffer.from(bytesOfId(id)).toString('hex')}`);

describe('ids', () => {
  it('are as near to each other as their XOR says', () => {
    fc.assert(
      fc.property(anyId(), anyId(), anyId(), (target, a, b) => {
        const difference = (asNumber(target) ^ asNumber(a)) - (asNumber(target) ^ asNumber(b));
        expect(Math.sign(compareDistance(target, a, b))).toBe(difference < 0n ? -1 : difference > 0n ? 1 : 0);
      }),
    );
  });

  it('share as many bits as are asked for', () => {
    fc.assert(
      fc.property(anyId(), fc.nat(ID_BITS - 1), fc.nat(), (id, bits, seed) => {
        expect(sharedPrefix(id, randomIdSharing(id, bits, seededRandom(seed)))).toBe(bits);
      }),
    );
    expect(sharedPrefix(idFrom(1), idFrom(1))).toBe(ID_BITS);
  });
});

describe('ids bound to addresses (BEP 42)', () => {
  it.each([
    ['124.31.75.21', '5fbfbff10c5d6a4ec8a88e4c6ab4c28b95eee401'],
    ['21.75.31.124', '5a3ce9c14e7a08645677bbd1cfe7d8f956d53256'],
    ['65.23.51.170', 'a5d43220bc8f112a3d426c84764f8c2a1150e616'],
    ['84.124.73.14', '1b0321dd1bb1fe518101ceef99462b947a01ff41'],
    ['43.213.53.83', 'e56f6cbf5b7c4be0237986d5243b87aa6d51305a'],
  ])('fit as the specification says: %s', (host, hex) => {
    expect(idFitsAddress(fromHex(hex), host)).toBe(true);
    expect(idFitsAddress(fromHex(hex), '8.8.8.8')).toBe(false);
  });

  it('are made to fit, for both families', () => {
    fc.assert(
      fc.property(fc.oneof(anyPlace(4), anyPlace(6)), fc.nat(), (place, seed) => {
        const { host } = endpointOf(place);
        const ip = parseIp(host);
        expect(ip !== null && idFitsAddress(makeSecureId(ip, seededRandom(seed)), host)).toBe(true);
      }),
    );
  });

  it('are free in local networks', () => {
    for (const host of ['10.0.0.1', '192.168.1.2', '127.0.0.1', 'fe80::1']) expect(idFitsAddress(idFrom(9), host)).toBe(true);
  });
});

describe('our own id', () => {
  const HOST = '124.31.75.21';
  const vote = (bound: BoundId, networks: number, host: string, nowMs = 0) => {
    let last = null;
    for (let n = 0; n < networks; n++) last = bound.onSeenAs(host, placeAt(`20.0.${n}.1`), idFrom(1), nowMs) ?? last;
    return last;
  };

  it('follows from our address once five networks agree on it', () => {
    const bound = new BoundId(4, random);
    expect(vote(bound, 4, HOST)).toBeNull();
    const id = bound.onSeenAs(HOST, placeAt('20.0.9.1'), idFrom(1), 0);
    expect(id !== null && idFitsAddress(id, HOST)).toBe(true);
  });

  it('is not changed by many voices of one network', () => {
    const bound = new BoundId(4, random);
    for (let n = 1; n < 200; n++) expect(bound.onSeenAs(HOST, placeAt(`20.0.0.${n}`), idFrom(1), 0)).toBeNull();
  });

  it('is not changed while as many say otherwise, nor for an address of a local network or of the other family', () => {
    const bound = new BoundId(4, random);
    for (let n = 0; n < 8; n++) {
      expect(bound.onSeenAs(`30.0.0.${1 + (n % 2)}`, placeAt(`21.0.${n}.1`), idFrom(1), 0)).toBeNull();
    }
    expect(vote(new BoundId(4, random), 10, '192.168.1.1')).toBeNull();
    expect(vote(new BoundId(4, random), 10, '2600::1')).toBeNull();
  });

  it('stays ten minutes at least, and while it fits', () => {
    const bound = new BoundId(4, random);
    const id = vote(bound, 5, HOST);
    if (id === null) throw new Error('it should be another one');
    expect(bound.onSeenAs(HOST, placeAt('20.0.9.1'), id, 10_000_000)).toBeNull();
    expect(vote(bound, 30, '21.75.31.124', 60_000)).toBeNull();
    expect(vote(bound, 5, '21.75.31.124', 600_000)).not.toBeNull();
  });
});

describe('places', () => {
  it('are what they are read from', () => {
    fc.assert(
      fc.property(fc.oneof(anyPlace(4), anyPlace(6)), (place) => {
        const { host, port } = endpointOf(place);
        expect(placeAt(host, port)).toBe(place);
        expect(familyOf(place)).toBe(host.includes(':') ? 6 : 4);
      }),
    );
  });

  it('are none at port 0, at 0.0.0.0, in multicast, or at an IPv4 address dressed as IPv6', () => {
    const mapped = [...new Array<number>(10).fill(0), 255, 255, 8, 8, 8, 8, 1, 1];
    for (const bytes of [[8, 8, 8, 8, 0, 0], [0, 0, 0, 0, 1, 1], [224, 0, 0, 1, 1, 1], mapped, [8, 8, 8, 8], []])
      expect(readPlace(Uint8Array.from(bytes))).toBeNull();
  });

  it('of local networks are not named by the internet, nor those of this machine by a local network', () => {
    const [far, near, here] = [placeAt('8.8.8.8'), placeAt('192.168.1.5'), placeAt('127.0.0.1')];
    expect([mayName(far, far), mayName(far, near), mayName(far, here)]).toEqual([true, false, false]);
    expect([mayName(near, far), mayName(near, near), mayName(near, here)]).toEqual([true, true, false]);
    expect(mayName(here, here)).toBe(true);
  });

  it('are of one network in a /24, or a /64 of IPv6', () => {
    expect(networkOf(placeAt('8.8.8.8'))).toBe(networkOf(placeAt('8.8.8.200', 1)));
    expect(networkOf(placeAt('8.8.8.8'))).not.toBe(networkOf(placeAt('8.8.9.8')));
    expect(networkOf(placeAt('2600:1:2:3::1'))).toBe(networkOf(placeAt('2600:1:2:3:ffff::9')));
    expect(networkOf(placeAt('2600:1:2:3::1'))).not.toBe(networkOf(placeAt('2600:1:2:4::1')));
  });
});
