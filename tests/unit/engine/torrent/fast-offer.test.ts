import { describe, expect, test } from 'vitest';
import { Bitfield } from '../../../../engine/base/bitfield.js';
import { offerFastPieces } from '../../../../engine/torrent/fast-offer.js';
import { encodeBitfield } from '../../../../engine/wire/encode.js';
import { allowedFastSet } from '../../../../engine/wire/fast-set.js';
import { machine, said } from '../peer/peer-log.js';

const HASH = new Uint8Array(20).fill(0xaa);
const KIB = 1024;
const geometry = (pieceCount: number, pieceKib: number) => ({ pieceCount, pieceBytes: () => pieceKib * KIB });

function offered(pieceCount: number, pieceKib: number, options: { fast?: boolean; has?: readonly number[] } = {}): number {
  const shape = geometry(pieceCount, pieceKib);
  const { peer } = machine({ fast: options.fast ?? true, geometry: shape });
  const has = new Bitfield(pieceCount);
  for (const piece of options.has ?? []) has.add(piece);
  peer.receive(encodeBitfield(has.toWire()), 1);
  offerFastPieces(peer, HASH, shape);
  offerFastPieces(peer, HASH, shape);
  return said(peer).filter((word) => word === 'allowed-fast').length;
}

describe('allowed-fast pieces', () => {
  test.each([
    ['ten of a large torrent', 1000, 256, 10],
    ['no more than 8 MiB', 1000, 2048, 4],
    ['none where a piece alone is more', 1000, 16_384, 0],
    ['no more than an eighth of a small torrent', 32, 16, 4],
    ['none of a tiny one', 7, 16, 0],
  ])('are %s', (_what, pieceCount, pieceKib, count) => {
    expect(offered(pieceCount, pieceKib)).toBe(count);
  });

  test('are not offered to one that has ten pieces, nor without the fast extension', () => {
    const ten = Array.from({ length: 10 }, (_, piece) => piece);
    expect([offered(1000, 16, { has: ten }), offered(1000, 16, { fast: false })]).toEqual([0, 0]);
  });

  test('leave out what the peer has', () => {
    const set = allowedFastSet(Uint8Array.of(10, 0, 0, 1), HASH, 1000, 10);
    expect(offered(1000, 16, { has: set.slice(0, 3) })).toBe(7);
  });
});
