/** Web seeds of every kind drawn from the seed, with a peer, limits, pauses and restarts: all of it arrives, and nothing is left behind. */
import { describe, expect } from 'vitest';
import type { WebManners } from '../support/sim/virtual-web.js';
import { scenario } from '../support/sim/world.js';

const KIB = 1024;
const RUNS = 12;
const PIECE_LENGTHS = [16 * KIB, 20_000, 64 * KIB, 300_001, 1024 * KIB, 5 * 1024 * KIB];
const ANSWERS = ['good', 'good', 'good', 'cut', 'stall', 'fail', 'silent', 'corrupt', 'short', 'long', 'whole', 'shifted'] as const;

describe('Web seeds of every kind', () => {
  for (let run = 0; run < RUNS; run++) {
    scenario(`deliver what they can, and a peer the rest (${run})`, async (world) => {
      const { random } = world;
      const below = (count: number) => Math.floor(random.next() * count);
      const hosts = Array.from({ length: 1 + below(4) }, (_, i) => `192.0.2.${i + 1}`);
      const pieceLength = PIECE_LENGTHS[below(PIECE_LENGTHS.length)] ?? 16 * KIB;
      const sizes = Array.from({ length: 1 + below(6) }, () => (below(5) === 0 ? 0 : 1 + below(1_500_000)));
      const torrent = world.torrent({
        pieceLength,
        files: [...sizes, 1].flatMap((size, i) => [
          { path: `file ${i}`, size },
          { path: `.pad/${i}`, size: (pieceLength - (size % pieceLength)) % pieceLength, pad: true },
        ]),
        webSeeds: hosts.map((host) => `http://${host}/files`),
      });
      const files = torrent.files.filter(({ pad }) => !pad).map(({ path, bytes }) => [`/files/${path}`, bytes] as const);
      const servers = hosts.map((host) => {
        const kind = ANSWERS[below(ANSWERS.length)] ?? 'good';
        const every = 1 + below(6);
        const manners: WebManners = {
          bps: 20_000 + below(1_000_000),
          latencyMs: below(300),
          ranges: below(4) > 0,
          ...(below(4) === 0 ? { mostOpen: 1 } : {}),
          answer: (nth) => (nth % every === 0 ? kind : 'good'),
        };
        return world.web.serve(
          host,
          files.filter(() => below(6) > 0),
          manners,
        );
      });
      const seed = await world.makeNode({ wire: { upBps: 60_000, latencyMs: 50 } });
      const honest = await seed.seed(torrent);
      const node = await world.makeNode(below(2) === 0 ? { slabs: 24 } : {});
      const { id } = await node.add(torrent);
      for (let fault = 0; fault < 4; fault++) {
        await world.run(below(8_000));
        const maxDownBps = below(2) === 0 ? null : 100_000 + below(400_000);
        if (fault === 0) await node.execute('settings.set', { changes: { maxDownBps } });
        if (fault === 1) {
          await node.execute('torrents.pause', { ids: [id] });
          expect(servers.map(({ open }) => open).every((open) => open === 0)).toBe(true);
          await world.run(below(3_000));
          await node.execute('torrents.resume', { ids: [id] });
        }
        if (fault === 2 && below(2) === 0) {
          await world.quit(node);
          await node.restart();
        }
        if (fault === 3 && below(2) === 0) await node.execute('torrents.recheck', { ids: [id] });
      }
      await world.complete([node]);
      expect(node.differences(torrent)).toEqual([]);
      expect(node.torrent().net.candidates.isBanned(seed.address)).toBe(false);
      expect(honest.net.candidates.isBanned(node.address)).toBe(false);
      await world.run(200);
      expect(servers.map(({ open }) => open).every((open) => open === 0)).toBe(true);
    });
  }
});
