/**
 * Whole DHT networks with churn and loss. The size is what a test run can afford; SHOAL_DHT_NODES=10000 builds that many,
 * and prints the figures.
 */
import { describe, expect, it } from 'vitest';
import { dhtFigures } from '../support/sim/dht-figures.js';

const wished = Number(process.env.SHOAL_DHT_NODES || 0);
const NODES = wished || 200;
const SEARCHES = wished > 0 ? 600 : 200;
const LIFE_MS = 20 * 60_000;

describe(`a DHT of ${NODES} nodes that stay for 20 minutes`, () => {
  it.each([0.05, 0.15])(
    'finds what is announced in it, of 1,000 torrents 995, where a share of %d of the datagrams is lost',
    (loss) => {
      const figures = dhtFigures({ seed: 7, nodes: NODES, loss, lifeMs: LIFE_MS, searches: SEARCHES });
      if (wished > 0) process.stdout.write(`${JSON.stringify({ loss, ...figures }, null, 1)}\n`);
      expect(figures.found / figures.searches).toBeGreaterThanOrEqual(0.995);
      // the tables save steps: from anywhere a few lead to the nearest, and few are asked in vain
      expect(figures.hops).toBeLessThan(6);
      expect(figures.questions).toBeLessThan(loss > 0.1 ? 45 : 30);
      // kept at eight nodes, but for those that just went
      expect(figures.announcedAt).toBeGreaterThan(loss > 0.1 ? 7 : 7.5);
      expect(figures.idleDatagrams).toBeLessThan(4);
    },
    900_000,
  );
});
