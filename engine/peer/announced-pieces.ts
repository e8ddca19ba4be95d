/**
 * What one peer says it has (BEP 3, 6, 54): its list, each piece more, each piece less. Before the number of pieces is
 * known it is only noted. Invariant: `field` has the torrent's size and no bit beyond it.
 */
import { Bitfield } from '../base/bitfield.js';
import { PendingPieces, type PieceSet } from './pending-pieces.js';

export class AnnouncedPieces {
  /** Empty until the peer said (or until the number of pieces is known). */
  field: Bitfield;
  private pending: PendingPieces | null;
  private listed = false;

  /** `pieceCount` is null while the metadata is missing. */
  constructor(private pieceCount: number | null) {
    this.pending = pieceCount === null ? new PendingPieces() : null;
    this.field = new Bitfield(pieceCount ?? 0);
  }

  /** The number of pieces became known; false when what was said before does not fit it. */
  setCount(pieceCount: number): boolean {
    const field = this.pending === null ? new Bitfield(pieceCount) : this.pending.resolve(pieceCount);
    this.pieceCount = pieceCount;
    this.pending = null;
    if (field !== null) this.field = field;
    return field !== null;
  }

  /** The whole list; `noted` when it is judged later. */
  list(pieces: PieceSet): 'taken' | 'noted' | 'twice' | 'misfit' {
    if (this.listed) return 'twice';
    this.listed = true;
    if (this.pieceCount === null) {
      this.pending?.set(pieces);
      return 'noted';
    }
    const field =
      pieces.kind === 'bitfield'
        ? Bitfield.fromWire(pieces.bits, this.pieceCount)
        : new Bitfield(this.pieceCount, pieces.kind === 'have-all');
    if (field === null) return 'misfit';
    this.field = field;
    return 'taken';
  }

  /** One piece more. */
  have(piece: number): 'new' | 'known' | 'noted' | 'outside' {
    if (this.pieceCount === null) {
      this.pending?.have(piece);
      return 'noted';
    }
    if (piece >= this.pieceCount) return 'outside';
    this.listed = true;
    return this.field.add(piece) ? 'new' : 'known';
  }

  /** One piece less. */
  lose(piece: number): 'lost' | 'unknown' | 'noted' | 'outside' {
    if (this.pieceCount === null) {
      this.pending?.lose(piece);
      return 'noted';
    }
    if (piece >= this.pieceCount) return 'outside';
    return this.field.remove(piece) ? 'lost' : 'unknown';
  }
}
