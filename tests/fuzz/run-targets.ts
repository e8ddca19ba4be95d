/**
 * Runs `<name>.fuzz.ts` of this folder: the seeds first, then mutations of them for SHOAL_FUZZ_SECONDS (default 1). Two test files share
 * the targets, so that two cores do.
 * A target throws on a broken invariant, never on bad input. A failure prints fast-check's seed; SHOAL_FUZZ_SEED replays it.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, test } from 'vitest';
import { mutated } from './mutations.js';

interface FuzzTarget {
  readonly fuzz: (data: Uint8Array) => void;
  readonly seeds: readonly Uint8Array[];
}

/** One input may not hold up the thread for longer: a parser that is superlinear in its input shows here. */
const SLOW_MS = 3000;

const seconds = Number(process.env.SHOAL_FUZZ_SECONDS || 1);
const only = process.env.SHOAL_FUZZ_TARGET || '';
const seed = process.env.SHOAL_FUZZ_SEED;
const names = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.fuzz.ts'))
  .map((name) => name.slice(0, -'.fuzz.ts'.length))
  .filter((name) => only === '' || name === only);

if (names.length === 0 && only !== '') throw new Error(`there is no fuzz target "${only}"`);

function timed(target: FuzzTarget, data: Uint8Array): void {
  const started = performance.now();
  target.fuzz(data);
  const tookMs = performance.now() - started;
  if (tookMs > SLOW_MS) throw new Error(`${data.length} bytes took ${Math.round(tookMs)} ms`);
}

/** Declares the tests of every second target, from the first or from the second on. */
export function runTargets(share: 0 | 1): void {
  const mine = names.filter((_name, at) => at % 2 === share);
  describe.each(mine)('fuzz %s', async (name) => {
    const target = (await import(join(import.meta.dirname, `${name}.fuzz.ts`))) as FuzzTarget;

    test('accepts its seeds', ({ expect }) => {
      expect(target.seeds.length, 'a target needs seeds to mutate').toBeGreaterThan(0);
      for (const data of target.seeds) timed(target, data);
    });

    test(`holds for ${seconds} s of mutations`, () => {
      fc.assert(
        fc.property(mutated(target.seeds), (data) => timed(target, data)),
        {
          numRuns: 1_000_000_000,
          interruptAfterTimeLimit: seconds * 1000,
          markInterruptAsFailure: false,
          ...(seed === undefined ? {} : { seed: Number(seed) }),
        },
      );
    });
  });
  if (mine.length === 0) test.skip('no fuzz targets here', () => undefined);
}
