/** What choosing a block costs by pieces and by peers: flat lines. */
import { type Finding, spread } from '../figures.js';
import { pickerCosts } from '../picker-cost.js';
import type { LineChart, Section } from '../section.js';

/** A line counts as flat up to here: caches hold less of two million pieces than of a thousand. */
const FLAT = 2;

export const pickerCost: Section = {
  name: 'picker-cost',
  about: 'cost of choosing a block over pieces and peers',
  run({ say }) {
    const rows = pickerCosts();
    for (const { pieces, peers, nsPerBlock } of rows) say(`${pieces} pieces, ${peers} peers: ${nsPerBlock} ns a block`);
    const distinct = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b);
    const pieceCounts = distinct(rows.map(({ pieces }) => pieces));
    const peerCounts = distinct(rows.map(({ peers }) => peers));
    const cost = (pieces: number, peers: number): number =>
      rows.find((row) => row.pieces === pieces && row.peers === peers)?.nsPerBlock ?? Number.NaN;
    const growth = (what: string, first: number, last: number): Finding => ({
      what,
      unit: 'ns',
      figures: spread([last]),
      ratio: spread([last / first]),
      bound: { atMost: FLAT },
    });
    const [fewPieces = 0, manyPieces = 0] = [pieceCounts[0], pieceCounts.at(-1)];
    const [fewPeers = 0, manyPeers = 0] = [peerCounts[0], peerCounts.at(-1)];
    const lines: LineChart[] = [
      {
        title: 'Choosing a block, by pieces',
        x: 'pieces',
        y: 'ns a block',
        lines: peerCounts.map((peers) => ({ label: `${peers} peers`, points: pieceCounts.map((pieces) => [pieces, cost(pieces, peers)]) })),
      },
      {
        title: 'Choosing a block, by peers',
        x: 'peers',
        y: 'ns a block',
        lines: pieceCounts.map((pieces) => ({
          label: `${pieces} pieces`,
          points: peerCounts.map((peers) => [peers, cost(pieces, peers)]),
        })),
      },
    ];
    const findings = [
      growth(`a block of ${manyPieces} pieces against one of ${fewPieces}`, cost(fewPieces, fewPeers), cost(manyPieces, fewPeers)),
      growth(`a block with ${manyPeers} peers against ${fewPeers}`, cost(fewPieces, fewPeers), cost(fewPieces, manyPeers)),
    ];
    return Promise.resolve({ findings, lines });
  },
};
