/**
 * Where the files of a torrent lie beyond their names. A file that is not wanted has no place of its own: what of it comes with the pieces
 * of its neighbours lies in the torrent's part file, piece by piece in slots, until it is wanted.
 */

export interface FilePlaces {
  /** Byte per file: not 0 = it lies in the part file. Null: all have places of their own. */
  readonly parted: Uint8Array | null;
  /** Piece in each slot of the part file; -1 where one is free. */
  readonly slots: Int32Array;
}

export const OWN_PLACES: FilePlaces = { parted: null, slots: new Int32Array(0) };

/** The slot of a piece; -1 where it has none. */
export class PartSlots {
  private readonly byPiece = new Map<number, number>();

  constructor(slots: Int32Array) {
    for (const [slot, piece] of slots.entries()) if (piece >= 0) this.byPiece.set(piece, slot);
  }

  of(piece: number): number {
    return this.byPiece.get(piece) ?? -1;
  }
}

/** States of a file in the memory that a torrent's workers share: whether it may be written to. */
export const FOREIGN = 0;
export const OURS = 1;
/** A worker is just making it, unless it finds that it was there. */
export const BEING_MADE = 2;
