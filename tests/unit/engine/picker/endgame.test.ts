import { describe, expect, test } from 'vitest';
import { Endgame } from '../../../../engine/picker/endgame.js';
import { OpenPiece } from '../../../../engine/picker/open-piece.js';
import { FakePeer, pieces } from './picker-stage.js';

/** Pieces drawn as askers a block: `'12.#'` is asked of one, asked of two, free, here. */
function drawn(...pictures: string[]): OpenPiece[] {
  return pictures.map((picture, piece) => {
    const open = new OpenPiece(piece, picture.length);
    for (const [block, mark] of [...picture].entries()) {
      for (let asker = 0; asker < Number(mark); asker++) open.ask(block, 100 + asker);
      if (mark === '#') open.markHere(block);
    }
    return open;
  });
}

function picked(open: readonly OpenPiece[], peer: FakePeer, max: number): string[] {
  const out = new Int32Array(max * 2);
  const count = new Endgame().pick(new Map(open.map((one) => [one.piece, one])), peer, max, out, true);
  return Array.from({ length: count }, (_, i) => `${out[i * 2]}:${out[i * 2 + 1]}`);
}

describe('endgame', () => {
  test('takes what fewest were asked for first, never from more than three', () => {
    expect(picked(drawn('213', '#1'), new FakePeer(1, pieces('**')), 10)).toEqual(['0:1', '1:1', '0:0']);
  });

  test('takes each block once, however much it may take', () => {
    const open = drawn('11');
    expect(picked(open, new FakePeer(1, pieces('*')), 100)).toEqual(['0:0', '0:1']);
    expect([...(open[0]?.askers ?? [])]).toEqual([2, 2]);
  });

  test('asks a peer for nothing that it was asked for, does not have, or that is frozen', () => {
    const open = drawn('11', '1', '1');
    const peer = new FakePeer(1, pieces('*.*'));
    peer.asked.add('0:1');
    const [, , frozen] = open;
    if (frozen) frozen.frozen = true;
    expect(picked(open, peer, 10)).toEqual(['0:0']);
  });

  test('stops at the number wanted', () => {
    const open = drawn('111');
    expect(picked(open, new FakePeer(1, pieces('*')), 2)).toHaveLength(2);
    expect([...(open[0]?.askers ?? [])]).toEqual([2, 2, 1]);
  });
});
