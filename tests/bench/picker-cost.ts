/** What choosing a block costs, by the number of pieces and of peers: it must not grow with either. */
import { PickerSwarm } from '../support/picker-swarm.js';
import { seededRandom } from '../support/seeded-random.js';

export interface PickerCost {
  readonly pieces: number;
  readonly peers: number;
  /** Choosing it, taking it in, its share of a finished piece and of asking who is interesting; the quickest of rounds. */
  readonly nsPerBlock: number;
}

const PIECES = [1000, 10_000, 100_000, 1_000_000, 2_097_152];
const PEERS = [1, 50, 500];
const BLOCKS_A_ROUND = 10_000;
const WARM_UP_BLOCKS = 2000;
const ROUNDS = 8;
/** Larger sets of pieces are searched in parts, a part a turn. */
const PIECES_SEEN_AT_ONCE = 65_536;
const TURNS_TO_SEE_ALL = 40;

/** Measures every pair; about twenty seconds, most of it for making swarms. */
export function pickerCosts(pieceCounts: readonly number[] = PIECES, peerCounts: readonly number[] = PEERS): PickerCost[] {
  costOf(10_000, 50); // the first measurement is that of a cold program
  const rows: PickerCost[] = [];
  for (const pieces of pieceCounts) for (const peers of peerCounts) rows.push({ pieces, peers, nsPerBlock: costOf(pieces, peers) });
  return rows;
}

function costOf(pieces: number, peers: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let left = ROUNDS; left > 0; ) {
    const swarm = new PickerSwarm(pieces, peers, seededRandom(left));
    swarm.count();
    warmUp(swarm);
    for (; left > 0; left--) {
      const startedAt = performance.now();
      const blocks = run(swarm, BLOCKS_A_ROUND);
      const ns = ((performance.now() - startedAt) * 1e6) / blocks;
      if (blocks < BLOCKS_A_ROUND) break; // all is had: once more from the start
      least = Math.min(least, ns);
    }
  }
  return Math.round(least);
}

/** The first pieces are another matter, the code is cold, and who has next to nothing is still being looked through. */
function warmUp(swarm: PickerSwarm): void {
  run(swarm, WARM_UP_BLOCKS);
  const turns = swarm.pieceCount < PIECES_SEEN_AT_ONCE ? 0 : TURNS_TO_SEE_ALL * swarm.peers.length;
  for (let turn = 0; turn < turns; turn++) swarm.step();
}

function run(swarm: PickerSwarm, blocks: number): number {
  let done = 0;
  while (done < blocks && !swarm.picker.isComplete) done += swarm.step();
  return done;
}
