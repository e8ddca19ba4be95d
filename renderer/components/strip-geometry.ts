/** The arithmetic of the progress strip: bucket edges on device pixels, bucket strength, runs nobody has. Pure. */

/** Edge of bucket `k` of `n` over `width` CSS pixels, snapped to device pixels. */
export function bucketEdge(k: number, n: number, width: number, scale: number): number {
  return Math.round((k * width * scale) / n) / scale;
}

/** How solid a bucket is drawn: the share held, smoothstepped, so that sparse buckets fade and full ones stay solid. */
export function bucketStrength(share: number): number {
  const s = Math.min(1, Math.max(0, share));
  return s * s * (3 - 2 * s);
}

/** Marked buckets as runs in pixels: near ones merged, each at least 8 px wide and inside the strip. */
export function hatchRuns(marked: Uint8Array, width: number, scale: number): readonly { readonly x: number; readonly width: number }[] {
  const runs: { x: number; end: number }[] = [];
  for (let k = 0; k < marked.length; k++) {
    if (marked[k] === 0) continue;
    const x = bucketEdge(k, marked.length, width, scale);
    const end = bucketEdge(k + 1, marked.length, width, scale);
    const last = runs[runs.length - 1];
    if (last !== undefined && x - last.end < 10) last.end = end;
    else runs.push({ x, end });
  }
  return runs.map(({ x, end }) => {
    const wide = Math.max(8, end - x);
    return { x: Math.max(0, Math.min(width - wide, x - (wide - (end - x)) / 2)), width: wide };
  });
}

/** Buckets of a part of the whole (a file inside its torrent), by piece span; null when the part is too small to have texture. */
export function sliceBuckets(buckets: Uint8Array, firstPiece: number, lastPiece: number, pieceCount: number): Uint8Array | null {
  if (pieceCount <= 0 || buckets.length === 0) return null;
  const from = (firstPiece / pieceCount) * buckets.length;
  const to = ((lastPiece + 1) / pieceCount) * buckets.length;
  if (to - from < 6) return null;
  return buckets.slice(Math.floor(from), Math.ceil(to));
}
