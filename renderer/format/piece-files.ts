/** Which files a piece touches, from the plain file list. Gaps in the indexes are pads: the next file starts on a piece edge (BEP 47). */

export interface SizedFile {
  readonly index: number;
  readonly path: string;
  readonly sizeBytes: number;
}

/** Start offset of every file in the piece space, pads included. */
export function fileOffsets(files: readonly SizedFile[], pieceLength: number): Float64Array {
  const offsets = new Float64Array(files.length);
  let at = 0;
  let expected = 0;
  files.forEach((file, i) => {
    if (file.index !== expected && at % pieceLength !== 0) at += pieceLength - (at % pieceLength);
    offsets[i] = at;
    at += file.sizeBytes;
    expected = file.index + 1;
  });
  return offsets;
}

/** Positions of the files that hold bytes of `piece`, at most `limit`. */
export function filesOfPiece(
  files: readonly SizedFile[],
  offsets: Float64Array,
  piece: number,
  pieceLength: number,
  limit: number,
): readonly number[] {
  const from = piece * pieceLength;
  const to = from + pieceLength;
  let low = 0;
  let high = files.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if ((offsets[mid] ?? 0) + (files[mid]?.sizeBytes ?? 0) <= from) low = mid + 1;
    else high = mid;
  }
  const found: number[] = [];
  for (let i = low; i < files.length && found.length < limit && (offsets[i] ?? 0) < to; i++) {
    if ((files[i]?.sizeBytes ?? 0) > 0) found.push(i);
  }
  return found;
}
