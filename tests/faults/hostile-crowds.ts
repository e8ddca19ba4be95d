/** All kinds of hostile peers, dealt into crowds of ten or eleven. */
import type { Manners } from '../support/hostile/hostile-line.js';
import { HOSTILE_KINDS, type Outcome } from './hostile-table.js';

export interface Member {
  readonly manners: Manners;
  readonly outcome: Outcome;
  /** It does its harm only where the transfer begins with a magnet. */
  readonly magnet: boolean;
}

const CROWDS = 3;

/** Those who act together are in one crowd. */
export const HOSTILE_CROWDS: readonly (readonly Member[])[] = dealt();

/** Those who lie about a torrent's details, and the crowd that they are in. */
export const MAGNET_CROWD: readonly Member[] = [
  ...HOSTILE_CROWDS.flat().filter(({ magnet }) => magnet),
  ...(HOSTILE_CROWDS[0] ?? []).filter(({ magnet }) => !magnet),
];

function dealt(): Member[][] {
  const crowds: Member[][] = Array.from({ length: CROWDS }, () => []);
  for (const { magnet = false, outcome, peers } of HOSTILE_KINDS) {
    crowds.sort((a, b) => a.length - b.length)[0]?.push(...peers.map((manners) => ({ manners, outcome, magnet })));
  }
  return crowds;
}
