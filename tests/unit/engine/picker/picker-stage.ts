/** A picker drawn as pictures: peers by what they have (`*` or `.` a piece), results as `piece:block`. */
import { Bitfield } from '../../../../engine/base/bitfield.js';
import type { OpenPiece } from '../../../../engine/picker/open-piece.js';
import { PeerMemo } from '../../../../engine/picker/peer-memo.js';
import type { PickPeer } from '../../../../engine/picker/pick-peer.js';
import { PiecePicker } from '../../../../engine/picker/piece-picker.js';
import { seededRandom } from '../../../support/seeded-random.js';

/** `'*.*'` has pieces 0 and 2. */
export function pieces(picture: string): Bitfield {
  const field = new Bitfield(picture.length);
  for (const [piece, mark] of [...picture].entries()) if (mark === '*') field.add(piece);
  return field;
}

export class FakePeer implements PickPeer {
  /** `piece:block`, asked and unanswered. */
  readonly asked = new Set<string>();
  memo = new PeerMemo();
  isFast = true;
  keepsPieces = false;
  onParole = false;

  constructor(
    readonly key: number,
    readonly has: Bitfield,
  ) {}

  isAsked(piece: number, block: number): boolean {
    return this.asked.has(`${piece}:${block}`);
  }
  /** Picks and remembers; throws when a block is given twice to this peer. */
  pick(picker: PiecePicker, max: number, mayRepeat = true, nowMs = 0): string[] {
    const out = new Int32Array(max * 2);
    const count = picker.pick(this, max, out, mayRepeat, nowMs);
    const picked = Array.from({ length: count }, (_, i) => `${out[i * 2]}:${out[i * 2 + 1]}`);
    for (const name of picked) {
      if (this.asked.has(name)) throw new Error(`${name} was asked twice of peer ${this.key}`);
      this.asked.add(name);
    }
    return picked;
  }
}

export const numbers = (name: string): [piece: number, block: number] => {
  const [piece, block] = name.split(':').map(Number);
  return [piece ?? -1, block ?? -1];
};

export interface PickerStageOptions {
  readonly pieceCount: number;
  /** Blocks of a piece; 2 by default. */
  readonly blocks?: number;
  readonly have?: string;
  /** `piece:block` that are pads. */
  readonly pads?: readonly string[];
  readonly seed?: number;
  /** Pieces that may fill side by side. */
  readonly mostApart?: number;
  /** Neighbours that make up an extent. */
  readonly groupPieces?: number;
}

export function pickerStage(options: PickerStageOptions) {
  const { pieceCount, blocks = 2, have, pads = [], seed = 1, mostApart = 8, groupPieces = 1 } = options;
  const memory = { spent: false };
  const closed: number[] = [];
  const host = {
    mostApart,
    blocksIn: () => blocks,
    reserve: () => !memory.spent,
    opened: (open: OpenPiece) => {
      for (const pad of pads) if (numbers(pad)[0] === open.piece) open.markHere(numbers(pad)[1]);
    },
    closed: (open: OpenPiece) => void closed.push(open.piece),
  };
  const picker = new PiecePicker(host, pieceCount, seededRandom(seed), {
    groupPieces,
    ...(have !== undefined && { have: pieces(have) }),
  });
  return { picker, memory, closed };
}

/** The whole of a block comes from the peer. */
export function receive(picker: PiecePicker, peer: FakePeer, name: string): void {
  const [piece, block] = numbers(name);
  peer.asked.delete(name);
  const open = picker.openPiece(piece);
  if (open?.begin(block, peer.key, true)) open.finish(block);
  else picker.unask(piece, block);
  if (open?.complete) picker.markHave(piece);
}
