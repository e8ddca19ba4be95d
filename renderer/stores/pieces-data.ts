/** The piece map's data. Arrays are changed in place (they may be large); each delta makes a new object around them. */

export interface PiecesData {
  readonly pieceCount: number;
  readonly pieceLength: number;
  /** 0 missing, 1-14 share of blocks, 15 have. */
  readonly state: Uint8Array;
  /** Connected peers having it, clamped to 255. */
  readonly availability: Uint8Array;
  /** Counts the deltas. */
  readonly version: number;
  /** Pieces that the delta leading to this version touched; null: everything is new. */
  readonly dirty: readonly number[] | null;
}

/** Applies triples of index, state, availability. Out-of-range indexes are skipped. */
export function applyPieces(data: PiecesData, changes: Uint32Array): PiecesData {
  const dirty: number[] = [];
  for (let i = 0; i + 2 < changes.length; i += 3) {
    const index = changes[i] ?? 0;
    if (index >= data.pieceCount) continue;
    data.state[index] = Math.min(15, changes[i + 1] ?? 0);
    data.availability[index] = Math.min(255, changes[i + 2] ?? 0);
    dirty.push(index);
  }
  return { ...data, version: data.version + 1, dirty };
}

export interface PieceCounts {
  readonly have: number;
  readonly filling: number;
  readonly missing: number;
  /** Missing or filling pieces that no connected peer has. */
  readonly nobody: number;
  /** Some connected peer has something: without that, "nobody" says nothing. */
  readonly anyPeers: boolean;
}

/** The counts of the legend, in one pass. A piece counts once: the four add up. */
export function countPieces(data: PiecesData): PieceCounts {
  let have = 0;
  let filling = 0;
  let nobody = 0;
  let lost = 0;
  let anyPeers = false;
  for (let i = 0; i < data.pieceCount; i++) {
    const state = data.state[i] ?? 0;
    const peers = data.availability[i] ?? 0;
    if (peers > 0) anyPeers = true;
    if (state === 15) have++;
    else if (peers === 0) {
      nobody++;
      if (state > 0) lost++;
    } else if (state > 0) filling++;
  }
  if (!anyPeers) {
    nobody = 0;
    filling += lost;
  }
  return { have, filling, nobody, missing: data.pieceCount - have - filling - nobody, anyPeers };
}
