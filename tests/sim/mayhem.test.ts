import { describe, expect } from 'vitest';
import { makeMayhem } from '../support/sim/mayhem.js';
import { scenario } from '../support/sim/world.js';

/** More for a long search: SIM_SEEDS=1000. */
const SEEDS = Number(process.env.SIM_SEEDS ?? 20);
const FIRST_SEED = 1;
/** Leeches that found nobody in time ask a tracker anew after its interval: 15 minutes. */
const LIMIT_MS = 2 * 3600_000;

describe('whatever happens', () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
    scenario(
      `everybody has every byte in the end (${seed})`,
      async (world) => {
        const { corrupt, leeches, seeds, story, torrent } = await makeMayhem(world);
        try {
          await world.complete(leeches, torrent, LIMIT_MS);
          for (const node of [...seeds, ...leeches]) {
            expect(node.differences(torrent)).toEqual([]);
            for (const banned of node.torrent(torrent).net.candidates.bans().keys()) expect(corrupt).toContain(banned);
          }
        } catch (error) {
          if (error instanceof Error) error.message += `\n${story.join('\n')}`;
          throw error;
        }
      },
      seed,
    );
  }
});
