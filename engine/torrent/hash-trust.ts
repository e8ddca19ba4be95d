/**
 * Who is to blame for a bad piece. A peer that delivered the whole of it is banned at once; otherwise every
 * contributor loses trust, regained slowly by good pieces, and is banned when it has run out (reliability: -2 a bad
 * piece, +1 a good one, ban at -7).
 */
export const TRUST_PER_BAD_PIECE = -2;
export const TRUST_PER_GOOD_PIECE = 1;
export const MOST_TRUST = 8;
export const BAN_AT = -7;

/** The keys that had a part in a piece, each once. */
export function contributors(from: Int32Array): number[] {
  return [...new Set(from)].filter((key) => key >= 0);
}
