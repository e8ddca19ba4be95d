import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeNatPmpAnswer, encodeNatPmpAddressRequest, encodeNatPmpMapRequest } from '../../../../engine/nat/nat-pmp.js';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const hex = (data: Uint8Array) => Buffer.from(data).toString('hex');

describe('NAT-PMP', () => {
  test('requests are laid out as RFC 6886 says', () => {
    expect(hex(encodeNatPmpAddressRequest())).toBe('0000');
    expect(hex(encodeNatPmpMapRequest({ protocol: 'tcp', internalPort: 51413, externalPort: 51413, lifetimeS: 3600 }))).toBe(
      '00020000c8d5c8d500000e10',
    );
    expect(hex(encodeNatPmpMapRequest({ protocol: 'udp', internalPort: 6881, externalPort: 7000, lifetimeS: 60 }))).toBe(
      '000100001ae11b580000003c',
    );
  });

  test('a mapping is taken away with lifetime and outer port 0', () => {
    expect(hex(encodeNatPmpMapRequest({ protocol: 'tcp', internalPort: 6881, externalPort: 7000, lifetimeS: 0 }))).toBe(
      '000200001ae1000000000000',
    );
  });

  test('answers are read: the outer address, a mapping at another port, a refusal', () => {
    expect(decodeNatPmpAnswer(bytes('00 80 0000 00000005 cb007107'))).toEqual({ kind: 'address', address: '203.0.113.7' });
    expect(decodeNatPmpAnswer(bytes('00 82 0000 00000005 c8d5 c8d6 00000708'))).toEqual({
      kind: 'mapping',
      protocol: 'tcp',
      internalPort: 51413,
      externalPort: 51414,
      lifetimeS: 1800,
    });
    expect(decodeNatPmpAnswer(bytes('00 81 0002 00000005'))).toEqual({ kind: 'refused', code: 2, about: 'udp' });
  });

  test('requests, other versions and cut answers are nothing', () => {
    for (const text of [
      '',
      '00',
      '00 02 0000',
      '02 81 0000 00000000',
      '00 80 0000 00000005 cb0071',
      '00 82 0000 00000005 c8d5 c8d6 0000',
    ]) {
      expect(decodeNatPmpAnswer(bytes(text))).toBeNull();
    }
  });

  test('whatever comes, reading it ends in an answer or in nothing', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (data) => void decodeNatPmpAnswer(data)));
  });
});
