/** Piece sets as strips: the share held in each of a number of equal buckets, 0..255. */

let allFull = new Uint8Array(0);

/** Of a torrent that has all its pieces: thousands do, and share one. */
export function fullStrip(pieceCount: number, buckets: number): Uint8Array {
  const count = Math.min(buckets, pieceCount);
  if (allFull.length !== count) allFull = new Uint8Array(count).fill(255);
  return allFull;
}

/** `weigh` gives 0..1 for a piece. Never more buckets than pieces. */
export function strip(pieceCount: number, buckets: number, weigh: (piece: number) => number): Uint8Array {
  const count = Math.min(buckets, pieceCount);
  const out = new Uint8Array(count);
  for (let bucket = 0; bucket < count; bucket++) {
    const first = Math.floor((bucket * pieceCount) / count);
    const end = Math.max(first + 1, Math.floor(((bucket + 1) * pieceCount) / count));
    let sum = 0;
    for (let piece = first; piece < end; piece++) sum += weigh(piece);
    const share = sum / (end - first);
    // neither a full nor an empty look may lie
    out[bucket] = share >= 1 ? 255 : share <= 0 ? 0 : Math.min(254, Math.max(1, Math.round(share * 255)));
  }
  return out;
}
