import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as encode from '../../../../engine/wire/encode.js';
import { DEFAULT_LIMITS, Framer } from '../../../../engine/wire/framer.js';
import { WireLog } from '../../../support/wire-log.js';

const concat = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));
const message = (id: number, payload: readonly number[] = []): Uint8Array => {
  const length = 1 + payload.length;
  return Uint8Array.of(length >>> 24, (length >>> 16) & 255, (length >>> 8) & 255, length & 255, id, ...payload);
};
const claim = (length: number, id: number): Uint8Array =>
  Uint8Array.of(length >>> 24, (length >>> 16) & 255, (length >>> 8) & 255, length & 255, id);

function written(bytes: number, write: (out: Uint8Array) => number): Uint8Array {
  const out = new Uint8Array(bytes);
  expect(write(out)).toBe(bytes);
  return out;
}
const request = (p: number, o: number, l: number) => written(17, (out) => encode.writeRequest(out, 0, p, o, l));
const cancel = (p: number, o: number, l: number) => written(17, (out) => encode.writeCancel(out, 0, p, o, l));
const reject = (p: number, o: number, l: number) => written(17, (out) => encode.writeReject(out, 0, p, o, l));
const have = (p: number) => written(9, (out) => encode.writeHave(out, 0, p));
const piece = (p: number, o: number, bytes: Uint8Array) =>
  concat(
    written(13, (out) => encode.writePieceHeader(out, 0, p, o, bytes.length)),
    bytes,
  );

function receiveAll(bytes: Uint8Array, limits = DEFAULT_LIMITS) {
  const log = new WireLog();
  const error = new Framer(log, limits).receive(bytes);
  return { entries: log.entries, error };
}

const ONE_OF_EACH = concat(
  encode.KEEP_ALIVE,
  encode.CHOKE,
  encode.UNCHOKE,
  encode.INTERESTED,
  encode.NOT_INTERESTED,
  encode.HAVE_ALL,
  encode.HAVE_NONE,
  have(0xfffffffe),
  encode.encodeBitfield(Uint8Array.of(0xa5, 0x80)),
  request(1, 16384, 16384),
  piece(7, 32768, Uint8Array.of(1, 2, 3, 4, 5)),
  piece(8, 0, new Uint8Array(0)),
  cancel(1, 16384, 16384),
  reject(2, 0, 100),
  encode.encodePort(6881),
  encode.encodeSuggest(3),
  encode.encodeAllowedFast(4),
  encode.encodeExtended(9, Uint8Array.of(100, 101)),
  encode.encodeExtended(0, new Uint8Array(0)),
  message(21, [1, 2, 3]),
  message(99),
  encode.CHOKE,
);

const ENTRIES = [
  { kind: 'keep-alive' },
  { kind: 'choke' },
  { kind: 'unchoke' },
  { kind: 'interested' },
  { kind: 'not-interested' },
  { kind: 'have-all' },
  { kind: 'have-none' },
  { kind: 'have', piece: 0xfffffffe },
  { kind: 'bitfield', bits: Uint8Array.of(0xa5, 0x80) },
  { kind: 'request', piece: 1, offset: 16384, length: 16384 },
  { kind: 'block', piece: 7, offset: 32768, bytes: [1, 2, 3, 4, 5] },
  { kind: 'block', piece: 8, offset: 0, bytes: [] },
  { kind: 'cancel', piece: 1, offset: 16384, length: 16384 },
  { kind: 'reject', piece: 2, offset: 0, length: 100 },
  { kind: 'port', port: 6881 },
  { kind: 'suggest', piece: 3 },
  { kind: 'allowed-fast', piece: 4 },
  { kind: 'extended', id: 9, payload: Uint8Array.of(100, 101) },
  { kind: 'extended', id: 0, payload: new Uint8Array(0) },
  { kind: 'unknown', id: 21 },
  { kind: 'unknown', id: 99 },
  { kind: 'choke' },
];

describe('framer', () => {
  it('reads back every message that we can write', () => {
    expect(receiveAll(ONE_OF_EACH)).toEqual({ entries: ENTRIES, error: null });
  });

  it('gives the same messages when the stream is split at any one byte', () => {
    for (let at = 0; at <= ONE_OF_EACH.length; at += 1) {
      const log = new WireLog();
      const framer = new Framer(log);
      expect(framer.receive(ONE_OF_EACH.slice(0, at))).toBeNull();
      expect(framer.receive(ONE_OF_EACH.slice(at))).toBeNull();
      expect(log.entries).toEqual(ENTRIES);
    }
  });

  it('gives the same messages byte by byte', () => {
    const log = new WireLog();
    const framer = new Framer(log);
    for (const byte of ONE_OF_EACH) expect(framer.receive(Uint8Array.of(byte))).toBeNull();
    expect(log.entries).toEqual(ENTRIES);
  });

  it('does not depend on how any bytes at all are split', () => {
    const splits = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 });
    const chunk = fc.oneof(
      fc.constantFrom(encode.CHOKE, encode.HAVE_ALL, have(3), request(1, 2, 3), piece(1, 0, Uint8Array.of(9, 9, 9))),
      fc.uint8Array({ maxLength: 30 }).map((bits) => encode.encodeBitfield(bits)),
      fc.uint8Array({ maxLength: 12 }),
    );
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 12 }), splits, (chunks, sizes) => {
        const bytes = concat(...chunks);
        const whole = receiveAll(bytes);
        const log = new WireLog();
        const framer = new Framer(log);
        let error = null;
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          error = framer.receive(bytes.slice(at, at + size));
          at += size;
        }
        expect(log.entries).toEqual(whole.entries);
        expect(error).toEqual(whole.error);
      }),
    );
  });

  it('hands a block over as views of what was received, without copying', () => {
    const bytes = piece(1, 0, new Uint8Array(64).fill(7));
    const buffers: ArrayBufferLike[] = [];
    class ViewSink extends WireLog {
      override onBlockBytes(_piece: number, _offset: number, view: Uint8Array): void {
        buffers.push(view.buffer);
      }
      override onBlockEnd(): void {}
    }
    const sink = new ViewSink();
    new Framer(sink).receive(bytes);
    expect(buffers).toEqual([bytes.buffer]);
  });

  it('keeps bitfields and extended payloads out of the receive buffer', () => {
    const bytes = concat(encode.encodeBitfield(Uint8Array.of(1, 2)), encode.encodeExtended(1, Uint8Array.of(3)));
    const { entries } = receiveAll(bytes);
    bytes.fill(0);
    expect(entries).toEqual([
      { kind: 'bitfield', bits: Uint8Array.of(1, 2) },
      { kind: 'extended', id: 1, payload: Uint8Array.of(3) },
    ]);
  });

  it.each([
    ['choke with a payload', claim(2, 0)],
    ['interested with a payload', claim(5, 2)],
    ['have too short', claim(4, 4)],
    ['have too long', claim(6, 4)],
    ['request too short', claim(12, 6)],
    ['request too long', claim(14, 6)],
    ['cancel too long', claim(17, 8)],
    ['piece without its fields', claim(8, 7)],
    ['piece over the cap', claim(9 + 128 * 1024 + 1, 7)],
    ['bitfield over 256 KiB', claim(1 + 256 * 1024 + 1, 5)],
    ['extended without an id', claim(1, 20)],
    ['extended over 1 MiB', claim(2 + 1024 * 1024 + 1, 20)],
    ['port too long', claim(4, 9)],
    ['have-all with a payload', claim(2, 14)],
    ['reject too short', claim(5, 16)],
    ['unknown over 1 MiB', claim(1 + 1024 * 1024 + 1, 200)],
    ['the longest length', claim(0xffffffff, 200)],
  ])('refuses %s before any payload has come', (_name, bytes) => {
    const { entries, error } = receiveAll(bytes);
    expect(error?.code).toBe('wire-length');
    expect(entries).toEqual([]);
  });

  it('accepts exactly the caps', () => {
    const limits = { maxBitfieldBytes: 3, maxExtendedBytes: 2, maxBlockBytes: 4 };
    const bytes = concat(
      encode.encodeBitfield(new Uint8Array(3)),
      encode.encodeExtended(1, new Uint8Array(2)),
      piece(0, 0, new Uint8Array(4)),
    );
    expect(receiveAll(bytes, limits).error).toBeNull();
    expect(receiveAll(encode.encodeBitfield(new Uint8Array(4)), limits).error?.code).toBe('wire-length');
    expect(receiveAll(encode.encodeExtended(1, new Uint8Array(3)), limits).error?.code).toBe('wire-length');
    expect(receiveAll(piece(0, 0, new Uint8Array(5)), limits).error?.code).toBe('wire-length');
  });

  it('applies new limits from the next message on', () => {
    const framer = new Framer(new WireLog());
    framer.setLimits({ ...DEFAULT_LIMITS, maxBitfieldBytes: 1 });
    expect(framer.receive(encode.encodeBitfield(new Uint8Array(2)))?.code).toBe('wire-length');
  });

  it('refuses a request for more than 128 KiB and allows one for exactly that', () => {
    expect(receiveAll(request(0, 0, 128 * 1024)).error).toBeNull();
    expect(receiveAll(request(0, 0, 128 * 1024 + 1)).error?.code).toBe('wire-request');
  });

  it('skips a long message of unknown kind without keeping it', () => {
    const log = new WireLog();
    const framer = new Framer(log);
    framer.receive(claim(1 + 1024 * 1024, 200));
    const chunk = new Uint8Array(64 * 1024);
    for (let i = 0; i < 16; i += 1) expect(framer.receive(chunk)).toBeNull();
    framer.receive(encode.CHOKE);
    expect(log.entries).toEqual([{ kind: 'unknown', id: 200 }, { kind: 'choke' }]);
  });

  it('delivers nothing after an error and repeats it', () => {
    const log = new WireLog();
    const framer = new Framer(log);
    const error = framer.receive(concat(have(1), claim(2, 0), Uint8Array.of(0), encode.CHOKE));
    expect(error).toMatchObject({ code: 'wire-length', offsetBytes: 9 });
    expect(framer.receive(encode.CHOKE)).toBe(error);
    expect(log.entries).toEqual([{ kind: 'have', piece: 1 }]);
  });

  it.each(['onBlockBegin', 'onBlockBytes', 'onBlockEnd', 'onRequest', 'onHave', 'onMessage'] as const)(
    'delivers nothing after stop() inside %s',
    (callback) => {
      const calls: string[] = [];
      const record = (name: string) => () => {
        calls.push(name);
        if (name === callback) framer.stop();
      };
      const framer: Framer = new Framer({
        onBlockBegin: record('onBlockBegin'),
        onBlockBytes: record('onBlockBytes'),
        onBlockEnd: record('onBlockEnd'),
        onRequest: record('onRequest'),
        onCancel: record('onCancel'),
        onHave: record('onHave'),
        onMessage: record('onMessage'),
      });
      const bytes = concat(piece(0, 0, Uint8Array.of(1)), request(0, 0, 1), have(1), encode.CHOKE);
      expect(framer.receive(concat(bytes, bytes))).toBeNull();
      expect(framer.receive(bytes)).toBeNull();
      expect(calls.at(-1)).toBe(callback);
      expect(calls.filter((name) => name === callback)).toHaveLength(1);
    },
  );

  it('allocates in proportion to what came, not to the length claimed', () => {
    const framers: Framer[] = [];
    const before = process.memoryUsage().arrayBuffers;
    for (let i = 0; i < 200; i += 1) {
      const framer = new Framer(new WireLog());
      framer.receive(concat(claim(2 + 1024 * 1024, 20), Uint8Array.of(1, 1)));
      framers.push(framer);
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 1024 * 1024);
    expect(framers).toHaveLength(200);
  });
});
