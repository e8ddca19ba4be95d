/** What a block costs when the same payload comes as one torrent or as many at a time: CPU time of the leech, all its own. */
import { type Finding, spread } from '../figures.js';
import type { Section } from '../section.js';
import { GIB, MIB, type PayloadShape } from '../stage.js';
import { transfer } from '../transfer.js';

const TORRENTS = [1, 4, 16, 64];
const TOTAL_BYTES = 512 * MIB;
const BLOCKS_A_GIB = GIB / (16 * 1024);
/** Each torrent is also added, made ready and connected, which its share of the blocks pays for. */
const FLAT = 1.5;

/** The payload as so many torrents of equal size. */
const shapesOf = (torrents: number): PayloadShape[] =>
  Array.from({ length: torrents }, (_, i) => ({ name: `of-${torrents}-${i}`, bytes: TOTAL_BYTES / torrents, pieceBytes: MIB / 4 }));

export const torrentCost: Section = {
  name: 'torrent-cost',
  about: 'cost of a block over the number of torrents that download at a time',
  async run({ stage, rounds, say }) {
    const costs = new Map<number, number[]>(TORRENTS.map((torrents) => [torrents, []]));
    for (let round = 0; round < rounds; round++) {
      for (const torrents of TORRENTS) {
        const work = stage.works(shapesOf(torrents));
        const { leechCpu } = await transfer(stage, { leech: 'shoal', seed: 'libtorrent', seeds: 1, work });
        const us = (leechCpu * 1e6) / BLOCKS_A_GIB;
        costs.get(torrents)?.push(us);
        say(`${torrents} torrents: ${us.toFixed(1)} us a block`);
      }
    }
    const median = (torrents: number): number => spread(costs.get(torrents) ?? []).median;
    const [few = 0, many = 0] = [TORRENTS[0], TORRENTS.at(-1)];
    const finding: Finding = {
      what: `a block with ${many} torrents against ${few}`,
      unit: 'us',
      figures: spread(costs.get(many) ?? []),
      ratio: spread([median(many) / median(few)]),
      bound: { atMost: FLAT },
    };
    const points = TORRENTS.map((torrents) => [torrents, median(torrents)] as const);
    const lines = [
      { title: 'A block from socket to disk, by torrents', x: 'torrents', y: 'us of CPU a block', lines: [{ label: 'leech', points }] },
    ];
    return { findings: [finding], lines };
  },
};
