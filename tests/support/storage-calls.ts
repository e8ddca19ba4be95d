/** Promise forms of the storage's callbacks, for tests. */
import type { DoneAnswer, SlabRange, StoreAnswer, TorrentStorage, VerifyAnswer } from '../../engine/storage/storage.js';

export const storePiece = (storage: TorrentStorage, piece: number, data: readonly SlabRange[]) =>
  new Promise<StoreAnswer>((resolve) => storage.storePiece(piece, data, resolve));
export const writeRange = (storage: TorrentStorage, piece: number, offset: number, data: readonly SlabRange[]) =>
  new Promise<DoneAnswer>((resolve) => storage.writeRange(piece, offset, data, resolve));
export const readRange = (storage: TorrentStorage, piece: number, offset: number, into: readonly SlabRange[]) =>
  new Promise<DoneAnswer>((resolve) => storage.readRange(piece, offset, into, resolve));
export const verifyPiece = (storage: TorrentStorage, piece: number) =>
  new Promise<VerifyAnswer>((resolve) => storage.verifyPiece(piece, resolve));
export const statFiles = (storage: TorrentStorage) =>
  new Promise<Parameters<Parameters<TorrentStorage['stat']>[0]>[0]>((resolve) => storage.stat(resolve));
export const prepare = (storage: TorrentStorage, wanted: Uint8Array) =>
  new Promise<DoneAnswer>((resolve) => storage.prepare(wanted, resolve));
export const sync = (storage: TorrentStorage) => new Promise<DoneAnswer>((resolve) => storage.sync(resolve));
export const deleteFiles = (storage: TorrentStorage, created: Uint8Array) =>
  new Promise<DoneAnswer>((resolve) => storage.deleteFiles(created, resolve));

/** Outcome per piece, 9 where none was told, and how the check ended. */
export function check(storage: TorrentStorage, pieceCount: number, range: { first: number; end: number } | null = null) {
  const outcomes = new Array<number>(pieceCount).fill(9);
  return new Promise<{ outcomes: number[]; answer: DoneAnswer }>((resolve) => {
    storage.check(
      range,
      (first, batch) => {
        for (const [i, outcome] of batch.entries()) outcomes[first + i] = outcome;
      },
      (answer) => resolve({ outcomes, answer }),
    );
  });
}
