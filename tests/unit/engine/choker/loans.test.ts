import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { borrowers } from '../../../../engine/choker/loans.js';
import { anyPeers, facts } from './choke-stage.js';

const idle = { interested: false };

describe('loans of slots', () => {
  test('go first to those who hold a slot, then to those who give most, then to those who have nothing yet', () => {
    const peers = [
      facts(1, idle),
      facts(2, { ...idle, hasNothing: true }),
      facts(3, { ...idle, downBps: 10 }),
      facts(4, { ...idle, downBps: 20 }),
      facts(5, { ...idle, unchoked: true }),
    ];
    expect(borrowers(peers, 5)).toEqual([5, 4, 3, 2, 1]);
    expect(borrowers(peers, 2)).toEqual([5, 4]);
  });

  test('never go to one that wants something, nor to one that never will, nor beyond what is free', () => {
    fc.assert(
      fc.property(anyPeers, fc.integer({ min: -2, max: 14 }), (peers, free) => {
        const keys = borrowers(peers, free);
        const may = peers.filter((peer) => !peer.interested && !peer.uploadOnly);
        expect(keys).toHaveLength(Math.min(may.length, Math.max(0, free)));
        expect(new Set(keys).size).toBe(keys.length);
        for (const key of keys) expect(may.some((peer) => peer.key === key)).toBe(true);
      }),
    );
  });
});
