/** What a cell of the map looks like: one piece, or several summed up. Pure. */

export type MapMode = 'progress' | 'availability';

/** Base colours of a cell, as indexes into the painter's table. */
export const HAVE = 0;
export const NOBODY = 1;
export const MISS = 2; // 2..5
export const AVAIL = 6; // 6..11
export const HELD_ALONE = 12;
export const TINTS = 13;

export interface MapPieces {
  readonly state: Uint8Array;
  readonly availability: Uint8Array;
  readonly pieceCount: number;
}

export interface CellLook {
  /** Index of the base colour. */
  tint: number;
  /** Height of the rising part, 0..1; 0 and 1 draw none. */
  fill: number;
}

/** Missing pieces come in four steps by peers: 1, 2-3, 4-9, 10 and more. */
export function missTint(peers: number): number {
  return MISS + (peers >= 10 ? 3 : peers >= 4 ? 2 : peers >= 2 ? 1 : 0);
}
/** Availability comes in six steps: 1, 2, 3-4, 5-9, 10-19, 20 and more. */
export function availTint(peers: number): number {
  return AVAIL + (peers >= 20 ? 5 : peers >= 10 ? 4 : peers >= 5 ? 3 : peers >= 3 ? 2 : peers >= 2 ? 1 : 0);
}

/**
 * Looks at the pieces of one cell and writes into `out`. The tint is that of the rarest missing piece, so that a single
 * rare piece still shows among many. Without any connected peer, "nobody has it" says nothing and is not drawn.
 */
export function lookAtCell(data: MapPieces, cell: number, perCell: number, mode: MapMode, anyPeers: boolean, out: CellLook): void {
  const from = cell * perCell;
  const to = Math.min(data.pieceCount, from + perCell);
  let held = 0;
  let rarest = 256;
  let rarestAll = 256;
  for (let i = from; i < to; i++) {
    const state = data.state[i] ?? 0;
    const peers = data.availability[i] ?? 0;
    held += state;
    if (peers < rarestAll) rarestAll = peers;
    if (state < 15 && peers < rarest) rarest = peers;
  }
  const whole = rarest === 256;
  out.fill = 0;
  if (mode === 'availability') {
    if (rarestAll === 0) out.tint = whole ? HELD_ALONE : anyPeers ? NOBODY : MISS;
    else out.tint = availTint(rarestAll);
    return;
  }
  if (whole) {
    out.tint = HAVE;
    return;
  }
  out.fill = held / (15 * (to - from));
  out.tint = rarest === 0 && anyPeers ? NOBODY : missTint(rarest);
}
