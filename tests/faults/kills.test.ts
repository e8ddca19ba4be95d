/**
 * Downloads that are killed at random, again and again, and taken up each time: whatever the record claims then is on the disk, no torrent
 * is lost, and little is fetched twice.
 *
 * SHOAL_FAULT_KILLS: how many; 36 by default, a minute or two.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { claimsOf } from '../support/claimed-pieces.js';
import { makeScratch } from '../support/payload.js';
import { seededRandom } from '../support/seeded-random.js';
import { type ShoalProcess, startShoal } from '../support/shoal.js';
import { makeSimTorrent, type SimTorrent } from '../support/sim/sim-torrent.js';
import { startSeed } from '../support/transfers.js';
import { pause } from '../support/waiting.js';

const KIB = 1024;
const MIB = 1024 * KIB;
const KILLS = Number(process.env.SHOAL_FAULT_KILLS ?? 36);
const RATE = 20 * MIB;
/** A kill comes so long after the program began to receive. */
const [SHORTEST_MS, LONGEST_MS] = [200, 5000];
const MOST_SECONDS_AGAIN = 5;

const files = (sizes: readonly number[]) => sizes.map((size, i) => ({ path: `folder ${i % 3}/${i}`, size }));
/** Small pieces in many files, middling ones, and such as take longer to come than a record waits. */
const SHAPES = [
  { name: 'small', pieceLength: 64 * KIB, files: files(Array.from({ length: 60 }, (_, i) => 500_000 + i * 33_333)) },
  { name: 'middling', pieceLength: 1 * MIB, files: files([30 * MIB, 5, 40 * MIB + 77, 10 * MIB]) },
  { name: 'large', pieceLength: 16 * MIB, files: files([90 * MIB - 5, 20 * MIB]) },
];

interface Tally {
  kills: number;
  downloads: number;
  claimed: number;
  /** Worst of a whole download, a kill. */
  secondsAgain: number;
}

const scratch = makeScratch('kills');
const tallies = new Map<string, Tally>();

class Victim {
  readonly #out: string;
  readonly #state: string;

  constructor(
    private readonly torrent: SimTorrent,
    private readonly file: string,
    private readonly seed: ShoalProcess,
    name: string,
  ) {
    this.#out = scratch.folder(`${name}-out`);
    this.#state = scratch.folder(`${name}-state`);
  }

  /** Bytes that were received; `isComplete`: it ended by itself before it was killed. */
  async run(afterMs: number): Promise<{ readonly received: number; readonly isComplete: boolean }> {
    const words = ['--out', this.#out, '--state', this.#state, '--peer', this.seed.address, '--max-down', String(RATE)];
    const victim = await startShoal(['download', this.file, ...words]);
    try {
      await victim.event('progress', 30_000, ({ downloaded, done, total }) => Number(downloaded) > 0 || done === total);
      await Promise.race([pause(afterMs), victim.exited]);
    } finally {
      await victim.stop('SIGKILL');
    }
    const progress = victim.events.filter(({ event }) => event === 'progress');
    return { received: Number(progress.at(-1)?.downloaded ?? 0), isComplete: victim.events.some(({ event }) => event === 'complete') };
  }

  /** What its record claims is there, and it is one torrent. */
  async check(): Promise<number> {
    const [folder = ''] = readdirSync(this.#state);
    const { claimed, torrents, unreadable, wrong } = await claimsOf(join(this.#state, folder));
    expect({ torrents, unreadable, wrong }).toEqual({ torrents: 1, unreadable: 0, wrong: [] });
    return claimed;
  }

  expectWhole(): void {
    const wrong = this.torrent.files.filter(({ bytes, path }) => Buffer.compare(readFileSync(join(this.#out, path)), bytes) !== 0);
    expect(wrong.map(({ bytes, path }) => `${path} ${whereWrong(readFileSync(join(this.#out, path)), bytes)}`)).toEqual([]);
    expect(readdirSync(this.#out)).toEqual([this.torrent.name]);
  }

  dispose(): void {
    for (const folder of [this.#out, this.#state]) rmSync(folder, { recursive: true, force: true });
  }
}

/** First and last byte that differ, and both sizes. */
function whereWrong(found: Uint8Array, wanted: Uint8Array): string {
  const isWrong = (at: number) => found[at] !== wanted[at];
  let first = 0;
  while (first < wanted.length && !isWrong(first)) first++;
  let last = wanted.length - 1;
  while (last > first && !isWrong(last)) last--;
  return `differs from ${first} to ${last}, has ${found.length} of ${wanted.length} bytes`;
}

afterAll(() => {
  scratch.dispose();
  for (const [shape, { claimed, downloads, kills, secondsAgain }] of tallies) {
    const again = `at worst ${secondsAgain.toFixed(1)} s of traffic a kill again`;
    console.log(`kills, ${shape} pieces: ${kills} kills in ${downloads} downloads, ${claimed} claims hashed, 0 wrong, 0 lost, ${again}`);
  }
});

describe.concurrent('a download that is killed at random', () => {
  for (const shape of SHAPES) {
    it(`loses nothing and claims nothing that is not there, with ${shape.name} pieces`, async () => {
      const torrent = makeSimTorrent({ ...shape, tracker: null });
      const file = scratch.path(`${shape.name}.torrent`);
      writeFileSync(file, torrent.file);
      const data = scratch.folder(`${shape.name}-seed`);
      for (const { bytes, path } of torrent.files) {
        mkdirSync(dirname(join(data, path)), { recursive: true });
        writeFileSync(join(data, path), bytes);
      }
      const seed = await startSeed(file, data);
      const random = seededRandom(shape.pieceLength);
      const tally: Tally = { kills: 0, downloads: 0, claimed: 0, secondsAgain: 0 };
      tallies.set(shape.name, tally);
      try {
        while (tally.kills < KILLS / SHAPES.length) {
          const victim = new Victim(torrent, file, seed, `${shape.name}-${tally.downloads++}`);
          let received = 0;
          let kills = 0;
          for (let isComplete = false; !isComplete; ) {
            const run = await victim.run(SHORTEST_MS + random.next() * (LONGEST_MS - SHORTEST_MS));
            isComplete = run.isComplete;
            received += run.received;
            if (!isComplete) kills++;
            tally.claimed += await victim.check();
          }
          victim.expectWhole();
          const again = (received - torrent.payloadBytes) / RATE / Math.max(1, kills);
          tally.secondsAgain = Math.max(tally.secondsAgain, again);
          tally.kills += kills;
          expect(again).toBeLessThan(MOST_SECONDS_AGAIN);
          victim.dispose();
        }
      } finally {
        await seed.stop('SIGKILL');
      }
    });
  }
});
