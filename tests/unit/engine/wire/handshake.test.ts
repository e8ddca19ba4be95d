import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeHandshake, HandshakeReader } from '../../../../engine/wire/handshake.js';

const infoHash = Uint8Array.from({ length: 20 }, (_, at) => at);
const peerId = Uint8Array.from({ length: 20 }, (_, at) => 200 + at);
const reserved = { extended: true, fast: true, dht: false, v2: false };
const BYTES = encodeHandshake({ infoHash, peerId, reserved });

describe('handshake', () => {
  it('has the 68 bytes of BEP 3', () => {
    const text = Buffer.from(BYTES).toString('latin1');
    expect(BYTES).toHaveLength(68);
    expect(text.slice(0, 20)).toBe('\x13BitTorrent protocol');
    expect([...BYTES.subarray(20, 28)]).toEqual([0, 0, 0, 0, 0, 0x10, 0, 0x04]);
    expect(BYTES.slice(28, 48)).toEqual(infoHash);
    expect(BYTES.slice(48)).toEqual(peerId);
  });

  it('reads back what was written, for every combination of flags', () => {
    const flags = fc.record({ extended: fc.boolean(), fast: fc.boolean(), dht: fc.boolean(), v2: fc.boolean() });
    fc.assert(
      fc.property(flags, (chosen) => {
        const reader = new HandshakeReader();
        reader.receive(encodeHandshake({ infoHash, peerId, reserved: chosen }));
        expect(reader.result).toEqual({ infoHash, peerId, reserved: chosen });
      }),
    );
  });

  it('takes any split and leaves the bytes after it', () => {
    for (let at = 0; at <= 68; at += 1) {
      const reader = new HandshakeReader();
      expect(reader.receive(BYTES.slice(0, at))).toBe(at);
      const rest = Uint8Array.from([...BYTES.slice(at), 0, 0, 0, 1, 2]);
      expect(reader.receive(rest)).toBe(68 - at);
      expect(reader.result).toEqual({ infoHash, peerId, reserved });
    }
  });

  it('knows the info-hash before the peer id has come', () => {
    const reader = new HandshakeReader();
    reader.receive(BYTES.slice(0, 47));
    expect(reader.infoHash).toBeNull();
    reader.receive(BYTES.slice(47, 48));
    expect(reader.infoHash).toEqual(infoHash);
    expect(reader.result).toBeNull();
  });

  it('fails at the first byte that is not of the protocol', () => {
    const reader = new HandshakeReader();
    reader.receive(Uint8Array.from(Buffer.from('\x13BitTorrent')));
    expect(reader.error).toBeNull();
    reader.receive(Uint8Array.from(Buffer.from('X')));
    expect(reader.error).toMatchObject({ code: 'handshake-protocol', offsetBytes: 11 });
    expect(reader.receive(BYTES)).toBe(0);
    expect(reader.result).toBeNull();
  });
});
