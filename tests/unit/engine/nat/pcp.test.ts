import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodePcpAnswer, encodePcpMapRequest } from '../../../../engine/nat/pcp.js';

const NONCE = Uint8Array.from({ length: 12 }, (_, at) => at + 1);
const WISH = { protocol: 'tcp', internalPort: 51413, externalPort: 51413, lifetimeS: 1800 } as const;

/** What a gateway answers: the request's own MAP part with its results filled in. */
function answerTo(request: Uint8Array, fill: { code?: number; version?: number; port?: number; lifetimeS?: number } = {}): Uint8Array {
  const out = request.slice();
  const view = new DataView(out.buffer);
  out[0] = fill.version ?? 2;
  out[1] = 0x81;
  out[3] = fill.code ?? 0;
  view.setUint32(4, fill.lifetimeS ?? 600);
  view.setUint32(8, 77);
  view.setUint16(24 + 18, fill.port ?? 40_000);
  out.set([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 203, 0, 113, 9], 24 + 20);
  return out;
}

describe('PCP', () => {
  test('a MAP request is laid out as RFC 6887 says', () => {
    const text = Buffer.from(encodePcpMapRequest(WISH, NONCE, '192.168.1.20')).toString('hex');
    expect(text).toBe(
      '02010000' + // version, MAP
        '00000708' + // lifetime
        '00000000000000000000ffffc0a80114' + // our address
        '0102030405060708090a0b0c' + // nonce
        '06000000' + // TCP
        'c8d5c8d5' + // ports
        '00000000000000000000ffff00000000', // any outer address
    );
  });

  test('a granted mapping tells its outer port and address, and for how long', () => {
    expect(decodePcpAnswer(answerTo(encodePcpMapRequest(WISH, NONCE, '192.168.1.20')))).toEqual({
      kind: 'mapping',
      nonce: NONCE,
      lifetimeS: 600,
      protocol: 'tcp',
      internalPort: 51413,
      externalPort: 40_000,
      externalAddress: '203.0.113.9',
    });
  });

  test('a refusal has its code', () => {
    const answer = answerTo(encodePcpMapRequest(WISH, NONCE, '192.168.1.20'), { code: 8 });
    expect(decodePcpAnswer(answer)).toEqual({ kind: 'refused', code: 8, lifetimeS: 600 });
  });

  test('a gateway that only speaks NAT-PMP is known by its version, and so is another PCP', () => {
    expect(decodePcpAnswer(Uint8Array.of(0, 0x81, 0, 1, 0, 0, 0, 9))).toEqual({ kind: 'other-version', version: 0 });
    const answer = answerTo(encodePcpMapRequest(WISH, NONCE, '192.168.1.20'), { code: 1 });
    expect(decodePcpAnswer(answer)).toEqual({ kind: 'other-version', version: 2 });
  });

  test('requests and cut answers are nothing, and no bytes do harm', () => {
    const request = encodePcpMapRequest(WISH, NONCE, '192.168.1.20');
    expect(decodePcpAnswer(request)).toBeNull();
    expect(decodePcpAnswer(answerTo(request).subarray(0, 59))).toBeNull();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (data) => void decodePcpAnswer(data)));
  });
});
