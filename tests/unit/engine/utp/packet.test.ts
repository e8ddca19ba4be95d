import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  beginMask,
  canPad,
  decodePacket,
  dropPadding,
  HEADER_BYTES,
  looksLikeUtp,
  MOST_MASK_BYTES,
  maskBytesFor,
  PACKET_TYPE,
  Packet,
  stampPacket,
  writeHeader,
  writePadding,
} from '../../../../engine/utp/packet.js';

const number = (bits: number) => fc.integer({ min: 0, max: 2 ** bits - 1 });
const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));

/** A first packet as BEP 29 draws it. */
const SYN = '41 00 1234 00000001 00000002 00100000 0001 0000';
const decoded = (text: string): Packet | null => {
  const packet = new Packet();
  return decodePacket(bytesOf(text), packet) ? packet : null;
};

describe('a uTP packet', () => {
  test('is read field by field', () => {
    expect(decoded(SYN)).toMatchObject({
      type: PACKET_TYPE.syn,
      connectionId: 0x1234,
      timestampUs: 1,
      delayUs: 2,
      windowBytes: 1_048_576,
      sequence: 1,
      acknowledged: 0,
      maskBytes: 0,
      payloadBytes: 0,
    });
  });

  test('comes back as it was written', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4 }),
        fc.tuple(number(16), number(16), number(16)),
        fc.tuple(number(32), number(32), number(32)),
        fc.uint8Array({ maxLength: 1400 }),
        (type, [connectionId, sequence, acknowledged], [timestampUs, delayUs, windowBytes], payload) => {
          const bytes = new Uint8Array(HEADER_BYTES + payload.length);
          writeHeader(bytes, type, connectionId, sequence);
          stampPacket(bytes, { timestampUs, delayUs, windowBytes, acknowledged });
          bytes.set(payload, HEADER_BYTES);
          const packet = new Packet();
          expect(decodePacket(bytes, packet)).toBe(true);
          const delay = delayUs === 0x7fffffff ? 0 : delayUs;
          expect(packet).toMatchObject({ type, connectionId, sequence, acknowledged, timestampUs, delayUs: delay, windowBytes });
          expect(packet.bytes.subarray(packet.payloadAt)).toEqual(payload);
        },
      ),
    );
  });

  test('carries a mask of what came out of order, the first bit for the packet after the missing one', () => {
    const packet = decoded('21 01 0001 00000000 00000000 00000000 0000 0005  00 04 05000080');
    expect(packet).toMatchObject({ maskBytes: 4, payloadBytes: 0 });
    expect([...(packet?.bytes.subarray(packet.maskAt, packet.maskAt + 4) ?? [])]).toEqual([5, 0, 0, 0x80]);
  });

  test.each([1, 3, 5])('carries a mask of %i bytes too, as libtorrent sends them', (bytes) => {
    const mask = 'a5'.repeat(bytes);
    const packet = decoded(`21 01 0001 00000000 00000000 00000000 0000 0005  00 0${bytes} ${mask}`);
    expect(packet).toMatchObject({ maskBytes: bytes, payloadBytes: 0 });
    expect(Buffer.from(packet?.bytes.subarray(packet.maskAt) ?? []).toString('hex')).toBe(mask);
  });

  test('may have extensions that nobody here knows', () => {
    const packet = decoded('01 02 0001 00000000 00000000 00000000 0001 0000  01 08 0000000000000000  03 04 01000000  00 02 aabb  61 62');
    expect(packet).toMatchObject({ maskBytes: 4, payloadBytes: 2 });
  });

  test.each([
    ['too short', SYN.slice(0, -2)],
    ['another version', SYN.replace('41', '42')],
    ['a type that is none', SYN.replace('41', '51')],
    ['an extension without its head', '21 01 0001 00000000 00000000 00000000 0000 0005  00'],
    ['an extension beyond the end', '21 01 0001 00000000 00000000 00000000 0000 0005  00 08 00000000'],
    ['a chain that never ends', '21 01 0001 00000000 00000000 00000000 0000 0005  09 00 09 00 09 00'],
    ['a mask of nothing', '21 01 0001 00000000 00000000 00000000 0000 0005  00 00'],
    ['two masks', '21 01 0001 00000000 00000000 00000000 0000 0005  01 04 00000000 00 04 00000000'],
  ])('is none: %s', (_, text) => {
    expect(decoded(text)).toBeNull();
  });

  test('has no sample where its sender had none yet, whichever way it says so', () => {
    expect(decoded('21 00 0001 00000001 7fffffff 00000000 0000 0005')?.delayUs).toBe(0);
    expect(decoded('21 00 0001 00000001 00000000 00000000 0000 0005')?.delayUs).toBe(0);
  });

  test('is told from bencode by its first byte', () => {
    expect(looksLikeUtp(new Uint8Array(Buffer.from('d1:ad2:id20:aaaaaaaaaaaaaaaaaaaae')))).toBe(false);
    for (const first of [0x01, 0x11, 0x21, 0x31, 0x41]) expect(looksLikeUtp(new Uint8Array(20).fill(first, 0, 1))).toBe(true);
  });
});

describe('a mask', () => {
  test('is as long as is needed, within the cap', () => {
    expect([1, 32, 33, 64, 65, 100_000].map(maskBytesFor)).toEqual([4, 4, 8, 8, 12, MOST_MASK_BYTES]);
  });

  test('is empty when it is begun, whatever was there before', () => {
    const bytes = new Uint8Array(64).fill(0xff);
    writeHeader(bytes, PACKET_TYPE.state, 1, 1);
    const at = beginMask(bytes, 8);
    const packet = new Packet();
    expect(decodePacket(bytes.subarray(0, at + 8), packet)).toBe(true);
    expect([packet.maskAt, packet.maskBytes, packet.payloadBytes]).toEqual([at, 8, 0]);
    expect(bytes.subarray(at, at + 8).every((byte) => byte === 0)).toBe(true);
  });
});

describe('padding', () => {
  test('makes a packet larger by any number of bytes but one, and can be undone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 }).filter(canPad), fc.uint8Array({ minLength: 1, maxLength: 400 }), (padding, payload) => {
        const bytes = new Uint8Array(1472).fill(0xee);
        writeHeader(bytes, PACKET_TYPE.data, 7, 9);
        stampPacket(bytes, { timestampUs: 1, delayUs: 2, windowBytes: 3, acknowledged: 4 });
        writePadding(bytes, padding);
        bytes.set(payload, HEADER_BYTES + padding);
        const packet = new Packet();
        expect(decodePacket(bytes.slice(0, HEADER_BYTES + padding + payload.length), packet)).toBe(true);
        expect(packet.bytes.subarray(packet.payloadAt)).toEqual(payload);
        const length = dropPadding(bytes, padding, HEADER_BYTES + padding + payload.length);
        expect(decodePacket(bytes.slice(0, length), packet)).toBe(true);
        expect(packet.payloadAt).toBe(HEADER_BYTES);
        expect(packet.bytes.subarray(packet.payloadAt)).toEqual(payload);
      }),
    );
  });
});
