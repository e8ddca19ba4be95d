/** One uTP connection over lines of every kind, by seeded dice: every byte arrives, and congestion control does what it promises. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TARGET_US } from '../../engine/utp/ledbat.js';
import type { PipeOptions } from '../support/sim/virtual-pipe.js';
import { UtpPair } from '../support/utp-pair.js';

const MIB = 1024 * 1024;
/** More for a long search: SIM_SEEDS=100. */
const SEEDS = Number(process.env.SIM_SEEDS ?? 2);

const LINES: readonly (readonly [string, PipeOptions, number])[] = [
  ['a local network', { delayMs: 0.2 }, 8],
  ['loss of 1 %', { delayMs: 25, loss: 0.01 }, 2],
  ['loss of 5 %', { delayMs: 25, loss: 0.05 }, 1],
  ['a delay of 200 ms and loss of 2 %', { delayMs: 200, loss: 0.02 }, 0.5],
  ['packets that come out of order', { delayMs: 25, jitterMs: 20 }, 2],
  ['packets that come twice', { delayMs: 10, duplicates: 0.2 }, 2],
  ['a short queue', { delayMs: 10, rateBps: 2e6, queueBytes: 30_000 }, 2],
  ['all of it', { delayMs: 40, jitterMs: 30, loss: 0.03, duplicates: 0.05, rateBps: 4e6, queueBytes: 100_000 }, 1],
];

describe.each(LINES)('over %s', (_name, line, mib) => {
  test.each(Array.from({ length: SEEDS }, (_, i) => i + 1))('every byte arrives, both ways (seed %i)', (seed) => {
    const bytes = mib * MIB;
    const pair = new UtpPair({ line, seed, bytes, bytesBack: bytes / 2 });
    pair.until('all is there', () => pair.answerer?.received === bytes && pair.dialler?.received === bytes / 2);
    expect([pair.answerer?.corrupt, pair.dialler?.corrupt]).toEqual([0, 0]);
    pair.dialler?.stream.close();
    pair.until('both have ended', () => pair.dialling.size + pair.answering.size === 0, 200_000);
    expect(pair.answerer?.closed?.kind).toBe('ended');
  });
});

describe('an idle line', () => {
  test('is filled: nine tenths of its rate over ten seconds', () => {
    const rateBps = 2e6;
    const pair = new UtpPair({ line: { delayMs: 20, rateBps, queueBytes: 1e6 }, bytes: 64 * MIB });
    pair.until('it is up', () => pair.answerer !== null);
    pair.clock.advance(5000);
    const before = pair.answerer?.received ?? 0;
    pair.clock.advance(10_000);
    expect((pair.answerer?.received ?? 0) - before).toBeGreaterThan(0.9 * 10 * rateBps);
  });

  test('is not stuffed: what waits in a deep queue stays near the target', () => {
    const pair = new UtpPair({ line: { delayMs: 20, rateBps: 1e6, queueBytes: 8e6 }, bytes: 64 * MIB });
    pair.until('it is up', () => pair.answerer !== null);
    pair.clock.advance(5000);
    let most = 0;
    for (let i = 0; i < 1000; i++) {
      pair.clock.advance(10);
      most = Math.max(most, pair.there.queuedMs);
    }
    expect(most).toBeLessThan((1.25 * TARGET_US) / 1000);
  });

  test('with long delays is filled too: the windows grow with it', () => {
    const pair = new UtpPair({ line: { delayMs: 100, rateBps: 8e6, queueBytes: 4e6 }, bytes: 256 * MIB });
    pair.until('it is up', () => pair.answerer !== null);
    pair.clock.advance(8000);
    const before = pair.answerer?.received ?? 0;
    pair.clock.advance(4000);
    expect((pair.answerer?.received ?? 0) - before).toBeGreaterThan(0.8 * 4 * 8e6);
  });
});

describe('a line that others use', () => {
  test('is left to them: beside a queue that somebody else fills, a fraction is sent', () => {
    const rateBps = 1e6;
    const pair = new UtpPair({ line: { delayMs: 20, rateBps, queueBytes: 8e6 }, bytes: 64 * MIB });
    pair.until('it is up', () => pair.answerer !== null);
    pair.clock.advance(5000);
    // somebody who looks at losses alone keeps 400 ms of the queue full
    let theirs = 0;
    const fill = (): void => {
      while (pair.there.queuedMs < 400) {
        pair.there.push(1472, () => undefined);
        theirs += 1500;
      }
    };
    for (let i = 0; i < 500; i++) {
      pair.clock.advance(10);
      fill();
    }
    theirs = 0;
    const before = pair.answerer?.received ?? 0;
    for (let i = 0; i < 1000; i++) {
      pair.clock.advance(10);
      fill();
    }
    expect((pair.answerer?.received ?? 0) - before).toBeLessThan(0.1 * 10 * rateBps);
    expect(theirs).toBeGreaterThan(0.9 * 10 * rateBps);
  });
});

describe('the size of packets', () => {
  /** A line that drops what is larger, as a tunnel does that may not fragment. */
  function through(mostBytes: number): UtpPair {
    const pair = new UtpPair({ line: { delayMs: 10 }, bytes: 8 * MIB });
    pair.lines.tamper = (bytes) => (bytes.length > mostBytes ? null : bytes);
    pair.until('all is there', () => pair.answerer?.received === 8 * MIB);
    expect(pair.answerer?.corrupt).toBe(0);
    return pair;
  }
  test.each([1472, 1452, 1420])('is found by probing: close to %i', (mostBytes) => {
    const size = through(mostBytes).dialler?.machine.sending.size.packetBytes ?? 0;
    expect(size).toBeLessThanOrEqual(mostBytes);
    expect(size).toBeGreaterThan(mostBytes - 20);
  });
  test('that does not pass at all ends the connection, so that another way can be tried', () => {
    const pair = new UtpPair({ line: { delayMs: 10 }, bytes: 8 * MIB });
    pair.lines.tamper = (bytes) => (bytes.length > 1000 ? null : bytes);
    pair.until('it ends', () => pair.dialler?.closed != null);
    expect(pair.dialler?.closed).toEqual({ kind: 'failed', code: 'ETIMEDOUT' });
  });
});

describe('whatever a line does', () => {
  test('no byte that arrives is another one', () => {
    const line = fc.record({
      delayMs: fc.nat({ max: 200 }),
      jitterMs: fc.nat({ max: 60 }),
      loss: fc.double({ min: 0, max: 0.08, noNaN: true }),
      duplicates: fc.double({ min: 0, max: 0.1, noNaN: true }),
      rateBps: fc.constantFrom(null, 200_000, 2e6),
      queueBytes: fc.constantFrom(20_000, 400_000),
    });
    fc.assert(
      fc.property(line, line, fc.nat(), (there, back, seed) => {
        const bytes = 200_000;
        const pair = new UtpPair({ line: there, back, seed, bytes, bytesBack: 50_000 });
        pair.until('all is there', () => (pair.answerer?.received === bytes && pair.dialler?.received === 50_000) || pair.failure !== null);
        expect([pair.answerer?.corrupt ?? 0, pair.dialler?.corrupt ?? 0]).toEqual([0, 0]);
      }),
      { numRuns: 40 * SEEDS },
    );
  });
});
