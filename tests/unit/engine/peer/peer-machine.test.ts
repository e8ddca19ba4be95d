import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BLOCK_BYTES } from '../../../../engine/base/block-size.js';
import * as encode from '../../../../engine/wire/encode.js';
import { block, drawn, GEOMETRY, machine, message } from './peer-log.js';

const [HAVE, REQUEST, CANCEL, REJECT] = [4, 6, 8, 16];
const BITS = (bits: number) => encode.encodeBitfield(Uint8Array.of(bits));
const MAX = 0xffffffff;

describe('what a peer says', () => {
  test.each([
    ['a have past the end', message(HAVE, 3), 'it announced a piece outside the torrent'],
    ['the greatest have', message(HAVE, MAX), 'it announced a piece outside the torrent'],
    ['a bitfield with a spare bit', BITS(0b00010000), 'its list of pieces does not fit the torrent'],
    ['no bits at all', encode.encodeBitfield(new Uint8Array(0)), 'its list of pieces does not fit the torrent'],
    ['two lists of pieces', Buffer.concat([encode.HAVE_ALL, encode.HAVE_NONE]), 'it sent its list of pieces twice'],
    ['a list after a have', Buffer.concat([message(HAVE, 1), BITS(0)]), 'it sent its list of pieces twice'],
    ['a request past the end', message(REQUEST, 3, 0, BLOCK_BYTES), 'it asked for a block outside the torrent'],
    ['a request across the end', message(REQUEST, 2, BLOCK_BYTES, BLOCK_BYTES), 'it asked for a block outside the torrent'],
    ['the greatest request', message(REQUEST, MAX, MAX, 1), 'it asked for a block outside the torrent'],
    ['a request for nothing', message(REQUEST, 0, 0, 0), 'it asked for a block outside the torrent'],
    ['a block past the end', block(3, 0, 100), 'it sent a block outside the torrent'],
    ['a block across the end', block(2, 19_990, 100), 'it sent a block outside the torrent'],
    ['a block of nothing', block(0, 65_536, 0), 'it sent a block outside the torrent'],
    ['the greatest block', block(MAX, MAX, 1), 'it sent a block outside the torrent'],
  ])('%s is a fault, split anywhere', (_what, bytes, fault) => {
    for (let cut = 0; cut <= Math.min(bytes.length, 40); cut++) {
      const { peer, log } = machine();
      peer.receive(bytes.subarray(0, cut), 1);
      peer.receive(bytes.subarray(cut), 2);
      expect(log.faults, `cut at ${cut}`).toEqual([fault]);
      expect(log.entries.filter((entry) => !/^(pieces|have)/.test(entry))).toEqual([]);
    }
  });

  test('a length beyond its message is a fault', () => {
    const { peer, log } = machine();
    peer.receive(Uint8Array.of(0, 0, 0, 9, 4, 0, 0, 0, 1), 1);
    expect(log.faults).toHaveLength(1);
    peer.receive(message(HAVE, 1), 2);
    expect(log.faults).toHaveLength(2); // the owner closes at the first
    expect(log.entries).toEqual([]);
  });

  test('numbers that name nothing of ours are let pass', () => {
    const { peer, log } = machine();
    peer.receive(message(REJECT, MAX, MAX, MAX), 1);
    peer.receive(message(CANCEL, MAX, MAX, MAX), 1);
    peer.receive(encode.encodeSuggest(MAX), 1);
    peer.receive(encode.encodeAllowedFast(MAX), 1);
    expect([log.faults, log.entries]).toEqual([[], []]);
  });

  test('becomes known as a list and then piece by piece', () => {
    const { peer, log } = machine();
    peer.receive(BITS(0b10000000), 1);
    peer.receive(message(HAVE, 2), 1);
    peer.receive(message(HAVE, 2), 1);
    expect(log.entries).toEqual(['pieces *..', 'have 2']);
    expect(drawn(peer)).toBe('*.*');
  });

  test.each([
    [encode.HAVE_ALL, '***'],
    [encode.HAVE_NONE, '...'],
  ])('%# all or nothing is a list too', (bytes, picture) => {
    const { peer } = machine();
    peer.receive(bytes, 1);
    expect(drawn(peer)).toBe(picture);
  });

  test('a block is claimed, counted and ended, in parts of any size', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 20, size: 'max' }), (cuts) => {
        const { peer, log } = machine();
        const bytes = Buffer.concat([block(0, BLOCK_BYTES), block(2, BLOCK_BYTES, 3616), message(HAVE, 1)]);
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const size = cuts[i % cuts.length] ?? 1;
          peer.receive(bytes.subarray(at, at + size), i);
          at += size;
        }
        expect(log.entries).toEqual([
          `begin 0 ${BLOCK_BYTES} ${BLOCK_BYTES}`,
          `end 0 ${BLOCK_BYTES} after ${BLOCK_BYTES}`,
          `begin 2 ${BLOCK_BYTES} 3616`,
          `end 2 ${BLOCK_BYTES} after 3616`,
          'have 1',
        ]);
        expect(peer.stats.down.total).toBe(BLOCK_BYTES + 3616);
        expect(peer.stats.wastedBytes).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  test('a block that nobody claims runs into the void and counts as wasted', () => {
    const { peer, log } = machine();
    log.claims = false;
    peer.receive(block(0, 0), 1);
    expect(log.entries).toEqual([`begin 0 0 ${BLOCK_BYTES}`]);
    expect(peer.stats.wastedBytes).toBe(BLOCK_BYTES);
  });

  test('is not heard after a stop', () => {
    const { peer, log } = machine();
    peer.stop();
    peer.receive(Buffer.concat([message(HAVE, 1), block(0, 0)]), 1);
    expect([log.entries, log.faults]).toEqual([[], []]);
  });
});

describe('before the metadata', () => {
  const early = (bytes: Uint8Array) => {
    const made = machine({ geometry: null });
    made.peer.receive(bytes, 1);
    return made;
  };

  test.each([
    ['a list and haves', Buffer.concat([BITS(0b10000000), message(HAVE, 2)]), '*.*'],
    ['have-all', encode.HAVE_ALL, '***'],
    ['haves alone', Buffer.concat([message(HAVE, 1), message(HAVE, 1)]), '.*.'],
    ['nothing', new Uint8Array(0), '...'],
  ])('%s is kept and told when the geometry is known', (_what, bytes, picture) => {
    const { peer, log } = early(bytes);
    expect(log.entries).toEqual([]);
    peer.setGeometry(GEOMETRY);
    expect(log.entries).toEqual([`pieces ${picture}`]);
    expect(log.faults).toEqual([]);
  });

  test.each([
    ['a piece that does not exist', message(HAVE, 3)],
    ['a list of another length', encode.encodeBitfield(new Uint8Array(2))],
    ['a spare bit', BITS(0b00000001)],
  ])('%s is a fault when the geometry is known', (_what, bytes) => {
    const { peer, log } = early(bytes);
    expect(log.faults).toEqual([]);
    peer.setGeometry(GEOMETRY);
    expect(log.faults).toEqual(['its list of pieces does not fit the torrent']);
    expect(peer.pieces.isEmpty).toBe(true);
  });

  test('blocks go into the void, and requests are a fault', () => {
    const { peer, log } = early(block(0, 0, 100));
    expect([log.entries, log.faults]).toEqual([[], []]);
    peer.receive(message(REQUEST, 0, 0, 100), 1);
    expect(log.faults).toHaveLength(1);
  });

  test('remembers a bounded number of haves', () => {
    const { peer } = machine({ geometry: null });
    for (let piece = 0; piece < 20_000; piece++) peer.receive(message(HAVE, piece), 1);
    peer.setGeometry({ pieceCount: 20_000, pieceBytes: () => 1 });
    expect(peer.pieces.count).toBe(10_000);
  });
});
