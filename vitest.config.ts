import { defineConfig } from 'vitest/config';
import { icuMessages } from './build/bundle/icu-messages.mjs';

// vitest's reporter groups failures by Map.groupBy, which Node 20 does not have yet.
if (!('groupBy' in Map)) {
  Object.defineProperty(Map, 'groupBy', {
    value<T, K>(items: Iterable<T>, keyOf: (item: T, index: number) => K): Map<K, T[]> {
      const groups = new Map<K, T[]>();
      let index = 0;
      for (const item of items) {
        const key = keyOf(item, index++);
        const group = groups.get(key);
        if (group) group.push(item);
        else groups.set(key, [item]);
      }
      return groups;
    },
  });
}

/** Tests of what shows words: the catalogues are compiled as they are for the app, and English is spoken. */
const WITH_WORDS = { plugins: [icuMessages()] };
const SPEAKING = { setupFiles: ['tests/support/speak-english.ts'] };

/** Unit tests that want real threads, disks and sockets, or many rounds: most of the time that all take together. */
const SLOW = 'tests/unit/**/*.slow.test.ts';

/**
 * Suites by folder. `unit`, `slow`, `contracts` and `sim` are pure, so their files share workers, which halves the time; the
 * page's tests share nothing, for their stores and their DOM are global. `interop` drives real programs, one file at a time.
 */
export default defineConfig({
  test: {
    passWithNoTests: true,
    projects: [
      {
        ...WITH_WORDS,
        test: {
          ...SPEAKING,
          name: 'unit',
          isolate: false,
          include: ['tests/unit/**/*.test.{ts,tsx}'],
          exclude: ['tests/unit/renderer/**', SLOW],
          testTimeout: 15_000,
        },
      },
      { ...WITH_WORDS, test: { ...SPEAKING, name: 'slow', isolate: false, include: [SLOW], testTimeout: 60_000 } },
      {
        ...WITH_WORDS,
        test: { ...SPEAKING, name: 'unit-page', include: ['tests/unit/renderer/**/*.test.{ts,tsx}'], testTimeout: 15_000 },
      },
      { test: { name: 'contracts', isolate: false, include: ['tests/contracts/**/*.test.ts'], testTimeout: 30_000 } },
      { test: { name: 'sim', isolate: false, include: ['tests/sim/**/*.test.ts'], testTimeout: 60_000 } },
      { test: { name: 'fuzz', include: ['tests/fuzz/*.test.ts'], testTimeout: 3_600_000 } },
      {
        test: { name: 'faults', include: ['tests/faults/**/*.test.ts'], fileParallelism: false, testTimeout: 600_000, hookTimeout: 60_000 },
      },
      {
        test: { name: 'interop', include: ['tests/interop/*.test.ts'], fileParallelism: false, testTimeout: 180_000, hookTimeout: 60_000 },
      },
      {
        test: {
          name: 'namespace',
          include: ['tests/namespace/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'interop-full',
          include: ['tests/interop/full/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
