import { beforeEach, describe, expect, test } from 'vitest';
import type { ErrorView } from '../../../../engine/api/errors.js';
import { Checkpoints } from '../../../../engine/session/checkpoints.js';
import { Standing } from '../../../../engine/torrent/standing.js';
import type { Torrent } from '../../../../engine/torrent/torrent.js';
import { seededRandom } from '../../../support/seeded-random.js';
import { VirtualClock } from '../../../support/virtual-clock.js';

/** As much of a magnet without metadata as goes into a record. */
function magnet(id: string): Torrent {
  const limit = { rateBps: null };
  return {
    id,
    dirty: true,
    state: { kind: 'metadata', hold: false },
    content: null,
    details: { areHere: true, known: null, long: null },
    init: { magnet: 'magnet:?xt=x', addedAt: 1, priorities: null },
    trackers: [],
    savePath: '/downloads',
    intent: 'run',
    traffic: { downloadedBytes: 0, uploadedBytes: 0, wastedBytes: 0, downLimit: limit, upLimit: limit },
    allWastedBytes: 0,
    completedAt: null,
    standing: new Standing(null),
    nowMs: () => 0,
    net: { bestPeers: () => [] },
  } as unknown as Torrent;
}

let saved: string[];
let errors: ErrorView[];
let failing: boolean;
let torrents: Torrent[];
let checkpoints: Checkpoints;
let clock: VirtualClock;

beforeEach(() => {
  [saved, errors, failing, torrents] = [[], [], false, [magnet('a'), magnet('b')]];
  clock = new VirtualClock();
  let busy = false;
  checkpoints = new Checkpoints(
    {
      async saveRecord(record) {
        if (busy) throw new Error('two at a time');
        busy = true;
        await Promise.resolve();
        busy = false;
        if (failing) throw new Error('no space');
        saved.push(record.id);
      },
      loadRecord: () => Promise.reject(new Error('nothing is read here')),
      removeRecord: async () => undefined,
      saveSettings: async () => undefined,
      saveDht: () => Promise.resolve(),
      saveStatistics: async () => undefined,
      noteHints: async () => undefined,
    },
    clock,
    seededRandom(1),
    (error) => errors.push(error),
  );
});

async function round(nowMs: number): Promise<string[]> {
  checkpoints.run(torrents, nowMs);
  await checkpoints.settled();
  return saved.splice(0);
}
const dirty = (...ids: string[]) => {
  for (const torrent of torrents) torrent.dirty = ids.includes(torrent.id);
};

describe('checkpoints', () => {
  test('save what changed, one after the other, and nothing else', async () => {
    expect(await round(0)).toEqual(['a', 'b']);
    dirty('b');
    expect(await round(60_000)).toEqual(['b']);
    expect(await round(120_000)).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('come at most every four seconds', async () => {
    await round(1000);
    dirty('a');
    expect(await round(4_999)).toEqual([]);
    expect(await round(5_000)).toEqual(['a']);
  });

  test('do not overlap', async () => {
    checkpoints.run(torrents, 0);
    checkpoints.hurry();
    dirty('a', 'b');
    checkpoints.run(torrents, 10_000);
    await checkpoints.settled();
    expect(errors).toEqual([]);
  });

  test('do not make a person wait', async () => {
    await round(1000);
    dirty('a');
    checkpoints.hurry();
    expect(await round(1100)).toEqual(['a']);
    dirty('a');
    expect(await round(1200)).toEqual([]);
  });

  test('report what could not be saved, and try it again', async () => {
    failing = true;
    dirty('a');
    expect(await round(0)).toEqual([]);
    expect(errors).toMatchObject([{ code: 'path-unusable', facts: { reason: 'no space' } }]);
    expect(torrents[0]?.dirty).toBe(true);
    failing = false;
    expect(await round(5000)).toEqual(['a']);
  });

  test('leave a torrent alone that is leaving', async () => {
    Object.assign(torrents[0] ?? {}, { state: { kind: 'stopped' } });
    expect(await round(0)).toEqual(['b']);
  });
});
