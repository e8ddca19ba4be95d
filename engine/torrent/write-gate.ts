/**
 * Holds writes back that may make files until a record is on the disk that names these files as the torrent's own: what a kill leaves
 * of them would be somebody else's at the next start. While it is shut, blocks go on arriving in memory.
 */
import type { TorrentStorage } from '../storage/storage.js';

/** What moves payload needs of a storage; the writes of it pass the gate. */
export type PieceStorage = Pick<TorrentStorage, 'storePiece' | 'writeRange' | 'verifyPiece'>;

/** Resolves when the record is saved, or could not be: that is told elsewhere, and stops no download. */
export type SaveNames = () => Promise<void>;

export class WriteGate {
  /** Null: it is open. */
  private save: SaveNames | null = null;
  private underWay: SaveNames | null = null;
  private readonly waiting: (() => void)[] = [];
  private readonly settling: (() => void)[] = [];

  /** From now on writes wait until this has been done, which is when the first one comes. */
  shut(save: SaveNames): void {
    this.save = async () => await save(); // another one each time: an earlier one under way does not open it
  }

  /** Has the record saved before a write asks for it. */
  name(): void {
    const { save } = this;
    if (save === null || this.underWay !== null) return;
    this.underWay = save;
    const done = (): void => {
      this.underWay = null;
      if (this.save === save) this.open();
      else if (this.waiting.length > 0) return this.name();
      for (const resolve of this.settling.splice(0)) resolve();
    };
    void save().then(done, done);
  }

  /** Runs what writes: at once, or when the record is there. */
  pass(run: () => void): void {
    if (this.save === null) return run();
    this.waiting.push(run);
    this.name();
  }

  /** Resolves when nothing waits for a record. */
  settled(): Promise<void> {
    return this.underWay === null ? Promise.resolve() : new Promise((resolve) => this.settling.push(resolve));
  }

  /** The same storage behind the gate. */
  before(storage: TorrentStorage): PieceStorage {
    return {
      storePiece: (piece, data, answer) => this.pass(() => storage.storePiece(piece, data, answer)),
      writeRange: (piece, offset, data, answer) => this.pass(() => storage.writeRange(piece, offset, data, answer)),
      verifyPiece: (piece, answer) => storage.verifyPiece(piece, answer),
    };
  }

  private open(): void {
    this.save = null;
    for (const run of this.waiting.splice(0)) run();
  }
}
