import { describe, expect, test } from 'vitest';
import { MemoryRelief } from '../../../../engine/session/memory-relief.js';
import type { Torrent } from '../../../../engine/torrent/torrent.js';

/** As much of a torrent as relief looks at. */
class Stage {
  refusedDownload = false;
  refusedUpload = false;
  /** Open pieces that may be given up. */
  pieces = 0;
  givenUp = 0;
  shrunk = 0;
  requests = 0;
  readonly up = { total: 0 };

  get asTorrent(): Torrent {
    const flow = {
      isWorking: false,
      takeRefused: () => this.refusedDownload,
      giveUpEmptiest: () => {
        if (this.pieces === 0) return false;
        this.pieces--;
        this.givenUp++;
        return true;
      },
    };
    const uploader = {
      takeRefused: () => this.refusedUpload,
      shrink: () => {
        this.shrunk++;
      },
    };
    const peer = { machine: { requests: { size: this.requests } }, claimedPiece: -1 };
    const net = { peers: new Map([[1, peer]]) };
    const parts = { content: { swarmContent: { flow, uploader } }, net, webSeeds: { isBusy: false }, traffic: { up: this.up } };
    return this.same(parts as unknown as Torrent); // relief uses no more of it
  }
  /** One object a stage, with the parts of this moment. */
  private same(parts: Torrent): Torrent {
    return Object.assign(this.torrent, parts);
  }
  private readonly torrent = {} as Torrent;
}

function stage(count: number) {
  const all = Array.from({ length: count }, () => new Stage());
  const relief = new MemoryRelief();
  let now = 0;
  /** Ticks for so long; `asks` says whether the first torrent gets to ask in a tick. */
  const run = (ms: number, asks: (tick: number) => boolean = () => true) => {
    for (let tick = 0; tick < ms / 100; tick++) {
      now += 100;
      const [first] = all;
      if (first !== undefined) first.refusedDownload = asks(tick);
      const torrents = all.map(({ asTorrent }) => asTorrent);
      relief.run(torrents, () => torrents, now);
    }
  };
  return { all, run };
}

describe('relief of memory', () => {
  test('empties upload caches at once, and gives pieces up after three seconds', () => {
    const { all, run } = stage(2);
    for (const each of all) each.pieces = 9;
    run(2900);
    expect(all.map(({ givenUp, shrunk }) => [givenUp, shrunk > 0])).toEqual([
      [0, true],
      [0, true],
    ]);
    run(200);
    expect(all.map(({ givenUp }) => givenUp)).toEqual([2, 0]);
  });

  test('empties the cache of a torrent at rest as well', () => {
    const [awake, atRest] = [new Stage(), new Stage()];
    awake.refusedUpload = true;
    new MemoryRelief().run([awake.asTorrent], () => [awake.asTorrent, atRest.asTorrent], 0);
    expect([awake.shrunk, atRest.shrunk]).toEqual([1, 1]);
  });

  test('comes to one that a slow limit lets ask every few seconds only', () => {
    const { all, run } = stage(1);
    for (const each of all) each.pieces = 1;
    run(8100, (tick) => tick % 40 === 0);
    expect(all[0]?.givenUp).toBe(1);
  });

  test('does not come to one to which something was on its way in between, nor to one that has given up asking', () => {
    for (const [requests, forMs] of [
      [1, 100],
      [0, 61_000],
    ] as const) {
      const { all, run } = stage(1);
      const [one] = all;
      if (one === undefined) return;
      one.pieces = 5;
      run(2000);
      one.requests = requests;
      run(forMs, () => false);
      one.requests = 0;
      run(2000);
      expect(one.givenUp).toBe(0);
    }
  });

  test('takes from those to whom nothing comes first, then from those who are slow', () => {
    const { all, run } = stage(3);
    const [waits, slow, quiet] = all;
    if (waits === undefined || slow === undefined || quiet === undefined) return;
    slow.requests = 3;
    slow.pieces = quiet.pieces = 2;
    run(3100);
    expect([slow.givenUp, quiet.givenUp]).toEqual([0, 2]);
    run(100);
    expect([slow.givenUp, quiet.givenUp]).toEqual([2, 2]);
  });

  test('comes to uploads that do not move, whatever downloads do, and to no others', () => {
    const { all, run } = stage(2);
    const [seed, slow] = all;
    if (seed === undefined || slow === undefined) return;
    seed.refusedUpload = true;
    slow.requests = 3;
    slow.pieces = 9;
    for (let i = 0; i < 50; i++) {
      seed.up.total += 16_384;
      run(100, () => false);
    }
    expect(slow.givenUp).toBe(0);
    run(3200, () => false);
    expect(slow.givenUp).toBeGreaterThan(0);
  });
});
