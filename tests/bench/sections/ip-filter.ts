/** The IP filter with millions of ranges: what reading a list costs, how long it holds the thread at a time, and what a lookup costs. */
import { FilterReader } from '../../../engine/ip-filter/filter-reader.js';
import type { IpRanges } from '../../../engine/ip-filter/ip-ranges.js';
import { seededRandom } from '../../support/seeded-random.js';
import { type Bound, type Finding, spread } from '../figures.js';
import type { Section } from '../section.js';

const RANGES = 2_000_000;
const CHUNK_BYTES = 64 * 1024;
const LOOKUPS = 1_000_000;
const SPACE = 2 ** 32;
const NS_A_MS = 1e6;

interface Figures {
  readonly readMs: number;
  readonly longestMs: number;
  readonly lookupNs: number;
}

export const ipFilter: Section = {
  name: 'ip-filter',
  about: 'reading a list of two million ranges in disorder, and looking addresses up in it',
  run({ rounds, say }) {
    const list = listOf(RANGES);
    const hosts = Array.from({ length: 4096 }, (_, nth) => hostOf(Math.floor(seededRandom(nth + 9).next() * SPACE)));
    measure(list, hosts); // the first measurement is that of a cold program
    const done = Array.from({ length: rounds }, () => measure(list, hosts));
    for (const { longestMs, lookupNs, readMs } of done)
      say(`read in ${readMs.toFixed(0)} ms, longest slice ${longestMs.toFixed(1)} ms, ${lookupNs.toFixed(0)} ns a lookup`);
    const finding = (what: string, unit: string, value: (figures: Figures) => number, bound: Bound | null): Finding => ({
      what,
      unit,
      figures: spread(done.map(value)),
      ratio: null,
      bound,
    });
    return Promise.resolve({
      findings: [
        finding('two million ranges, reading them', 'ms', ({ readMs }) => readMs, null),
        finding('two million ranges, longest slice of it', 'ms', ({ longestMs }) => longestMs, { atMost: 25 }),
        finding('two million ranges, a lookup', 'ns', ({ lookupNs }) => lookupNs, { atMost: 2_000 }),
      ],
    });
  },
};

const hostOf = (address: number): string => [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');

/** In the P2P format, in no order. */
function listOf(count: number): Buffer {
  const random = seededRandom(1);
  const lines: string[] = [];
  for (let nth = 0; nth < count; nth++) {
    const first = Math.floor(random.next() * (SPACE - 256));
    lines.push(`Some organisation:${hostOf(first)}-${hostOf(first + Math.floor(random.next() * 255))}`);
  }
  return Buffer.from(lines.join('\n'));
}

function measure(list: Buffer, hosts: readonly string[]): Figures {
  let longestMs = 0;
  const slice = <T>(work: () => T): T => {
    const started = performance.now();
    const result = work();
    longestMs = Math.max(longestMs, performance.now() - started);
    return result;
  };
  const started = performance.now();
  const reader = new FilterReader();
  for (let at = 0; at < list.length; at += CHUNK_BYTES) slice(() => reader.push(list.subarray(at, at + CHUNK_BYTES)));
  const work = reader.finish();
  let step = slice(() => work.next());
  while (step.done !== true) step = slice(() => work.next());
  const readMs = performance.now() - started;
  if (!step.value.ok) throw new Error(step.value.problem);
  return { readMs, longestMs, lookupNs: lookupNs(step.value.ranges, hosts) };
}

function lookupNs(ranges: IpRanges, hosts: readonly string[]): number {
  const started = performance.now();
  let found = 0;
  for (let nth = 0; nth < LOOKUPS; nth++) if (ranges.has(hosts[nth % hosts.length] ?? '')) found++;
  const ns = ((performance.now() - started) * NS_A_MS) / LOOKUPS;
  if (found === 0 || found === LOOKUPS) throw new Error('all addresses are filtered, or none is');
  return ns;
}
