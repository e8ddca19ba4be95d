/** Facts of peers for tests of the choker. */
import fc from 'fast-check';
import type { ChokeFacts } from '../../../../engine/choker/choke-facts.js';

/** An old, interested, choked peer that has something and never was unchoked. */
export const facts = (key: number, more: Partial<ChokeFacts> = {}): ChokeFacts => ({
  key,
  interested: true,
  uploadOnly: false,
  unchoked: false,
  snubbed: false,
  downBps: 0,
  upBps: 0,
  connectedMs: 600_000,
  hasNothing: false,
  sinceChangeMs: Number.POSITIVE_INFINITY,
  takenBytes: 0,
  ...more,
});

export const sorted = (keys: Iterable<number>): number[] => [...keys].sort((a, b) => a - b);

/** Any peers; the key is the index. */
export const anyPeers: fc.Arbitrary<ChokeFacts[]> = fc
  .array(
    fc.record({
      interested: fc.boolean(),
      uploadOnly: fc.boolean(),
      unchoked: fc.boolean(),
      snubbed: fc.boolean(),
      downBps: fc.nat(3),
      upBps: fc.nat(3),
      connectedMs: fc.nat(100_000),
      hasNothing: fc.boolean(),
      sinceChangeMs: fc.oneof(fc.nat(200_000), fc.constant(Number.POSITIVE_INFINITY)),
      takenBytes: fc.nat(40_000_000),
    }),
    { maxLength: 12, size: 'max' },
  )
  .map((made) => made.map((one, key) => ({ key, ...one })));
