/** The mock engine in the place of the real one: `--mock=N`, for tests, benchmarks and pictures of the real window. */
import { setTimeout as delay } from 'node:timers/promises';
import type { EngineApi } from '../../engine/api/engine.js';
import { MOCK_ROUND_MS, MockEngine } from '../../mock/mock-engine.js';
import type { MockChoice } from './command-line.js';

/** Where time stands still: an evening in September, by the clock on the wall wherever one is. */
export const FROZEN_AT = new Date(2024, 8, 15, 21, 4).getTime();

export async function openMock(
  choice: MockChoice,
  downloadFolder: string,
): Promise<{ readonly engine: EngineApi; readonly mock: MockEngine }> {
  const { count, seed, frozen, delayMs } = choice;
  if (delayMs > 0) await delay(delayMs);
  const mock = new MockEngine({ count, seed, downloadFolder, now: () => (frozen ? FROZEN_AT : Date.now()) });
  const timer = setInterval(() => (frozen ? mock.publish() : mock.live()), MOCK_ROUND_MS);
  const engine: EngineApi = {
    stats: (id) => mock.stats(id),
    execute: (name, args) => mock.execute(name, args),
    openView: (send, options) => mock.openView(send, options),
    close: () => {
      clearInterval(timer);
      return mock.close();
    },
  };
  return { engine, mock };
}
