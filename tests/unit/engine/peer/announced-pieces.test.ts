import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AnnouncedPieces } from '../../../../engine/peer/announced-pieces.js';

const COUNT = 12;
const held = ({ field }: AnnouncedPieces): number[] =>
  Array.from({ length: field.size }, (_, piece) => piece).filter((piece) => field.has(piece));

describe('announced pieces', () => {
  test('takes a list once, and before any single piece', () => {
    const pieces = new AnnouncedPieces(COUNT);
    expect(pieces.list({ kind: 'have-none' })).toBe('taken');
    expect(pieces.list({ kind: 'have-all' })).toBe('twice');
    const late = new AnnouncedPieces(COUNT);
    expect([late.have(3), late.have(3), late.have(COUNT), late.list({ kind: 'have-all' })]).toEqual(['new', 'known', 'outside', 'twice']);
  });

  test('tells a list that does not fit', () => {
    expect(new AnnouncedPieces(COUNT).list({ kind: 'bitfield', bits: new Uint8Array(1) })).toBe('misfit');
    const noted = new AnnouncedPieces(null);
    expect(noted.list({ kind: 'bitfield', bits: new Uint8Array(1) })).toBe('noted');
    expect(noted.setCount(COUNT)).toBe(false);
  });

  test('takes a piece out again', () => {
    const pieces = new AnnouncedPieces(COUNT);
    pieces.list({ kind: 'have-all' });
    expect([pieces.lose(4), pieces.lose(4), pieces.lose(COUNT)]).toEqual(['lost', 'unknown', 'outside']);
    expect(held(pieces)).not.toContain(4);
    expect(pieces.field.count).toBe(COUNT - 1);
  });

  test('comes to the same whether the number of pieces was known before or after', () => {
    const word = fc.record({ piece: fc.nat(COUNT - 1), had: fc.boolean() });
    const list = fc.constantFrom(
      null,
      { kind: 'have-all' as const },
      { kind: 'have-none' as const },
      { kind: 'bitfield' as const, bits: Uint8Array.of(0xa5, 0x50) },
    );
    fc.assert(
      fc.property(list, fc.array(word), (first, words) => {
        const early = new AnnouncedPieces(COUNT);
        const late = new AnnouncedPieces(null);
        for (const pieces of [early, late]) {
          if (first !== null) pieces.list(first);
          for (const { had, piece } of words) had ? pieces.have(piece) : pieces.lose(piece);
        }
        expect(late.setCount(COUNT)).toBe(true);
        expect(held(late)).toEqual(held(early));
      }),
    );
  });
});
