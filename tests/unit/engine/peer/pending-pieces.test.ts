import { describe, expect, test } from 'vitest';
import { PendingPieces } from '../../../../engine/peer/pending-pieces.js';

const drawn = (pending: PendingPieces, count: number) => {
  const pieces = pending.resolve(count);
  return pieces === null ? null : Array.from({ length: count }, (_, piece) => (pieces.has(piece) ? '*' : '.')).join('');
};

describe('pieces told before their number is known', () => {
  test.each([
    ['nothing', null, [], '....'],
    ['all', { kind: 'have-all' as const }, [], '****'],
    ['none', { kind: 'have-none' as const }, [2], '..*.'],
    ['bits', { kind: 'bitfield' as const, bits: Uint8Array.of(0b10010000) }, [0, 1], '**.*'],
    ['bits of another length', { kind: 'bitfield' as const, bits: Uint8Array.of(0, 0) }, [], null],
    ['a spare bit', { kind: 'bitfield' as const, bits: Uint8Array.of(0b00001000) }, [], null],
    ['a piece past the end', { kind: 'have-all' as const }, [4], null],
  ])('%s', (_what, set, haves, picture) => {
    const pending = new PendingPieces();
    if (set !== null) pending.set(set);
    for (const piece of haves) pending.have(piece);
    expect(drawn(pending, 4)).toBe(picture);
  });

  test('a piece taken back, and announced again', () => {
    const pending = new PendingPieces();
    pending.set({ kind: 'have-all' });
    for (const piece of [1, 2]) pending.lose(piece);
    pending.have(2);
    expect(drawn(pending, 4)).toBe('*.**');
    pending.lose(4);
    expect(drawn(pending, 4)).toBeNull();
  });
});
