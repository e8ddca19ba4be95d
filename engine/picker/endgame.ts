/**
 * The endgame (BEP 3): when every missing block has been asked for, the last ones are asked from more peers, the
 * least-asked first, and the extra requests are cancelled when a block comes. Keeps one slow peer from holding up the end.
 */
import { BLOCK_REQUESTED, type OpenPiece } from './open-piece.js';
import type { PickPeer } from './pick-peer.js';

/** A block is asked from at most this many peers at once. */
const MAX_ASKERS = 3;

/** Chooses up to `max` blocks already asked from others; same output as PiecePicker.pick. */
export function pickEndgame(pieces: Iterable<OpenPiece>, peer: PickPeer, max: number, out: Int32Array): number {
  let count = 0;
  const chosen: OpenPiece[] = [];
  const candidates = [...pieces].filter((open) => !open.frozen && peer.has.has(open.piece) && open.admits(peer.key));
  for (let askers = 1; askers < MAX_ASKERS && count < max; askers++) {
    for (const open of candidates) {
      for (let block = 0; block < open.blockCount && count < max; block++) {
        if (open.state[block] !== BLOCK_REQUESTED || open.askers[block] !== askers) continue;
        if (peer.isAsked(open.piece, block)) continue;
        chosen.push(open);
        out[count * 2] = open.piece;
        out[count * 2 + 1] = block;
        count++;
      }
    }
  }
  // only now: a block asked for above would be found again among those with one asker more
  for (const [i, open] of chosen.entries()) open.ask(out[i * 2 + 1] ?? 0, peer.key);
  return count;
}
